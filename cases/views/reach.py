"""Who has a case, and who has looked into another's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for, unreached_case_for
from cases.actions import assign_case, open_with_reason
from cases.forms.concern import AssignForm, OpenWithReasonForm
from cases.models import Case, CaseGrant
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import keyset


@page(Permission.ASSIGN_CASE, load=case_for)
def assign(request: Request, case: Case) -> HttpResponse:
    """Give a case to another caseworker."""
    form = AssignForm.at(request, case=case)
    back = reverse("cases:journal", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            given = assign_case(case=case, by=request.user, **form.answers)
            messages.success(request, _("Sagen er nu hos %(name)s.") % {"name": given.caseworker.name})
            return redirect("cases:cases")
    lead = _("Sagen ligger hos %(name)s i %(team)s.") % {"name": case.caseworker.name, "team": case.team.name}
    return act(request, form, heading=_("Fordel sagen"), lead=lead, back=back, case=case, tab="cases:journal")


@page(Permission.OPEN_WITH_REASON, load=unreached_case_for)
def open_with_reason_page(request: Request, case: Case) -> HttpResponse:
    """Ask for another's case with a reason; whoever reaches it already is led straight to it."""
    if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return redirect("dashboards:case", case.number)
    form = OpenWithReasonForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            open_with_reason(case=case, at=timezone.now(), by=request.user, **form.answers)
            messages.success(request, _("Sagen er åben for dig i 24 timer."))
            return redirect("dashboards:case", case.number)
    heading = _("Åbn %(name)ss sag?") % {"name": case.child.first_name}
    lead = _(
        "Sagen ligger hos %(caseworker)s i %(team)s. Begrundelsen gemmes og vises for jeres teamledere, "
        "og alt, du ser, bliver logget."
    ) % {"caseworker": case.caseworker.name, "team": case.team.name}
    return act(request, form, heading=heading, lead=lead, back=reverse("cases:find_child"))


@page(Permission.SEE_TEAM)
def grants(request: Request) -> HttpResponse:
    """Looks into others' cases with the reasons given: the team's cases, and the team's people."""
    reached = CaseGrant.objects.visible_to(request.user)
    found = keyset(
        reached.select_related("user", "case__child", "case__caseworker"),
        by="opened_at",
        within=reached,
        asked=request.GET,
        newest_first=True,
    )
    shown = {
        "grants": found.rows,
        "now": timezone.now(),
        **found.beside(request.GET),
    }
    return show(request, "cases/grants.html", shown)
