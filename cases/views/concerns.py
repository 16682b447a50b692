"""The team's concerns, and one of them from register to outcome."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import rules
from cases.access import child_for, concern_for
from cases.actions import (
    acknowledge_concern,
    assess_concern,
    close_concern,
    join_concern,
    open_case,
    register_concern,
)
from cases.enums import ConcernOutcome, ReporterKind
from cases.forms.concern import AcknowledgeConcernForm, AssessConcernForm, DecideConcernForm, NewConcernForm
from cases.models import Case, Child, Concern
from cases.searching import with_cases
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import keyset


@page(Permission.SEE_CONCERN)
def concerns(request: Request) -> HttpResponse:
    """The team's concerns of which nothing has become yet, oldest first; or those decided."""
    is_decided = request.GET.get("vis") == "afgjorte"
    reached = Concern.objects.visible_to(request.user)
    chosen = reached.exclude(outcome="") if is_decided else reached.undecided()
    found = keyset(
        chosen.select_related("child", "case").defer("text", "assessment", "outcome_reason", "protection"),
        by="received_at",
        within=reached,
        asked=request.GET,
    )
    shown = {
        "rows": [{"concern": concern, **clocks(concern)} for concern in found.rows],
        "is_decided": is_decided,
        "now": timezone.now(),
        **found.beside(request.GET),
    }
    return show(request, "cases/concerns.html", shown)


def clocks(concern: Concern) -> dict[str, Any]:
    """The two deadlines of a concern, each only while it runs."""
    received_on = timezone.localdate(concern.received_at)
    can_be_told = concern.acknowledged_on is None and concern.reporter_kind != ReporterKind.ANONYMOUS
    return {
        "assess_by": concern.assess_by if concern.assessed_at is None else None,
        "acknowledge_by": rules.acknowledge_by(received_on) if can_be_told else None,
    }


@page(Permission.REGISTER_CONCERN, load=child_for)
def new_concern(request: Request, child: Child) -> HttpResponse:
    """Register a concern about a child that was found or just registered."""
    form = NewConcernForm.at(request, about=f"child-{child.pk}")
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            concern = register_concern(child=child, now=timezone.now(), by=request.user, **form.answers)
            messages.success(request, _("Underretningen er registreret. Vurdér nu, om barnet er i fare."))
            return redirect("cases:concern", concern.pk)
    heading = _("Ny underretning om %(name)s") % {"name": child.name}
    lead = child.age_text(on=timezone.localdate())
    return act(request, form, heading=heading, lead=lead, back=reverse("cases:find_child"))


@page(Permission.SEE_CONCERN, load=concern_for)
def concern(request: Request, concern: Concern) -> HttpResponse:
    """A concern, its two clocks, and the next thing to do about it."""
    others = Concern.objects.visible_to(request.user).filter(child_id=concern.child_id).exclude(pk=concern.pk)
    siblings = concern.child.family.children.exclude(pk=concern.child_id).order_by("sort_name", "pk")
    shown = {
        "concern": concern,
        "child": with_cases([concern.child], by=request.user)[0],
        "siblings": with_cases(list(siblings), by=request.user),
        "others": others.select_related("case").defer("text", "assessment").order_by("-received_at", "-pk")[:10],
        "now": timezone.now(),
        "today": timezone.localdate(),
        "steps": _progress(concern),
        "may_open": request.user.may(Permission.OPEN_WITH_REASON),
        **clocks(concern),
    }
    return show(request, "cases/concern.html", shown)


def _progress(concern: Concern) -> list[dict[str, Any]]:
    """Received, assessed, decided: where the concern stands."""
    is_done = [True, concern.assessed_at is not None, bool(concern.outcome)]
    labels = [_("Modtaget"), _("Vurderet"), _("Afgjort")]
    first_open = is_done.index(False) if False in is_done else len(is_done)
    return [
        {"label": label, "state": "done" if done else "current" if place == first_open else "coming", "url": ""}
        for place, (label, done) in enumerate(zip(labels, is_done, strict=True))
    ]


@page(Permission.ASSESS_CONCERN, load=concern_for)
def assess_concern_page(request: Request, concern: Concern) -> HttpResponse:
    """Say whether the child is in danger, within 24 hours."""
    form = AssessConcernForm.at(request, about=f"concern-{concern.pk}")
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            assess_concern(concern=concern, by=request.user, **form.answers)
            messages.success(request, _("Vurderingen er gemt. Tag nu stilling til, hvad der skal ske."))
            return redirect("cases:concern", concern.pk)
    lead = _("Vurderingen skal være lavet senest 24 timer efter, underretningen kom (Barnets lov § 136).")
    heading = _("Er %(name)s i fare?") % {"name": concern.child.first_name}
    return act(request, form, heading=heading, lead=lead, back=_back(concern), quote=concern.text)


@page(Permission.ACKNOWLEDGE_CONCERN, load=concern_for)
def acknowledge_concern_page(request: Request, concern: Concern) -> HttpResponse:
    """Write down that the reporter was told, within six working days."""
    form = AcknowledgeConcernForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            acknowledge_concern(concern=concern, by=request.user, **form.answers)
            messages.success(request, _("Kvitteringen er registreret."))
            return redirect("cases:concern", concern.pk)
    who = [concern.get_reporter_kind_display(), concern.reporter_name, concern.reporter_contact]
    lead = _(
        "Underretteren skal have en kvittering senest seks hverdage efter (Barnets lov § 137). "
        "Send den selv, og skriv her, hvornår. Underretter: %(who)s."
    ) % {"who": " · ".join(filter(None, map(str, who)))}
    return act(request, form, heading=_("Kvittér til underretteren"), lead=lead, back=_back(concern))


@page(Permission.DECIDE_CONCERN, load=concern_for)
def decide_concern(request: Request, concern: Concern) -> HttpResponse:
    """Decide what becomes of a concern."""
    case = concern.child.cases.open().first()
    form = DecideConcernForm.at(
        request, about=f"concern-{concern.pk}", concern=concern, open_case=case, person=request.user
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            return _decided(request, concern, case, **form.answers)
    lead = _("Et barn har højst én åben sag. Fristen for en undersøgelse løber fra underretningen.")
    return act(request, form, heading=_("Hvad skal der ske?"), lead=lead, back=_back(concern), quote=concern.text)


def _decided(
    request: Request, concern: Concern, case: Case | None, *, outcome: str, caseworker: Any = None, **said: Any
) -> HttpResponse:
    match outcome:
        case ConcernOutcome.OPENED:
            opened = open_case(concern=concern, caseworker=caseworker, by=request.user, **said)
            messages.success(request, _("Sagen %(number)s er åbnet.") % {"number": opened.number})
            if Case.objects.visible_to(request.user).filter(pk=opened.pk).exists():
                return redirect("dashboards:case", opened.number)
        case ConcernOutcome.JOINED if case is not None:
            join_concern(concern=concern, case=case, by=request.user, **said)
            messages.success(request, _("Underretningen er lagt til sag %(number)s.") % {"number": case.number})
        case _:
            close_concern(concern=concern, by=request.user, **said)
            messages.success(request, _("Afgørelsen er gemt."))
    return redirect("cases:concern", concern.pk)


def _back(concern: Concern) -> str:
    return reverse("cases:concern", args=[concern.pk])
