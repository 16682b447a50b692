"""A placement begins with what the law asks of it, or urgently and is mended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order
from herning.rules import RuleBroken, add_months
from herning.web.days import long_date
from interventions import rules
from interventions.actions.board import rest_on_the_board
from interventions.actions.start import begin, chosen, must_start_in_order, ready
from interventions.enums import FosterType, LegalBasis
from interventions.models import Offer, Placement, Referral, Step, SupervisionVisit
from interventions.models.care import supervised_since
from interventions.placement_checklist import mend_by, must_be_lawful
from interventions.placement_facts import checklist


@dataclass(frozen=True, slots=True)
class Heard:
    """What was done with the child and the parties before or at the placement, point by point of the checklist."""

    is_companion_right_told: bool = False
    party_heard_on: date | None = None
    is_support_person_offered: bool = False
    is_child_support_person_offered: bool = False
    had_two_caseworkers: bool | None = None

    def fields(self) -> dict[str, Any]:
        """The placement's fields."""
        return {name: getattr(self, name) for name in self.__slots__}


@action(Permission.START_PLACEMENT)
def start_placement(
    *,
    referral: Referral,
    starts_on: date,
    exit_plan: str,
    next_step: Step | None,
    planned_end_on: date | None,
    legal_basis: LegalBasis,
    purpose: str,
    expected_months: int,
    contact: str,
    first_supervision_on: date,
    siblings_considered: str,
    heard: Heard,
    board_decided_on: date | None = None,
    board_decision: str = "",
    urgent_ground: str = "",
    foster_type: str = "",
    is_address_secret: bool = False,
    next_offer: Offer | None = None,
    previous: Placement | None = None,
    today: date,
    by: User,
) -> Placement:
    """Begin an out-of-home placement; what the law requires is there, or is mended later when it is urgent.

    Without a planned end, the expected months tell it. By § 47 the Board has decided, and its word is told here.
    """
    must_reach(referral.case, by)
    referral = ready(referral)
    case, offer = referral.case, chosen(referral)[0]
    rules.must_be_another_way(is_legal_placement=offer.is_legal_placement, as_placement=True)
    if legal_basis not in LegalBasis.values:
        raise RuleBroken(_("Vælg, hvad anbringelsen hviler på."), field="legal_basis")
    placement = Placement(
        child=case.child, starts_on=starts_on, legal_basis=legal_basis, purpose=purpose.strip(),
        expected_months=expected_months, urgent_ground=urgent_ground.strip(), contact=contact.strip(),
        siblings_considered=siblings_considered.strip(), first_supervision_on=first_supervision_on,
        foster_type=FosterType(foster_type) if foster_type else "", is_address_secret=is_address_secret,
        previous=previous, **heard.fields(),
    )  # fmt: skip
    placement.carry_over()
    _must_be_in_order(placement, referral, today=today)
    rest_on_the_board(
        placement, case=case, decided_on=board_decided_on, text=board_decision, latest=starts_on, by=by
    )  # fmt: skip
    points = checklist(placement, referral)
    must_be_lawful(points, urgent_ground=urgent_ground)
    placement.mend_by = mend_by(points)
    _must_be_the_only_placement(case, starts_on)
    exits = {
        "exit_plan": exit_plan, "next_step": next_step, "next_offer": next_offer,
        "planned_end_on": planned_end_on or add_months(starts_on, expected_months),
    }  # fmt: skip
    placement.intervention = begin(referral, starts_on=starts_on, exits=exits, by=by)
    placement.save()
    SupervisionVisit.objects.create(placement=placement, due_on=first_supervision_on)
    record("placement.started", placement, by=by, why=str(LegalBasis(legal_basis).label))
    return placement


