"""The mail that an invitation becomes, with its calendar part; it names nobody and nothing of the case."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from herning.web.days import clock, long_date
from interventions.models import Intervention
from reviews.addresses import full, view_secret
from reviews.calendars import invitation_file
from reviews.enums import InvitationMethod
from reviews.meeting_rules import span
from reviews.models import Invitation


def invitation_mail(invitation: Invitation) -> EmailMultiAlternatives:
    """The mail; its Message-ID follows from the invitation, so that a mail sent twice is known as one.

    A user reads it, and the calendar's words, in the own language; whoever has no sign-in here in the house's.
    """
    user = invitation.participant.user
    with translation.override(user.mail_language if user else settings.LANGUAGE_CODE):
        return _written(invitation)


def _written(invitation: Invitation) -> EmailMultiAlternatives:
    summary = _summary(invitation)
    link = "" if invitation.method == InvitationMethod.CANCEL else _link(invitation)
    mail = EmailMultiAlternatives(
        subject=f"{_what(invitation)}: {summary}",
        body="\n\n".join(_lines(invitation, summary, link)) + "\n",
        to=[invitation.participant.email],
        headers={"Message-ID": f"<invitation-{invitation.pk}@{urlsplit(settings.SITE_ORIGIN).hostname}>"},
    )
    # A family's calendar is often shared, so the address of an outsider's own page stands in the mail alone.
    in_calendar = link if invitation.participant.user_id else ""
    file = invitation_file(invitation, summary=summary, link=in_calendar)
    mail.attach_alternative(file.decode(), f"text/calendar; method={invitation.method}")
    return mail


def _summary(invitation: Invitation) -> str:
    """Who works here is told which case; who does not is told only that there is a meeting."""
    if invitation.participant.user_id:
        return _("Opfølgning · %(number)s") % {"number": invitation.case_number}
    return _("Møde i kommunen")


def _what(invitation: Invitation) -> str:
    if invitation.method == InvitationMethod.CANCEL:
        return _("Aflyst")
    return _("Ændret") if _was_invited(invitation) else _("Indkaldelse")


def _was_invited(invitation: Invitation) -> bool:
    """Whether the calendar holds the meeting already: the last thing that was sent put it there."""
    sent = Invitation.objects.sent().filter(participant=invitation.participant, sequence__lt=invitation.sequence)
    last = sent.order_by("-sequence").values_list("method", flat=True).first()
    return last == InvitationMethod.REQUEST


def _lines(invitation: Invitation, summary: str, link: str) -> list[str]:
    meeting = span(invitation.starts_at, invitation.minutes)
    when = _("%(day)s kl. %(from)s–%(until)s") % {
        "day": long_date(meeting.starts_at.date()), "from": clock(meeting.starts_at), "until": clock(meeting.ends_at),
    }  # fmt: skip
    if invitation.method == InvitationMethod.CANCEL:
        said = _("Mødet %(when)s er aflyst.") % {"when": when}
        return [said, settings.MUNICIPALITY]
    said = _("Mødet er ændret.") if _was_invited(invitation) else _("Du er indkaldt til et møde.")
    lines = [said, when, _("Sted: %(place)s") % {"place": invitation.place}]
    if invitation.participant.user_id:
        return [*lines, summary, link]
    return [
        *lines,
        _("Hvad synes du, vi skal tale om? Skriv det her, inden mødet begynder:"),
        link,
        _("Adressen er kun til dig. Giv den ikke videre. Har du spørgsmål, så ring til din rådgiver."),
        settings.MUNICIPALITY,
    ]


def _link(invitation: Invitation) -> str:
    """An outsider's own page; a provider's page of the child; else the review's."""
    participant = invitation.participant
    if participant.user is None:
        return full("reviews:written_view", view_secret(participant.pk))
    if not participant.user.is_provider:
        return full("reviews:review", participant.review_id)
    helps = Intervention.objects.visible_to(participant.user).filter(case__reviews=participant.review_id)
    found = helps.order_by("pk").values_list("pk", flat=True).first()
    return full("reviews:delivered", found) if found else full("dashboards:start")
