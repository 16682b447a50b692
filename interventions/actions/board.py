"""The Board's word on a placement without consent: recorded by its secretary, or what a placement by § 47 begins on."""

from datetime import date

from django.utils.translation import gettext as _

from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions import rules
from interventions.enums import BoardOutcome, LegalBasis
from interventions.models import Placement


@action(Permission.RECORD_BOARD_DECISION)
def record_board_decision(
    *, placement: Placement, on: date, outcome: str, text: str, today: date, by: User
) -> Placement:
    """Write down what the Board made of a placement without consent: decided or refused (Barnets lov §§ 47, 143)."""
    reached = Placement.objects.visible_to(by).filter(pk=placement.pk)
    fresh = reached.select_for_update(of=("self",)).select_related("intervention__case").first()
    if fresh is None or fresh.legal_basis not in rules.BOARD_BASES:
        raise RuleBroken(_("Anbringelsen er ikke til afgørelse i udvalget."))
    if fresh.board_decided_on is not None:
        raise RuleBroken(_("Udvalgets afgørelse er allerede registreret. Genindlæs siden og se den."))
    if fresh.next_placements.exists():
        raise RuleBroken(_("Barnet er flyttet siden. Registrér afgørelsen på den anbringelse, barnet er i nu."))
    if outcome not in BoardOutcome.values:
        raise RuleBroken(_("Vælg, om udvalget besluttede eller afviste anbringelsen."), field="outcome")
    must_be_in_order(
        on, fresh.intervention.case.opened_on, field="on", what=_("sagens åbning"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Registrér afgørelsen, når udvalget har truffet den."),
    )  # fmt: skip
    text = must_say(text, field="text", ask=_("Skriv afgørelsens ordlyd."))
    fresh.board_decided_on, fresh.board_outcome = on, BoardOutcome(outcome)
    fresh.board_decision, fresh.board_recorded_by = text, by
    fresh.save(update_fields=["board_decided_on", "board_outcome", "board_decision", "board_recorded_by"])
    record("board_decision.recorded", fresh, by=by, why=str(BoardOutcome(outcome).label))
    return fresh


def rest_on_the_board(
    placement: Placement, *, case: Case, decided_on: date | None, text: str, latest: date, by: User
) -> None:
    """§ 47 is the Board's decision: what is told of its day and wording is in order; the checklist asks for it."""
    if decided_on is None and not text.strip():
        return
    if placement.legal_basis != LegalBasis.BOARD:
        raise RuleBroken(
            _("Udvalgets afgørelse hører til § 47. Vælg § 47, eller lad felterne om udvalget stå tomme."),
            field="legal_basis",
        )
    if decided_on is None:
        raise RuleBroken(_("Skriv den dag, udvalget besluttede anbringelsen (§ 47)."), field="board_decided_on")
    must_be_in_order(
        decided_on, case.opened_on, field="board_decided_on", what=_("sagens åbning"), latest=latest,
        ahead=_("Udvalget beslutter, før barnet anbringes (§ 47). Kan det ikke vente, så vælg § 143."),
    )  # fmt: skip
    placement.board_decision = must_say(text, field="board_decision", ask=_("Skriv afgørelsens ordlyd."))
    placement.board_decided_on, placement.board_outcome = decided_on, BoardOutcome.DECIDED
    placement.board_recorded_by = by
