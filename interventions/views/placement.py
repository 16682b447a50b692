"""A placement with its legal fields, and the Board's decisions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import rules
from interventions.access import placement_before_the_board, placement_for
from interventions.actions.placement import record_board_decision as record_decision
from interventions.enums import LegalBasis
from interventions.forms.help import BoardForm
from interventions.models import Placement

DECIDED_SHOWN = 20


@page(Permission.SEE_CASE, load=placement_for)
def placement(request: Request, placement: Placement) -> HttpResponse:
    """What the placement rests on and what the law still asks of it."""
    case = placement.intervention.case
    context = {
        "placement": placement,
        "case": case,
        "header": header(request, case, tab="interventions:interventions"),
        "board_due_on": board_due_on(placement),
        "is_before_board": placement.legal_basis in rules.BOARD_BASES and placement.board_decided_on is None,
        "today": timezone.localdate(),
    }
    return show(request, "interventions/placement.html", context)


@page(Permission.RECORD_BOARD_DECISION)
def board(request: Request) -> HttpResponse:
    """The placements before the Board, the seven days of § 143 first, and those it decided lately."""
    placements = Placement.objects.visible_to(request.user).select_related(
        "child", "intervention__case", "intervention__offer"
    )
    waiting = list(placements.before_the_board().order_by("starts_on", "pk"))
    for one in waiting:
        one.due_on = board_due_on(one)  # type: ignore[attr-defined]  # shown by the template
    decided = placements.filter(board_decided_on__isnull=False).order_by("-board_decided_on", "-pk")[:DECIDED_SHOWN]
    context = {"waiting": waiting, "decided": list(decided), "today": timezone.localdate()}
    return show(request, "interventions/board.html", context)


@page(Permission.RECORD_BOARD_DECISION, load=placement_before_the_board)
def record_board_decision(request: Request, placement: Placement) -> HttpResponse:
    """Write down what the Board decided."""
    form = BoardForm.at(request, about=str(placement.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            record_decision(placement=placement, by=request.user, **form.answers)
            messages.success(request, _("Udvalgets afgørelse er registreret."))
            return redirect("interventions:board")
    context = {
        "form": form,
        "placement": placement,
        "board_due_on": board_due_on(placement),
        "today": timezone.localdate(),
    }
    return show(request, "interventions/record_board_decision.html", context)


def board_due_on(placement: Placement) -> object:
    """The last day for the Board after a provisional decision; the others have no fixed one."""
    is_provisional = placement.legal_basis == LegalBasis.PROVISIONAL
    return rules.provisional_due(placement.starts_on) if is_provisional else None
