"""A placement begins with what the law asks of it; the Board's decision is recorded beside it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.enums import ConsentKind
from cases.models import Case, Child, ChildInvestigation, Consent, Custody
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken, add_months
from herning.web.days import long_date
from interventions import rules
from interventions.actions.locking import must_be_spoken_with
from interventions.actions.start import begin, chosen, must_start_in_order, ready
from interventions.enums import FosterType, LegalBasis
from interventions.models import Offer, Placement, Referral, Step


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
    is_support_person_offered: bool,
    urgent_ground: str = "",
    foster_type: str = "",
    is_address_secret: bool = False,
    next_offer: Offer | None = None,
    today: date,
    by: User,
) -> Placement:
    """Begin an out-of-home placement; without a planned end, the expected months tell it."""
    must_reach(referral.case, by)
    referral = ready(referral)
    case, offer = referral.case, chosen(referral)[0]
    rules.must_be_another_way(is_legal_placement=offer.is_legal_placement, as_placement=True)
    _must_start_in_order(referral, starts_on, is_urgent=bool(urgent_ground.strip()), today=today)
    rules.must_state_placement(
        purpose=purpose,
        expected_months=expected_months,
        contact=contact,
        has_siblings=Child.objects.filter(family=case.child.family_id).exclude(pk=case.child_id).exists(),
        siblings_considered=siblings_considered,
    )
    _must_be_lawful(case, legal_basis, starts_on, urgent_ground)
    must_be_spoken_with(case, on=referral.made_on)
    rules.must_name_foster_type(offer.method, foster_type)
    rules.must_be_in_order(
        first_supervision_on, starts_on, field="first_supervision_on", what=_("starten"),
        latest=rules.supervision_due(starts_on),
        ahead=_("Første tilsyn skal ligge inden for seks måneder (§ 156: mindst to besøg om året)."),
    )  # fmt: skip
    exits = {
        "exit_plan": exit_plan, "next_step": next_step, "next_offer": next_offer,
        "planned_end_on": planned_end_on or add_months(starts_on, expected_months),
    }  # fmt: skip
    _must_be_the_only_placement(case, starts_on)
    started = begin(referral, starts_on=starts_on, exits=exits, by=by)
    placement = Placement.objects.create(
        intervention=started,
        child=case.child,
        starts_on=starts_on,
        legal_basis=legal_basis,
        purpose=purpose.strip(),
        expected_months=expected_months,
        urgent_ground=urgent_ground.strip(),
        siblings_considered=siblings_considered.strip(),
        contact=contact.strip(),
        is_support_person_offered=is_support_person_offered,
        first_supervision_on=first_supervision_on,
        foster_type=FosterType(foster_type) if foster_type else "",
        is_address_secret=is_address_secret,
    )
    record("placement.started", placement, by=by, why=str(LegalBasis(legal_basis).label))
    return placement


@action(Permission.RECORD_BOARD_DECISION)
def record_board_decision(*, placement: Placement, on: date, text: str, by: User) -> Placement:
    """Write down what the Board decided on a placement without consent (Barnets lov §§ 47, 143)."""
    reached = Placement.objects.visible_to(by).filter(pk=placement.pk)
    fresh = reached.select_for_update(of=("self",)).select_related("intervention__case").first()
    if fresh is None or fresh.legal_basis not in rules.BOARD_BASES:
        raise RuleBroken(_("Anbringelsen er ikke til afgørelse i udvalget."))
    if fresh.board_decided_on is not None:
        raise RuleBroken(_("Udvalgets afgørelse er allerede registreret. Genindlæs siden og se den."))
    rules.must_be_in_order(on, fresh.intervention.case.opened_on, field="on", what=_("sagens åbning"))
    text = rules.must_say(text, field="text", what=_("Skriv afgørelsens ordlyd."))
    fresh.board_decided_on, fresh.board_decision, fresh.board_recorded_by = on, text, by
    fresh.save(update_fields=["board_decided_on", "board_decision", "board_recorded_by"])
    record("board_decision.recorded", fresh, by=by)
    return fresh


def missing_consents(case: Case, *, on: date) -> list[str]:
    """Whose consent to a placement is not on record: custody holders', and the young person's own from 15 (§ 46)."""
    given = Consent.objects.valid().filter(case=case, kind=ConsentKind.PLACEMENT, given_on__lte=on)
    by_holders = set(given.filter(is_by_child=False).values_list("holder_id", flat=True))
    missing = [custody.holder.name for custody in _custodies(case, on) if custody.holder_id not in by_holders]
    born_on = case.child.born_on
    if born_on is not None and rules.needs_own_consent(born_on, on=on) and not given.filter(is_by_child=True).exists():
        missing.append(case.child.name)
    return missing


def _custodies(case: Case, on: date) -> list[Custody]:
    held = Custody.objects.filter(Q(until=None) | Q(until__gt=on), child=case.child_id, since__lte=on)
    return list(held.select_related("holder").order_by("pk"))


def _must_start_in_order(referral: Referral, starts_on: date, *, is_urgent: bool, today: date) -> None:
    """An urgent placement may have begun in the night before it was referred; others begin after."""
    if referral.case.child.is_unborn:
        raise RuleBroken(_("Barnet er ikke født endnu og kan ikke anbringes. Registrér fødslen først."))
    if is_urgent:
        must_start_in_order(starts_on, earliest=referral.case.opened_on, what=_("sagens åbning"), today=today)
    else:
        must_start_in_order(starts_on, earliest=referral.made_on, what=_("visitationen"), today=today)


def _must_be_lawful(case: Case, legal_basis: LegalBasis, starts_on: date, urgent_ground: str) -> None:
    """Investigated first, and consented to unless the Board decides; a child's own wish replaces no consent (§ 48)."""
    if legal_basis not in LegalBasis.values:
        raise RuleBroken(_("Vælg, hvad anbringelsen hviler på."), field="legal_basis")
    investigated = ChildInvestigation.objects.filter(case=case, finished_on__lte=starts_on).exists()
    rules.must_be_investigated(investigated, urgent_ground)
    if legal_basis in rules.CONSENT_BASES:
        missing = missing_consents(case, on=starts_on)
        rules.must_be_consented(missing=missing, has_holders=bool(_custodies(case, starts_on)))


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
