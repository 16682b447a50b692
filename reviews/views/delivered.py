"""The provider's page of one child, and its notes; never the journal, concerns or another provider's words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.enums import Side
from interventions.models import AdmissionPoint, Intervention
from interventions.standing import number_offset
from reviews.access import delivered_for, own_note_for, plan_in_force
from reviews.actions import write_follow_up_note
from reviews.forms.note import NoteForm
from reviews.models import EndReport, FollowUpNote, Review, TreatmentPlan
from reviews.progress import progress_in
from reviews.silent import silent
from reviews.upcoming import planned_review


@page(Permission.SEE_INTERVENTION, load=delivered_for)
def delivered(request: Request, intervention: Intervention) -> HttpResponse:
    """What a provider needs of a child it helps: who, the plan, the sub-goals, and its own notes."""
    today = timezone.localdate()
    case = intervention.case
    notes = FollowUpNote.objects.visible_to(request.user).filter(intervention=intervention)
    context = {
        "intervention": intervention,
        "age_text": case.child.age_text(on=today),
        "plan": plan_in_force(case),
        "goals": progress_in(case, seen_by=request.user),
        "notes": notes.select_related("written_by", "amends")
        .prefetch_related("scores__sub_goal")
        .order_by("-on", "-pk"),
        "amended": set(notes.filter(amendments__isnull=False).values_list("pk", flat=True)),
        "review": planned_review(case),
        "treatment": TreatmentPlan.objects.visible_to(request.user)
        .in_force()
        .filter(intervention=intervention)
        .select_related("written_by")
        .first(),
        "report": EndReport.objects.visible_to(request.user)
        .filter(intervention=intervention)
        .select_related("written_by")
        .prefetch_related("scores__sub_goal")
        .first(),
        "reviews": Review.objects.visible_to(request.user)
        .filter(case=case)
        .prefetch_related("promises")
        .order_by("-held_on", "-pk"),
        "open_points": AdmissionPoint.objects.visible_to(request.user)
        .open()
        .filter(referral=intervention.referral_id)
        .order_by("order", "pk"),
        "side": Side.PROVIDER,
        "is_silent": silent(
            Intervention.objects.visible_to(request.user).filter(pk=intervention.pk), on=today
        ).exists(),
        "offset": number_offset(),
        "today": today,
    }
    return show(request, "reviews/delivered.html", context)


@page(Permission.WRITE_FOLLOW_UP_NOTE, load=delivered_for)
def write_note(request: Request, intervention: Intervention) -> HttpResponse:
    """Write a follow-up note."""
    return _written(request, intervention, amends=None)


@page(Permission.WRITE_FOLLOW_UP_NOTE, load=own_note_for)
def amend_note(request: Request, note: FollowUpNote) -> HttpResponse:
    """Correct a note by a new one; the old one stays as it was."""
    return _written(request, note.intervention, amends=note)


def _written(request: Request, intervention: Intervention, *, amends: FollowUpNote | None) -> HttpResponse:
    about = f"{intervention.case.number}-{intervention.pk}" + (f"-{amends.pk}" if amends else "")
    form = NoteForm.at(
        request, about=about, goals=progress_in(intervention.case, seen_by=request.user), initial=_as_written(amends)
    )
    back = reverse("reviews:delivered", args=[intervention.pk])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            write_follow_up_note(intervention=intervention, by=request.user, amends=amends, **form.answers)
            messages.success(request, _("Notatet er sendt til rådgiveren."))
            return redirect(back)
    heading = _("Ret notatet om %(name)s") if amends else _("Opfølgningsnotat om %(name)s")
    context = {
        "intervention": intervention, "form": form, "amends": amends, "back": back, "today": timezone.localdate(),
        "heading": heading % {"name": intervention.case.child.first_name},
    }  # fmt: skip
    return show(request, "reviews/write_note.html", context)


def _as_written(note: FollowUpNote | None) -> dict[str, object] | None:
    if note is None:
        return None
    kept = ("on", "text", "attendance", "days_planned", "days_attended", "proposal", "proposal_reason")
    scored = {f"score_{sub_goal}": score for sub_goal, score in note.scores.values_list("sub_goal_id", "score")}
    return {name: getattr(note, name) for name in kept} | scored
