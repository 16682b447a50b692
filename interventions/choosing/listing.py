"""The list of offers for one child: what is read, then ranked; a constant number of queries for any catalogue."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from cases.models import Case, Child, ChildConversation
from herning.accounts.models import DistrictDistance
from herning.rules import age_on
from interventions.choosing.families import families_for
from interventions.choosing.goals import domains_of
from interventions.choosing.loads import desks
from interventions.choosing.need import Need
from interventions.choosing.offered import offered
from interventions.choosing.ranking import Choice, Scales, ranked
from interventions.enums import MethodType
from interventions.models import Placement, Step, TargetGroup
from interventions.models.intervention import last_decision_on


def need_of(
    case: Case,
    *,
    on: date,
    target_group: TargetGroup | None = None,
    wants_siblings_together: bool = False,
    wants_school_kept: bool = False,
) -> Need:
    """One child's need on a day: what is asked for, what the plan works on, and where the child and siblings are."""
    child = case.child
    return Need(
        child=child.pk,
        age=None if child.born_on is None else age_on(child.born_on, on),
        age_text=child.age_text(on=on),
        target_group=target_group.pk if target_group else "",
        target_group_name=str(target_group or ""),
        wants_siblings_together=wants_siblings_together,
        wants_school_kept=wants_school_kept,
        language=child.language,
        domains=domains_of(case),
        district=case.district_id,
        km=_kilometres(case.district_id),
        siblings_at=_siblings_at(child, on),
    )


def fitting_offers(
    case: Case,
    *,
    on: date,
    need_method: str | None = None,
    need: Need | None = None,
    highest_step: int | None = None,
    steps: Iterable[Step] | None = None,
) -> list[Choice]:
    """All open offers, the lowest step first and on each step those that fit first.

    A method narrows them, and `highest_step` leaves out those above it; `steps` is the ladder, where it is at hand.
    """
    need = need or need_of(case, on=on)
    given = desks(on=on, families=families_for(need, on=on))
    scales = Scales(need, {step.pk: step.expected_professions for step in steps or Step.objects.all()})
    return ranked(
        scales.weigh(offer, given.get(offer.pk, []))
        for offer in offered(on=on, method=need_method, highest_step=highest_step)
    )


def not_spoken_with_since(case: Case, *, on: date) -> date | None:
    """Since when the child has to be spoken with before a decision (§ 5); none when done, or the child unborn."""
    if case.child.is_unborn:
        return None
    since = last_decision_on(case, on=on)
    return None if ChildConversation.objects.spoken_with_since(case, since) else since


def methods() -> list[tuple[str, str]]:
    """The kinds of help, sorted by their Danish names as they are read."""
    return sorted(((value, str(label)) for value, label in MethodType.choices), key=lambda pair: pair[1])


def _kilometres(district: int) -> dict[int, int]:
    rows = DistrictDistance.objects.filter(Q(one=district) | Q(other=district)).values_list("one_id", "other_id", "km")
    return {other if one == district else one: km for one, other, km in rows}


def _siblings_at(child: Child, on: date) -> frozenset[int]:
    """The departments where a child of the same family is placed on a day."""
    placed = Placement.objects.active(on=on).filter(child__family=child.family_id).exclude(child=child)
    return frozenset(placed.values_list("intervention__department_id", flat=True))
