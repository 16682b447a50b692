"""Choosing an offer: the need first, then the list it ranks, up to three side by side, and why not a lower one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import open_case_for
from cases.header import header
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.rules import age_on
from herning.web.pages import page, show
from interventions.actions import refer
from interventions.actions.referral import Asked
from interventions.choosing import Choice, fitting_offers, need_of, not_spoken_with_since
from interventions.enums import ReferralStatus
from interventions.foreign import foreign_choices
from interventions.forms.referral import ReferForm
from interventions.models import Referral, Step
from interventions.standing import number_offset, step_on
from interventions.views.choosing_list import AtHand, by_step

TAB = "interventions:interventions"
COMPARED = 3
DRAFTED = {ReferralStatus.DRAFT}
ENDED = {ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
LOOKS = {"update", "compare"}


@page(Permission.REFER, load=open_case_for)
def choose(request: Request, case: Case) -> HttpResponse:
    """Need first, then the offers that fit, least intrusive first.

    A draft from a review comes filled in, and so does what is chosen again after a no.
    """
    today = timezone.localdate()
    draft, again = _named(request, case, "udkast", DRAFTED), _named(request, case, "igen", ENDED)
    source = draft or again
    about = f"{case.number}:{source.pk}" if source else case.number
    look = request.POST.get("look", "")
    is_looking = look in LOOKS or look.startswith("all:")
    form = (
        ReferForm.looking(request, about=about)
        if is_looking
        else ReferForm.at(request, about=about, draft_referral=draft, again=again)
    )
    asked = form.asked
    method = asked.pop("method")
    steps = list(Step.objects.order_by("pk"))
    choices = fitting_offers(case, on=today, need_method=method, need=need_of(case, on=today, **asked), steps=steps)
    form.choose_from(choices, on=today)
    compared = request.POST.getlist("compare")[:COMPARED]
    if request.method == "POST" and not is_looking and form.is_valid():
        answers = form.answers
        answers["asked"] = Asked(**answers["asked"], compared=compared)
        with form.refusals():
            made = refer(case=case, on=today, draft=draft, by=request.user, **answers)
            messages.success(request, _sent(made))
            return redirect("interventions:referral", made.pk)
    shown = _shown(request, case, source, form, steps, choices, compared, look) | {"draft": draft, "again": again}
    if request.htmx and is_looking:
        return show(request, "interventions/_offers.html", shown | {"current": step_on(case, today)})
    about_child = header(request, case, tab=TAB)
    spoken = {"speak_since": not_spoken_with_since(case, on=today)}
    return show(
        request, "interventions/choose.html", shown | spoken | {"header": about_child, "current": about_child["step"]}
    )


def _sent(made: Referral) -> str:
    if made.status == ReferralStatus.AWAITING_APPROVAL:
        return _("Visitationen er sendt til godkendelse.")
    return _("Visitationen er sendt.")


def _shown(
    request: Request, case: Case, source: Referral | None, form: ReferForm, steps: list[Step], choices: list[Choice],
    compared: list[str], look: str,
) -> dict[str, Any]:  # fmt: skip
    today, offset, born_on = timezone.localdate(), number_offset(), case.child.born_on
    elsewhere = foreign_choices(on=today, at=timezone.now(), age=None if born_on is None else age_on(born_on, today))
    picked = str(form.typed("offer") or "")
    at_hand = AtHand(
        offers={value.partition("-")[0] for value in (picked, *compared)},
        wanted_step=source.step_id if source else None,
        whole_step=look.removeprefix("all:"),
        why_not=form.why_not,
    )
    return {
        "case": case,
        "form": form,
        "groups": by_step(steps, choices, elsewhere, offset=offset, at_hand=at_hand),
        "treads": _treads(steps, choices, offset),
        "picked": picked,
        "compared": set(compared),
        "compare": _side_by_side(choices, compared) if compared else [],
        "is_comparing": look == "compare",
        "is_too_many": len(request.POST.getlist("compare")) > COMPARED,
        "offset": offset,
    }


def _named(request: Request, case: Case, name: str, statuses: set[ReferralStatus]) -> Referral | None:
    """The referral named in the address, when it is this case's and stands as it must; else 404."""
    named = request.GET.get(name, "")
    if not named:
        return None
    if not (named.isascii() and named.isdigit()) or len(named) > 18:
        raise Http404
    referrals = Referral.objects.visible_to(request.user).filter(case=case)
    found = get_object_or_404(referrals.select_related("step", "offer", "department"), pk=int(named))
    if found.status not in statuses and request.method == "GET":
        raise Http404
    return found


def _treads(steps: list[Step], choices: list[Choice], offset: int) -> list[dict[str, Any]]:
    """The chooser's six treads with how many offers fit on each."""
    fitting = [choice.offer.step_id for choice in choices if choice.fits]
    return [
        {
            "number": step.pk + offset,
            "name": step.short_name,
            "count": fitting.count(step.pk),
            "url": f"#trin-{step.pk}",
        }
        for step in steps
    ]


def _side_by_side(choices: list[Choice], compared: list[str]) -> list[dict[str, Any]]:
    """Up to three offers at the departments that were ticked, in the list's own order."""
    return [
        {"choice": choice, "desk": desk, "reasons": choice.own_reasons + desk.reasons}
        for choice in choices
        for desk in choice.desks
        if desk.value in compared
    ]
