"""Planning a review: the week, the times that fit, and who is asked."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from reviews import actions, meetings
from reviews.access import participant_for, planned_review_for
from reviews.forms.meeting import (
    CancelMeetingForm,
    InviteForm,
    MeetingForm,
    ParticipantForm,
    RecordViewForm,
    RemoveParticipantForm,
)
from reviews.meeting_rules import last_day
from reviews.models import Participant, Review

TAB = "reviews:case_reviews"
WEEK, WEEKEND = timedelta(weeks=1), timedelta(days=2)
MOST_UNTIMED = 25


@page(Permission.HOLD_REVIEW, load=planned_review_for)
def plan_meeting(request: Request, review: Review) -> HttpResponse:
    """The caseworker's week, the times that fit all, and who is asked."""
    now, today = timezone.now(), timezone.localdate()
    proposed = meetings.proposals(review, at=now)
    initial = {"starts_at": review.starts_at, "minutes": review.minutes, "place": review.place}
    form = MeetingForm.at(request, about=review.case.number, proposals=proposed, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.plan_meeting(review=review, at=now, by=request.user, **form.answers)
            messages.success(request, _("Mødet er aftalt. De, der er inviteret, får besked."))
            return redirect("reviews:plan_meeting", review.pk)
    best = meetings.week_shown_for(review, proposed=proposed, today=today)
    monday = meetings.monday_of(request.GET.get("uge", ""), instead=best, today=today)
    week = meetings.week(review.case.caseworker_id, monday=monday, seen_by=request.user, planned=review.pk)
    context = {
        "review": review,
        "case": review.case,
        "header": header(request, review.case, tab=TAB) | {"action_url": ""},
        "form": form,
        "week": week,
        **_turning(monday),
        "participants": _asked(request, review),
        "last_day": last_day(review.due_on, today=today),
        "today": today,
    }
    return show(request, "reviews/plan_meeting.html", context)


@page(Permission.HOLD_REVIEW)
def week(request: Request) -> HttpResponse:
    """The person's own week: its meetings, what falls due, and which reviews soon due still lack a time."""
    today = timezone.localdate()
    # Who looks in the weekend looks ahead.
    monday = meetings.monday_of(request.GET.get("uge", ""), instead=today + WEEKEND, today=today)
    context = {
        "week": meetings.week(request.user.pk, monday=monday, seen_by=request.user),
        **_turning(monday),
        "untimed": meetings.without_a_time(request.user, on=today)[:MOST_UNTIMED],
        "today": today,
    }
    return show(request, "reviews/week.html", context)


def _turning(monday: date) -> dict[str, Any]:
    return {
        "hours": [f"{hour}" for hour in range(meetings.DAY_BEGINS.hour, meetings.DAY_ENDS.hour)],
        "earlier": (monday - WEEK).isoformat(),
        "later": (monday + WEEK).isoformat(),
    }


def _asked(request: Request, review: Review) -> list[Participant]:
    asked = Participant.objects.visible_to(request.user).filter(review=review, cancelled_at=None)
    return list(asked.select_related("view_recorded_by").order_by("kind", "pk"))


@page(Permission.HOLD_REVIEW, load=planned_review_for)
def cancel_meeting(request: Request, review: Review) -> HttpResponse:
    """Call the meeting off."""
    form = CancelMeetingForm.at(request, about=review.case.number)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.cancel_meeting(review=review, at=timezone.now(), by=request.user, **form.answers)
            messages.success(request, _("Mødet er aflyst. Aftal en ny tid inden fristen."))
            return redirect("reviews:plan_meeting", review.pk)
    lead = _("De, der er inviteret, får en mail, og mødet går ud af deres kalender. Opfølgningen skal stadig holdes.")
    return _act(request, form, review, heading=_("Aflys mødet?"), lead=lead)


@page(Permission.HOLD_REVIEW, load=planned_review_for)
def add_participant(request: Request, review: Review) -> HttpResponse:
    """Put somebody on the list."""
    form = ParticipantForm.at(
        request,
        about=review.case.number,
        known=meetings.candidates(review),
        network=meetings.network_of(review.case),
        workers=meetings.workers_of(review.case),
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            added = actions.add_participant(review=review, by=request.user, **form.answers)
            messages.success(request, _("%(name)s er på listen.") % {"name": added.name})
            return redirect("reviews:plan_meeting", review.pk)
    lead = _("Invitationen sendes først, når du siger til.")
    return _act(request, form, review, heading=_("Tilføj deltager"), lead=lead)


@page(Permission.HOLD_REVIEW, load=participant_for)
def remove_participant(request: Request, participant: Participant) -> HttpResponse:
    """Take somebody off the list."""
    form = RemoveParticipantForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.remove_participant(participant=participant, at=timezone.now(), by=request.user)
            messages.success(request, _("%(name)s er taget af listen.") % {"name": participant.name})
            return redirect("reviews:plan_meeting", participant.review_id)
    lead = _("Er der sendt en invitation, får personen en aflysning. Det, personen har skrevet, bliver stående.")
    heading = _("Tag %(name)s af listen?") % {"name": participant.name}
    return _act(request, form, participant.review, heading=heading, lead=lead)


@page(Permission.HOLD_REVIEW, load=planned_review_for)
def invite(request: Request, review: Review) -> HttpResponse:
    """Say who gets a mail, and send them."""
    form = InviteForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            invited = actions.invite(review=review, at=timezone.now(), by=request.user)
            names = ", ".join(participant.name for participant in invited)
            messages.success(request, _("Invitationen er på vej til %(names)s.") % {"names": names})
            return redirect("reviews:plan_meeting", review.pk)
    waiting = [it for it in _asked(request, review) if it.email and it.invited_at is None]
    lead = _("Mailen siger tid og sted, og hvor man kan skrive inden mødet. Den nævner hverken barnet eller sagen.")
    if waiting:
        lead = _("Den sendes til %(names)s.") % {"names": ", ".join(it.name for it in waiting)} + " " + lead
    return _act(request, form, review, heading=_("Send invitationer?"), lead=lead)


@page(Permission.HOLD_REVIEW, load=participant_for)
def record_view(request: Request, participant: Participant) -> HttpResponse:
    """Write in what came on paper or by telephone."""
    own = participant.view if participant.view_recorded_by_id else ""
    form = RecordViewForm.at(request, about=f"{participant.case_number}-{participant.pk}", initial={"text": own})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.record_view(participant=participant, at=timezone.now(), by=request.user, **form.answers)
            messages.success(request, _("Det er skrevet ind og kommer på dagsordenen."))
            return redirect("reviews:plan_meeting", participant.review_id)
    heading = _("Hvad siger %(name)s?") % {"name": participant.name}
    lead = _("Skriv det, som det blev skrevet eller sagt.")
    return _act(request, form, participant.review, heading=heading, lead=lead)


def _act(request: Request, form: Any, review: Review, *, heading: str, lead: str) -> HttpResponse:
    back = reverse("reviews:plan_meeting", args=[review.pk])
    return act(request, form, heading=heading, lead=lead, back=back, case=review.case, tab=TAB)
