"""What a provider sees of a referral, and its answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.access import delivered_referral_for
from interventions.actions import accept_referral, decline_referral, put_on_waiting_list
from interventions.enums import ReferralStatus, Side
from interventions.forms.referral import AnswerForm
from interventions.models import Referral
from interventions.models.admission import points_of
from interventions.models.offer import Capacity
from interventions.models.place import with_load
from interventions.models.waiting import standing_line
from interventions.place_rules import passed_over
from interventions.standing import number_offset


@page(Permission.ANSWER_REFERRAL, load=delivered_referral_for)
def answer(request: Request, referral: Referral) -> HttpResponse:
    """The child's name, age and need, the places left, and yes, later or no; nothing of the case."""
    today = timezone.localdate()
    line = standing_line(referral, on=today)
    number = next((one.number for one in line if one.referral == referral.pk), None)
    passed = len(passed_over(line, referral.pk, number))
    form = AnswerForm.at(request, about=str(referral.pk), passed=passed)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            messages.success(request, _give(request, referral, form))
            return redirect("dashboards:start")
    current = Capacity.objects.current(on=today).filter(
        offer=referral.offer, department=referral.department, foster_family=referral.foster_family
    )
    child = referral.case.child
    context = {
        "form": form,
        "referral": referral,
        "child_name": child.name,
        "child_age": child.age_text(on=today),
        "is_answerable": referral.status in {ReferralStatus.SENT, ReferralStatus.WAITING},
        "is_offered": referral.status == ReferralStatus.OFFERED,
        "passed": passed,
        "number": number,
        "points": points_of(referral),
        "side": Side.PROVIDER,
        "capacity": with_load(current, on=today).first(),
        "offset": number_offset(),
        "today": today,
    }
    return show(request, "interventions/answer.html", context)


def _give(request: Request, referral: Referral, form: AnswerForm) -> str:
    """Carry the answer out and say what was done."""
    given, today = form.answers, timezone.localdate()
    match given["decision"]:
        case "accept":
            accept_referral(
                referral=referral,
                expected_on=given["expected_on"],
                answer=given["answer"],
                jump_reason=given.get("jump_reason", ""),
                on=today,
                by=request.user,
            )
            return _("I har taget imod. Rådgiveren starter indsatsen.")
        case "wait":
            put_on_waiting_list(
                referral=referral, expected_on=given["expected_on"], answer=given["answer"], on=today, by=request.user
            )
            return _("Barnet står på venteliste.")
        case _:
            decline_referral(
                referral=referral, reason=given["reason"], answer=given["answer"], on=today, by=request.user
            )
            return _("I har sagt nej. Rådgiveren vælger et andet tilbud.")
