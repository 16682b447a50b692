"""A placement comes to rest on something else while the child stays where it is."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.actions import write_note
from cases.enums import NoteKind
from cases.models import ChildConversation
from cases.rules import is_of_age
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from herning.web.days import long_date
from interventions import basis_rules, rules
from interventions.actions.board import rest_on_the_board
from interventions.actions.placement import locked_placement
from interventions.enums import BoardOutcome, LegalBasis
from interventions.models import Placement
from interventions.models.intervention import last_decision_on
from interventions.placement_checklist import must_be_lawful
from interventions.placement_facts import checklist

CHANGED = [
    "legal_basis", "basis_since", "party_heard_on",
    "board_decided_on", "board_outcome", "board_decision", "board_recorded_by",
]  # fmt: skip


@action(Permission.START_PLACEMENT)
def change_legal_basis(
    *,
    placement: Placement,
    legal_basis: LegalBasis,
    on: date,
    reason: str,
    party_heard_on: date | None = None,
    board_decided_on: date | None = None,
    board_decision: str = "",
    today: date,
    by: User,
) -> Placement:
    """Let a running placement rest on another basis from a day; the law asks the same of it as at a start.

    The clocks of the basis run from that day, those of the stay run on. The reason stands in the case's journal, with
    the Board's word on the former basis, where there was one.
    """
    must_reach(placement.intervention.case, by)
    fresh = locked_placement(placement)
    case, former = fresh.intervention.case, LegalBasis(fresh.legal_basis)
    basis_rules.must_be_another(former, legal_basis)
    must_be_in_order(
        on, max(fresh.starts_on, fresh.rests_since), field="on", what=_("det nuværende grundlag"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Skift grundlaget, når det nye gælder."),
    )  # fmt: skip
    reason = must_say(reason, field="reason", ask=_("Skriv, hvorfor grundlaget skifter."))
    _must_be_spoken_with(fresh, on=on)
    told = _told_of_the_board(fresh)
    fresh.legal_basis, fresh.basis_since = legal_basis, on
    _be_heard(fresh, party_heard_on, on=on)
    _rest_on_its_own_word(fresh, former, decided_on=board_decided_on, text=board_decision, on=on, by=by)
    asked = basis_rules.asked(legal_basis)
    points = [point for point in checklist(fresh, fresh.intervention.referral) if point.code in asked]
    # What cannot wait is the reason for the chair's provisional decision (§ 143).
    urgent = reason if legal_basis == LegalBasis.PROVISIONAL else ""
    must_be_lawful(points, urgent_ground=urgent, is_begun=True)
    fresh.save(update_fields=CHANGED)
    bases = f"{former.label} → {LegalBasis(legal_basis).label}"
    text = "\n\n".join(part for part in (bases, reason, told) if part)
    write_note(case=case, kind=NoteKind.ASSESSMENT, on=on, heading=_("Nyt retsgrundlag"), text=text, by=by)
    record("placement.basis_changed", fresh, by=by, why=f"{bases}: {reason}")
    return fresh


def _must_be_spoken_with(placement: Placement, *, on: date) -> None:
    """The child is spoken with since the last decision, a former change of basis too (§ 5); one of age says it all."""
    case = placement.intervention.case
    if is_of_age(case.child.born_on, on=on):
        return
    since = max(last_decision_on(case, on=on), placement.rests_since)
    rules.must_be_spoken_with(ChildConversation.objects.spoken_with_since(case, since), since=since)


def _told_of_the_board(placement: Placement) -> str:
    """What the Board said of the basis that is left, so that it stays on record."""
    if placement.board_decided_on is None:
        return ""
    said = {"day": long_date(placement.board_decided_on), "outcome": placement.get_board_outcome_display()}
    return _("Udvalget %(day)s: %(outcome)s") % said + f"\n{placement.board_decision}"


def _be_heard(placement: Placement, heard_on: date | None, *, on: date) -> None:
    """The parties are heard before a decision without their consent; else the day stands from before."""
    is_coerced = placement.legal_basis in rules.BOARD_BASES
    if heard_on is None and not is_coerced:
        return
    must_be_in_order(
        heard_on, placement.starts_on, field="party_heard_on", what=_("anbringelsens start"), latest=on,
        ahead=_("Parterne høres, før grundlaget skifter."),
    )  # fmt: skip
    placement.party_heard_on = heard_on


def _rest_on_its_own_word(
    placement: Placement, former: LegalBasis, *, decided_on: date | None, text: str, on: date, by: User
) -> None:
    """The Board's word follows between § 143 and § 47 where it decided; another basis begins without it."""
    refused_on = placement.board_decided_on if placement.board_outcome == BoardOutcome.REFUSED else None
    if refused_on or not {former.value, str(placement.legal_basis)} <= rules.BOARD_BASES:
        placement.board_decided_on, placement.board_recorded_by = None, None
        placement.board_outcome = placement.board_decision = ""
    if decided_on is not None and refused_on is not None and decided_on < refused_on:
        raise RuleBroken(
            _("Udvalget afviste anbringelsen %(day)s. Skriv en afgørelse fra efter den dag.")
            % {"day": long_date(refused_on)},
            field="board_decided_on",
        )
    rest_on_the_board(
        placement, case=placement.intervention.case, decided_on=decided_on, text=text, latest=on, by=by
    )  # fmt: skip
