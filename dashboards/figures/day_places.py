"""Places offered to the own children, and open points of their admission: rows of both sides' start pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.rules import age_text
from dashboards.figures.row import Row, day_in, short_name
from herning.accounts.models import User
from interventions.enums import PlaceOfferStatus, Side
from interventions.models import AdmissionPoint, PlaceOffer
from interventions.secrecy import told_name

PLACE, ADMISSION = "place", "admission"
POINTS_AHEAD = timedelta(days=14)
# How long an answer, or that none came, is told.
TOLD = timedelta(days=7)
MOST = 30
CHILD = ("referral__case__child__name", "referral__case__child__born_on", "referral__case__child__expected_on")


def place_rows(user: User, *, on: date) -> Iterator[Row]:
    """The caseworker's: places to take or say no to, those that lapsed within a week, and points due within two."""
    own = {"referral__case__caseworker": user, "referral__case__closed_on": None}
    told = Q(status=PlaceOfferStatus.OPEN) | Q(status=PlaceOfferStatus.LAPSED, answered_on__gt=on - TOLD)
    named = told_name("capacity__offer__name", help_at="referral__intervention__", asked_at="referral__")
    offers = PlaceOffer.objects.filter(told, **own).annotate(told=named).order_by("answer_by", "pk")[:MOST]
    for pk, referral, status, place_from, answer_by, offer, step, number, *child in offers.values_list(
        "pk", "referral_id", "status", "place_from", "answer_by", "told", "referral__step_id",
        "referral__case__number", *CHILD,
    ):  # fmt: skip
        who = _who(child, on)
        case_url = reverse("dashboards:case", args=[number])
        words = {"offer": offer, "day": day_in(place_from, on)}
        if status == PlaceOfferStatus.OPEN:
            more = _("%(offer)s fra %(day)s – tag pladsen, eller sig nej") % words
            url, title, do = reverse("interventions:place_offer", args=[pk]), _("Plads tilbudt"), _("Svar")
        else:
            more = _("%(offer)s – uden svar i tide; barnet beholder sit nummer på ventelisten") % words
            url, title, do = (
                reverse("interventions:referral", args=[referral]), _("Tilbudt plads bortfaldt"), _("Se visitationen"),
            )  # fmt: skip
        yield Row(PLACE, answer_by, f"{title} · {who}", more, url, do, step, has_step=True, case_url=case_url)
    points = AdmissionPoint.objects.filter(side=Side.AUTHORITY, **own)
    named = told_name("referral__offer__name", help_at="referral__intervention__", asked_at="referral__")
    yield from _points(points.annotate(told=named), on)


def provider_points(user: User, *, on: date) -> list[Row]:
    """The provider's open points, the first due first."""
    points = AdmissionPoint.objects.visible_to(user).filter(side=Side.PROVIDER)
    return list(_points(points.annotate(told=F("referral__offer__name")), on))


def provider_offers(user: User, *, on: date) -> list[Row]:
    """Places offered by the own departments: awaiting an answer, or answered or lapsed within a week."""
    told = Q(status=PlaceOfferStatus.OPEN) | Q(answered_on__gt=on - TOLD)
    offers = PlaceOffer.objects.filter(told, capacity__department_id__in=user.department_ids).order_by(
        "answer_by", "pk"
    )
    return [
        Row(
            PLACE,
            answer_by if status == PlaceOfferStatus.OPEN else None,
            f"{PlaceOfferStatus(status).label} · {_who(child, on)}",
            f"{offer} · {reason[:120]}" if reason else offer,
            reverse("interventions:waiting_list", args=[capacity]),
            _("Se ventelisten"),
            step,
            has_step=True,
        )
        for capacity, status, answer_by, offer, step, reason, *child in offers.values_list(
            "capacity_id", "status", "answer_by", "capacity__offer__name", "referral__step_id", "reason", *CHILD
        )[:MOST]
    ]


def _points(points: Any, on: date) -> Iterator[Row]:
    near = points.open().filter(Q(due_on=None) | Q(due_on__lte=on + POINTS_AHEAD)).order_by("due_on", "order", "pk")
    for pk, text, due_on, offer, step, *child in near.values_list(
        "pk", "text", "due_on", "told", "referral__step_id", *CHILD
    )[:MOST]:
        title = f"{_('Indskrivning')} · {_who(child, on)}"
        url = reverse("interventions:admission_point", args=[pk])
        yield Row(ADMISSION, due_on, title, f"{text} · {offer}", url, _("Sæt kryds"), step, has_step=True)


def _who(child: list[Any], on: date) -> str:
    name, born_on, expected_on = child
    return f"{short_name(name)}, {age_text(born_on, expected_on, on=on)}"
