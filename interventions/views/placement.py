"""A placement with its checklist, what goes with it while it lasts, and the Board's decisions."""

from typing import Any

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions, rules
from interventions.actions.board import record_board_decision as record_decision
from interventions.care_rules import learning_due
from interventions.enums import BoardOutcome, LegalBasis, ReferralStatus
from interventions.forms.help import BoardForm, ChangeBasisForm
from interventions.forms.mend import MendForm
from interventions.models import Breakdown, Contact, Placement, Referral, Return, SupervisionVisit
from interventions.placement_access import placement_before_the_board, placement_for, running_placement_for
from interventions.placement_checklist import lacking
from interventions.placement_facts import checklist
from interventions.views.care import show_act

DECIDED_SHOWN = 20


@page(Permission.SEE_CASE, load=placement_for)
def placement(request: Request, placement: Placement) -> HttpResponse:
    """What the placement rests on, point by point, and what the law asks of it while it lasts."""
    case, user = placement.intervention.case, request.user
    today = timezone.localdate()
    points = checklist(placement, placement.intervention.referral)
    is_running = placement.ends_on is None
    context = {
        "placement": placement,
        "case": case,
        "header": header(request, case, tab="interventions:interventions"),
        "points": points,
        "met": sum(point.is_met for point in points),
        "lacking": lacking(points),
        "board_due_on": board_due_on(placement),
        "is_before_board": is_running
        and placement.legal_basis in rules.BOARD_BASES
        and placement.board_decided_on is None,
        "withdrawn_on": _withdrawn_on(request, placement) if is_running else None,
        "is_refused": placement.board_outcome == BoardOutcome.REFUSED,
        "is_running": is_running,
        "may_act": case.is_open and is_running and user.may(Permission.START_PLACEMENT),
        "may_learn": user.may(Permission.RECORD_BREAKDOWN),
        "today": today,
    }
    return show(request, "interventions/placement.html", context | _with_it(request, placement))


def _withdrawn_on(request: Request, placement: Placement) -> object:
    """Since when the consent it rests on is taken back; none while it holds, and where it rests on the Board."""
    if placement.legal_basis not in rules.CONSENT_BASES:
        return None
    lacking_it: Any = Placement.objects.visible_to(request.user).without_consent().filter(pk=placement.pk)
    return lacking_it.values_list("withdrawn_on", flat=True).first()


def _with_it(request: Request, placement: Placement) -> dict[str, Any]:
    """Contact, visits, breakdown, return, and a referral that is ready for the next placement."""
    user = request.user
    visits = list(
        SupervisionVisit.objects.visible_to(user)
        .filter(placement=placement, cancelled_on=None)
        .select_related("held_by")
        .order_by("-due_on", "-pk")
    )
    broke = Breakdown.objects.visible_to(user).filter(placement=placement).select_related("learnt_by").first()
    accepted = Referral.objects.visible_to(user).filter(
        case=placement.intervention.case, status=ReferralStatus.ACCEPTED, offer__is_legal_placement=True
    )
    return {
        "contacts": list(
            Contact.objects.visible_to(user).filter(placement=placement).order_by("until", "from_on", "pk")
        ),
        "planned_visit": next((visit for visit in visits if visit.held_on is None), None),
        "held_visits": [visit for visit in visits if visit.held_on is not None],
        "breakdown": broke,
        "learning_due_on": learning_due(broke.on) if broke and broke.learnt_on is None else None,
        "homecoming": Return.objects.visible_to(user).filter(placement=placement).select_related("decided_by").first(),
        "next_referral": accepted.order_by("pk").first(),
    }


@page(Permission.START_PLACEMENT, load=running_placement_for)
def mend_placement(request: Request, placement: Placement) -> HttpResponse:
    """Go through the checklist again; what is met elsewhere is read from there."""
    form = MendForm.at(request, placement=placement)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            mended = actions.mend_placement(
                placement=placement, on=timezone.localdate(), by=request.user, **form.answers
            )  # fmt: skip
            left = lacking(checklist(mended, mended.intervention.referral))
            if left:
                said = ", ".join(f"{point.text} ({point.paragraph})" for point in left)
                messages.warning(request, _("Tjeklisten er gemt. Loven kræver stadig: %(what)s.") % {"what": said})
            else:
                messages.success(request, _("Tjeklisten er gemt, og intet af det, loven kræver, mangler."))
            return redirect("interventions:placement", placement.pk)
    points = checklist(placement, placement.intervention.referral)
    return show_act(request, placement, form, _("Før tjeklisten"), also={"points": points})


@page(Permission.START_PLACEMENT, load=running_placement_for)
def change_legal_basis(request: Request, placement: Placement) -> HttpResponse:
    """Let the placement rest on something else; the child stays where it is."""
    form = ChangeBasisForm.at(request, about=str(placement.pk), placement=placement)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_legal_basis(
                placement=placement, today=timezone.localdate(), by=request.user, **form.answers
            )  # fmt: skip
            messages.success(request, _("Anbringelsen hviler nu på noget andet. Begrundelsen står i journalen."))
            return redirect("interventions:placement", placement.pk)
    lead = _("Barnet bliver, hvor det er. Samtykker registreres i journalen, før grundlaget skifter.")
    return show_act(request, placement, form, _("Skift retsgrundlag"), lead=lead)


@page(Permission.RECORD_BOARD_DECISION)
def board(request: Request) -> HttpResponse:
    """The placements before the Board, the seven days of § 143 first, and those it decided lately."""
    placements = Placement.objects.visible_to(request.user).select_related(
        "child", "intervention__case", "intervention__offer"
    )
    waiting = list(placements.before_the_board().order_by(Coalesce("basis_since", "starts_on"), "pk"))
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
            record_decision(placement=placement, today=timezone.localdate(), by=request.user, **form.answers)
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
    return rules.provisional_due(placement.rests_since) if is_provisional else None
