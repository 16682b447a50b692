"""Which offers fit a child, least intrusive first, with why and why not in words; three queries for any catalogue."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cases.models import Case, Child, ChildConversation
from herning.accounts.models import Department
from herning.rules import age_on
from interventions import rules
from interventions.enums import EndReason, MethodType
from interventions.models import Capacity, Intervention, Offer
from interventions.models.intervention import last_decision_on
from interventions.models.place import with_load

GOOD_ENDS = [EndReason.MOVED_DOWN, EndReason.FINISHED]


@dataclass(frozen=True, slots=True)
class Desk:
    """A department that gives the offer, with its places today; without a limit `free` is none."""

    offer_id: int
    department: Department
    places: int | None
    free: int | None
    waiting: int

    @property
    def value(self) -> str:
        """What the form sends when this desk is picked."""
        return f"{self.offer_id}-{self.department.pk}"

    @property
    def is_full(self) -> bool:
        """Whether a child would have to wait."""
        return self.free is not None and self.free <= 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer as one child's caseworker meets it."""

    offer: Offer
    desks: list[Desk]
    reasons_for: list[str]
    reasons_against: list[str]
    been_here: int
    ended_well: int
    ended: int

    @property
    def fits(self) -> bool:
        """Whether nothing that is known speaks against it."""
        return not self.reasons_against

    @property
    def experience(self) -> str:
        """How it went for children before, in words; small numbers are not told (fewer than five)."""
        if self.been_here == 0:
            return _("Ingen børn har været her endnu")
        if rules.shown_count(self.been_here) is None:
            return _("Færre end fem børn har været her")
        if self.ended < rules.SUPPRESSED_BELOW:
            return _("%(here)s børn har været her") % {"here": self.been_here}
        return _("%(here)s børn har været her; %(share)s %% sluttede efter plan eller ned ad trappen") % {
            "here": self.been_here,
            "share": round(100 * self.ended_well / self.ended),
        }


def fitting_offers(case: Case, *, on: date, need_method: str | None = None) -> list[Choice]:
    """All open offers, the lowest step first and on each step those that fit first; a method narrows them."""
    offers = Offer.objects.open(on=on).select_related("step").order_by("step", "number", "sort_name", "pk")
    if need_method:
        offers = offers.filter(method=need_method)
    desks = _desks(on)
    been = _been(on)
    choices = [_choice(offer, case.child, on, desks[offer.pk], been.get(offer.pk, (0, 0, 0))) for offer in offers]
    return sorted(choices, key=lambda choice: (choice.offer.step_id, not choice.fits))


def not_spoken_with_since(case: Case, *, on: date) -> date | None:
    """Since when the child has to be spoken with before a decision (§ 5); none when done, or the child unborn."""
    if case.child.is_unborn:
        return None
    since = last_decision_on(case, on=on)
    return None if ChildConversation.objects.spoken_with_since(case, since) else since


def _desks(on: date) -> dict[int, list[Desk]]:
    found: dict[int, list[Desk]] = defaultdict(list)
    current = Capacity.objects.current(on=on).filter(department__is_active=True).select_related("department")
    for capacity in with_load(current, on=on).order_by("department__sort_name", "pk"):
        load: tuple[int | None, int] = (capacity.free, capacity.waiting)  # type: ignore[attr-defined]  # annotated
        found[capacity.offer_id].append(Desk(capacity.offer_id, capacity.department, capacity.places_total, *load))
    return found


def _been(on: date) -> dict[int, tuple[int, int, int]]:
    """For each offer: children who have been there, those who ended there, and those who ended well."""
    counted = (
        Intervention.objects.filter(starts_on__lte=on)
        .order_by()
        .values("offer")
        .annotate(
            here=Count("case__child", distinct=True),
            over=Count("case__child", distinct=True, filter=Q(ends_on__isnull=False)),
            well=Count("case__child", distinct=True, filter=Q(end_reason__in=GOOD_ENDS)),
        )
    )
    return {row["offer"]: (row["here"], row["well"], row["over"]) for row in counted}


def _choice(offer: Offer, child: Child, on: date, desks: list[Desk], been: tuple[int, int, int]) -> Choice:
    reasons_for, reasons_against = _age_reasons(offer, child, on)
    if offer.target_group:
        reasons_for.append(_("Målgruppe: %(group)s") % {"group": offer.target_group})
    if not desks:
        reasons_against.append(_("Ingen afdeling giver det endnu"))
    here, well, over = been
    return Choice(offer, desks, reasons_for, reasons_against, been_here=here, ended_well=well, ended=over)


def _age_reasons(offer: Offer, child: Child, on: date) -> tuple[list[str], list[str]]:
    """Whether the child's age is within the offer's, in words; where the catalogue states none, age says nothing."""
    ages = age_range(offer)
    if not ages:
        return [], []
    if child.born_on is None:
        if not offer.min_age:
            return [_("Også for ufødte og helt små (%(ages)s)") % {"ages": ages}], []
        return [], [_("Barnet er ikke født; tilbuddet gælder %(ages)s") % {"ages": ages}]
    age = age_on(child.born_on, on)
    if (offer.min_age is None or offer.min_age <= age) and (offer.max_age is None or offer.max_age >= age):
        return [_("Alderen passer (%(ages)s)") % {"ages": ages}], []
    return [], [
        _("Barnet er %(age)s; tilbuddet gælder %(ages)s") % {"age": child.age_text(on=on), "ages": ages},
    ]


def age_range(offer: Offer) -> str:
    """The ages an offer is for, as "7–17 år"; empty when none are stated."""
    if offer.min_age is None and offer.max_age is None:
        return ""
    if offer.max_age is None:
        return _("fra %(age)s år") % {"age": offer.min_age}
    if offer.min_age is None:
        return _("til %(age)s år") % {"age": offer.max_age}
    return _("%(lowest)s–%(highest)s år") % {"lowest": offer.min_age, "highest": offer.max_age}


def methods() -> list[tuple[str, str]]:
    """The kinds of help, sorted by their Danish names as they are read."""
    return sorted(((value, str(label)) for value, label in MethodType.choices), key=lambda pair: pair[1])
