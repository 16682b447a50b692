"""What is known of a placement before and after it began: read from the case, for the checklist."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from cases.models import Case, Child, ChildConversation, ChildInvestigation, Consent, Custody
from cases.models.investigation import became_aware_on
from herning.rules import age_on
from herning.web.days import long_date
from interventions import rules
from interventions.basis_rules import consent_kind
from interventions.enums import BoardOutcome, MethodType
from interventions.models import FosterFamily, Placement, Referral
from interventions.models.intervention import last_decision_on
from interventions.placement_checklist import points
from interventions.placement_points import Facts, Point
from interventions.planned import plan_agreed_on

INVESTIGATED_UNDER = 15


def checklist(placement: Placement, referral: Referral) -> list[Point]:
    """Every point of the list for a placement, begun or about to begin."""
    return points(facts_of(placement, referral))


def facts_of(placement: Placement, referral: Referral) -> Facts:
    """Read the facts in a constant number of queries."""
    case, child = referral.case, referral.case.child
    evidence: dict[str, str] = {}
    family = referral.foster_family
    return Facts(
        starts_on=placement.starts_on,
        placed_since=placement.placed_since,
        basis_since=placement.basis_since,
        legal_basis=placement.legal_basis,
        born_on=child.born_on,
        purpose=placement.purpose,
        expected_months=placement.expected_months or 0,
        siblings_considered=placement.siblings_considered,
        contact=placement.contact,
        first_supervision_on=placement.first_supervision_on,
        is_companion_right_told=placement.is_companion_right_told,
        is_heard=placement.party_heard_on is not None,
        is_decided_by_board=placement.board_outcome == BoardOutcome.DECIDED,
        board_refused_on=placement.board_decided_on if placement.board_outcome == BoardOutcome.REFUSED else None,
        is_support_person_offered=placement.is_support_person_offered,
        is_child_support_person_offered=placement.is_child_support_person_offered,
        had_two_caseworkers=placement.had_two_caseworkers,
        is_reported=placement.reported_on is not None,
        is_foster_care=referral.offer is not None and referral.offer.method in rules.FOSTER_METHODS,
        is_secure_unit=referral.offer is not None and referral.offer.method == MethodType.SECURE_UNIT,
        foster_type=placement.foster_type,
        family_type=family.kind if family else "",
        is_family_approved=family.is_approved(on=placement.starts_on) if family else None,
        **_investigation(case, placement, evidence),
        **_siblings(child, placement.starts_on),
        **_conversation(case, placement, referral, evidence),
        **_consents(case, placement, evidence),
        **_plan(case, evidence),
        evidence=evidence | _said(placement, _named(family, child, placement)),
    )


def _investigation(case: Case, placement: Placement, evidence: dict[str, str]) -> dict[str, Any]:
    """The four months run from when the municipality became aware: as the investigation says, or else the concern."""
    found = (
        ChildInvestigation.objects.filter(case=case)
        .annotate(old_until=_last_stay_ended(placement))
        .select_related("finished_by")
        .order_by("-begun_on", "-pk")
    )
    rows = list(found)
    # Before the start it must be finished by then; afterwards an urgent placement has been mended by a later one.
    begun = placement.pk is not None
    done = [
        row
        for row in rows
        if row.finished_on
        and (begun or row.finished_on <= placement.starts_on)
        and (row.old_until is None or row.finished_on >= row.old_until)
    ]
    last = done[0] if done else None
    if last and last.finished_on and last.finished_by:
        words = {"day": long_date(last.finished_on), "name": last.finished_by.name}
        evidence["investigation"] = evidence["position"] = _("%(day)s af %(name)s") % words
    return {
        "aware_on": _aware_on(case, rows, placement.starts_on, is_done=bool(done)),
        "is_investigated": bool(done),
        "has_position": bool(done and done[0].conclusion),
    }


def _aware_on(case: Case, rows: Sequence[ChildInvestigation], starts_on: date, *, is_done: bool) -> date:
    """As the investigation says that is made now; before it is begun, the concern that asks for it."""
    if rows and (is_done or rows[0].finished_on is None):
        return rows[0].aware_on
    return became_aware_on(case, on=starts_on)


def _last_stay_ended(placement: Placement) -> Subquery:
    """The day the child's stay before this one ended, none without one: what was signed for it is no paper for this.

    A change of place ends no stay, and a breakdown leaves the need as it was: the child is to have another place.
    A subquery, so that it costs the list no query of its own.
    """
    earlier = Placement.objects.filter(child=placement.child_id, ends_on__lte=placement.stays_since, breakdown=None)
    others = earlier.exclude(Q(placed_since=placement.stays_since) | Q(starts_on=placement.stays_since))
    return Subquery(others.order_by("-ends_on").values("ends_on")[:1])


def _siblings(child: Child, on: date) -> dict[str, Any]:
    own = ChildInvestigation.objects.filter(case__child=OuterRef("pk"), finished_on__isnull=False)
    siblings = list(
        Child.objects.filter(family=child.family_id)
        .exclude(pk=child.pk)
        .annotate(is_investigated=Exists(own))
        .order_by("born_on", "pk")
        .values_list("name", "born_on", "is_investigated")
    )
    return {
        "has_siblings": bool(siblings),
        "siblings_not_investigated": tuple(
            name
            for name, born_on, is_done in siblings
            if not is_done and born_on is not None and age_on(born_on, on) < INVESTIGATED_UNDER
        ),
    }


def _conversation(case: Case, placement: Placement, referral: Referral, evidence: dict[str, str]) -> dict[str, Any]:
    """Since the last decision before the referral: the opening, or the latest help begun by then."""
    since = last_decision_on(case, on=referral.made_on, but=placement.intervention_id or 0)
    talks = ChildConversation.objects.filter(case=case, on__gte=since).select_related("written_by")
    if placement.pk is not None:
        talks = talks.filter(on__lte=max(placement.starts_on, referral.made_on, placement.rests_since))
    # One held weighs more than a waiver, the latest more than an earlier one.
    talk = talks.order_by("-is_held", "-on", "-pk").first()
    if talk is not None:
        words = {"day": long_date(talk.on), "name": talk.written_by.name}
        said = _("%(day)s af %(name)s") if talk.is_held else _("fraveget %(day)s af %(name)s")
        evidence["conversation"] = evidence["own_wish"] = said % words
    return {
        "is_spoken_with": talk is not None,
        "is_waived": talk is not None and not talk.is_held,
        "spoken_since": long_date(since),
    }


def _consents(case: Case, placement: Placement, evidence: dict[str, str]) -> dict[str, Any]:
    """Whose consent to this stay is not on record: custody holders', and the young person's own from 15 (§ 46)."""
    on = max(placement.starts_on, placement.rests_since)
    given = list(
        Consent.objects.valid()
        .annotate(old_until=_last_stay_ended(placement))
        .filter(
            Q(old_until=None) | Q(given_on__gte=F("old_until")),
            case=case,
            kind=consent_kind(placement.legal_basis),
            given_on__lte=on,
        )
        .select_related("holder")
        .order_by("given_on", "pk")
    )
    held = Custody.objects.held(on=on).filter(child=case.child_id)
    custodies = list(held.select_related("holder").order_by("pk"))
    by_holders = {consent.holder_id for consent in given}
    missing = [custody.holder.name for custody in custodies if custody.holder_id not in by_holders]
    born_on = case.child.born_on
    is_by_child = any(consent.is_by_child for consent in given)
    if born_on is not None and rules.needs_own_consent(born_on, on=on) and not is_by_child:
        missing.append(case.child.name)
    evidence["consent"] = "; ".join(
        f"{consent.holder.name if consent.holder else case.child.name} {long_date(consent.given_on)}"
        for consent in given
    )
    return {"has_holders": bool(custodies), "consents_missing": tuple(missing)}


def _plan(case: Case, evidence: dict[str, str]) -> dict[str, Any]:
    agreed_on = plan_agreed_on(case)
    if agreed_on is not None:
        evidence["plan"] = long_date(agreed_on)
    return {"has_plan": agreed_on is not None}


def _named(family: FosterFamily | None, child: Child, placement: Placement) -> str:
    """The family as the checklist names it, which is printed: by its kind where the place is secret."""
    if family is None:
        return ""
    is_secret = placement.is_address_secret or child.is_address_protected
    return str(family.get_kind_display()) if is_secret else family.name


def _said(placement: Placement, family: str) -> dict[str, str]:
    """What the placement itself says of when."""
    days = {
        "hearing": placement.party_heard_on,
        "board": placement.board_decided_on,
        "provisional": placement.board_decided_on,
        "supervision": placement.first_supervision_on,
        "reporting": placement.reported_on,
    }
    said = {code: long_date(day) for code, day in days.items() if day is not None}
    if placement.foster_type:
        said["foster_type"] = str(placement.get_foster_type_display())
    return said | ({"approval": family} if family else {})