@action(Permission.START_PLACEMENT)
def mend_placement(
    *,
    placement: Placement,
    heard: Heard,
    siblings_considered: str,
    reported_on: date | None,
    on: date,
    by: User,
) -> Placement:
    """Write what has been done since the start and go through the list again.

    When nothing that the law requires lacks any more, the placement is mended; else the next deadline is kept.
    """
    must_reach(placement.intervention.case, by)
    fresh = locked_placement(placement)
    _must_be_done(heard.party_heard_on, fresh.intervention.case.opened_on, today=on, field="party_heard_on")
    _must_be_done(reported_on, fresh.starts_on, today=on, field="reported_on")
    for name, value in (heard.fields() | {"reported_on": reported_on}).items():
        setattr(fresh, name, value)
    fresh.siblings_considered = siblings_considered.strip()
    lacks_until = mend_by(checklist(fresh, fresh.intervention.referral))
    is_mended = fresh.mend_by is not None and fresh.mended_on is None and lacks_until is None
    if is_mended:
        fresh.mended_on = on
    elif fresh.mended_on is None:
        fresh.mend_by = lacks_until if fresh.mend_by is not None else None
    fresh.save(
        update_fields=[*heard.__slots__, "siblings_considered", "reported_on", "mended_on", "mend_by"]
    )  # fmt: skip
    record("placement.mended" if is_mended else "placement.checked", fresh, by=by)
    return fresh


def locked_placement(placement: Placement) -> Placement:
    """The placement with its row locked after its case's; raises `RuleBroken` when it has ended."""
    Case.objects.select_for_update(of=("self",)).get(pk=placement.intervention.case_id)
    fresh = (
        Placement.objects.select_for_update(of=("self",))
        .select_related(
            "child", "intervention__case__child", "intervention__offer", "intervention__referral__case__child",
            "intervention__referral__offer", "intervention__referral__foster_family",
        )
        .get(pk=placement.pk)
    )  # fmt: skip
    rules.must_be_open(fresh.intervention.case.is_open)
    if fresh.ends_on is not None:
        raise RuleBroken(_("Anbringelsen er ophørt %(day)s.") % {"day": long_date(fresh.ends_on)})
    return fresh


def _must_be_in_order(placement: Placement, referral: Referral, *, today: date) -> None:
    """An urgent placement may have begun in the night before it was referred; others begin after."""
    case, starts_on = referral.case, placement.starts_on
    if case.child.is_unborn:
        raise RuleBroken(_("Barnet er ikke født endnu og kan ikke anbringes. Registrér fødslen først."))
    if placement.urgent_ground:
        must_start_in_order(starts_on, earliest=case.opened_on, what=_("sagens åbning"), today=today)
    else:
        must_start_in_order(starts_on, earliest=referral.made_on, what=_("visitationen"), today=today)
    _must_be_done(placement.party_heard_on, case.opened_on, today=today, field="party_heard_on")
    _must_be_supervised_in_time(placement)


def _must_be_supervised_in_time(placement: Placement) -> None:
    """Two visits a year to the child, wherever it lives (§ 156): a change of place gives no new half year."""
    starts_on = placement.starts_on
    ahead = _("Første tilsyn skal ligge inden for seks måneder (§ 156: mindst to besøg om året).")
    latest = rules.supervision_due(starts_on)
    if placement.previous is not None:
        # A visit that was due before the move is due on the day of it.
        latest = max(rules.supervision_due(supervised_since(placement)), starts_on)
        ahead = _(
            "Første tilsyn skal holdes senest %(day)s: seks måneder efter det seneste, eller efter at barnet blev "
            "anbragt (§ 156)."
        ) % {"day": long_date(latest)}
    must_be_in_order(
        placement.first_supervision_on, starts_on, field="first_supervision_on", what=_("starten"), latest=latest,
        ahead=ahead,
    )  # fmt: skip


def _must_be_done(day: date | None, earliest: date, *, today: date, field: str) -> None:
    must_be_in_order(
        day, earliest, field=field, what=_("det, den følger efter"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Skriv den, når det er sket."),
    )  # fmt: skip


def _must_be_the_only_placement(case: Case, starts_on: date) -> None:
    """A child is never in two placements at once; the case is locked, and an exclusion constraint stands behind."""
    other = (
        Placement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on), child=case.child_id)
        .select_related("intervention__offer")
        .first()
    )
    if other is not None:
        raise RuleBroken(
            _("Barnet er allerede anbragt på %(offer)s siden %(day)s. Afslut den anbringelse, før den nye begynder.")
            % {"offer": other.intervention.offer, "day": long_date(other.starts_on)},
            field="starts_on",
        )
