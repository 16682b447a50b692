"""A provider's day: referrals to answer, children of the own departments, notes that are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from statistics import median
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Greatest
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.rules import age_text
from dashboards.figures.exits import for_provider
from dashboards.figures.row import Row, day_in, short_name
from herning.accounts.models import User
from herning.rules import working_days_between
from herning.web.days import weekday_date
from herning.web.paging import Page, keyset
from interventions.enums import ReferralStatus
from interventions.models import Capacity, Intervention, Referral
from interventions.models.intervention import InterventionQuerySet
from interventions.models.offer import CapacityQuerySet
from interventions.models.place import with_load
from interventions.rules import answer_due
from reviews.models import Review
from reviews.reporting import report_due
from reviews.rules import REPORT_WITHIN
from reviews.silent import silent

SHOWN = 25
# Those to answer come first, so that a long waiting list never crowds them out.
MOST_REFERRALS = 100
ANSWERS_OF = timedelta(days=90)
# Where the offer stands in what is read of a referral and of help, and a referral's status.
OFFER, STATUS = 1, 2


@dataclass
class Deliveries:
    """What waits for the provider, and the children nearest to their review."""

    asked: list[Row]
    answers: list[Row]
    waiting: list[Row]
    starting: list[Row]
    children: list[Row]
    children_count: int
    exits: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    # Working days from referral to answer, the middle one of the last three months; none when nothing was answered.
    answer_days: int | None = None
    # Named once above the rows when every row is about the same.
    only_offer: str = ""


def deliveries(user: User, *, on: date) -> Deliveries:
    """Read the provider's day in a constant number of queries; nothing of the journal, no address, no CPR."""
    found = Deliveries([], [], [], [], [], 0)
    mine = Intervention.objects.visible_to(user)
    found.children_count = mine.aggregate(count=Count("pk"))["count"]
    referred, helped = list(_referrals(user)), list(with_review(mine)[:SHOWN])
    offers = {values[OFFER] for values in [*referred, *helped]}
    is_only = len(offers) == 1
    found.only_offer = offers.pop() if is_only else ""
    for values in referred:
        {
            ReferralStatus.SENT: found.answers,
            ReferralStatus.WAITING: found.waiting,
            ReferralStatus.OFFERED: found.waiting,
            ReferralStatus.ACCEPTED: found.starting,
        }[values[STATUS]].append(_referral(values, on, is_only=is_only))
    found.exits = for_provider(user, on=on, most=SHOWN)
    found.asked = [_note(values, on, is_only=is_only) for values in with_review(silent(mine, on=on))[:SHOWN]]
    found.children = [child_row(values, on, is_only=is_only) for values in helped]
    found.reports = list(_reports(user, on))
    found.answer_days = _answer_days(user, on)
    return found


def _answer_days(user: User, on: date) -> int | None:
    answered: Any = Referral.objects.filter(
        department_id__in=user.department_ids, answered_on__range=(on - ANSWERS_OF, on)
    ).values_list("approved_on", "made_on", "answered_on")
    days = [working_days_between(approved_on or made_on, told_on) for approved_on, made_on, told_on in answered]
    return round(median(days)) if days else None


def _reports(user: User, on: date) -> Any:
    due: Any = report_due(user, on=on).order_by(F("ends_on").asc(nulls_last=True), "planned_end_on", "pk")
    for pk, offer, step, name, born_on, expected_on, ends_on, planned in due.values_list(
        "pk", "offer__name", "step_id", "case__child__name", "case__child__born_on", "case__child__expected_on",
        "ends_on", "planned_end_on",
    )[:SHOWN]:  # fmt: skip
        title = f"{short_name(name)}, {age_text(born_on, expected_on, on=on)}"
        words = {"offer": offer, "day": weekday_date(ends_on or planned)}
        more = _("%(offer)s sluttede %(day)s") % words if ends_on else _("%(offer)s slutter %(day)s") % words
        last_day = (ends_on or planned) + REPORT_WITHIN
        url = reverse("reviews:write_end_report", args=[pk])
        yield Row("report", last_day, title, more, url, _("Skriv slutrapport"), step, True)


def _referrals(user: User) -> Any:
    return (
        Referral.objects.visible_to(user)
        .order_by(Exact(F("status"), ReferralStatus.SENT).desc(), "made_on", "pk")
        .values_list(
            "pk", "offer__name", "status", "made_on", "approved_on", "expected_on", "step_id", "case__child__name",
            "case__child__born_on", "case__child__expected_on",
        )
    )[:MOST_REFERRALS]  # fmt: skip


def _referral(values: tuple[Any, ...], on: date, *, is_only: bool) -> Row:
    pk, offer, status, made_on, approved_on, expected_on, step, name, born_on, expected = values
    title = f"{short_name(name)}, {age_text(born_on, expected, on=on)}"
    sent_on = approved_on or made_on
    words = {"offer": offer, "day": weekday_date(sent_on)}
    more = _("Sendt %(day)s") % words if is_only else _("%(offer)s · sendt %(day)s") % words
    if expected_on:
        more += _(" · kan begynde %(day)s") % {"day": day_in(expected_on, on)}
    do = _("Svar") if status == ReferralStatus.SENT else _("Giv plads") if status == ReferralStatus.WAITING else _("Se")
    due_on = answer_due(sent_on) if status == ReferralStatus.SENT else expected_on
    return Row(status, due_on, title, more, reverse("interventions:answer", args=[pk]), do, step, True)


VALUES = (
    "pk", "offer__name", "starts_on", "step_id", "case__child__name", "case__child__born_on",
    "case__child__expected_on", "due_on", "last_note_on",
)  # fmt: skip


def with_review(interventions: InterventionQuerySet) -> Any:
    """Each child's help with its planned review and last note, the nearest review first."""
    planned = Review.objects.planned().filter(case=OuterRef("case")).order_by().values("due_on")[:1]
    return (
        interventions.annotate(due_on=Subquery(planned), last_note_on=Max("notes__on"))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
        .values_list(*VALUES)
    )


def _words(values: tuple[Any, ...], on: date, *, is_only: bool) -> tuple[str, str]:
    _pk, offer, starts_on, _step, name, born_on, expected_on, _due_on, last_note_on = values
    title = f"{short_name(name)}, {age_text(born_on, expected_on, on=on)}"
    words = {"offer": offer, "day": day_in(starts_on, on)}
    more = _("Siden %(day)s") % words if is_only else _("%(offer)s siden %(day)s") % words
    said = _("seneste notat %(day)s") % {"day": day_in(last_note_on, on)} if last_note_on else _("intet notat endnu")
    return title, f"{more} · {said}"


def _note(values: tuple[Any, ...], on: date, *, is_only: bool) -> Row:
    title, more = _words(values, on, is_only=is_only)
    url = reverse("reviews:write_note", args=[values[0]])
    return Row("note", values[7], title, more, url, _("Skriv notat"), values[3], True)


def child_row(values: tuple[Any, ...], on: date, *, is_only: bool = False) -> Row:
    title, more = _words(values, on, is_only=is_only)
    url = reverse("reviews:delivered", args=[values[0]])
    return Row("child", values[7], title, more, url, _("Se barnet"), values[3], True)


def children_page(user: User, *, asked: Mapping[str, Any]) -> Page[tuple[Any, ...]]:
    """All own children, in the order the help began, one page at a time."""
    mine = Intervention.objects.visible_to(user)
    return keyset(with_review(mine), by="pk", within=mine, asked=asked, size=SHOWN, key=itemgetter(0))


def own_places(user: User, *, on: date) -> Any:
    """The offers of the own departments with places, taken, free and waiting; the foster families' are told apart."""
    loaded: Any = with_load(_capacities(user, on).filter(foster_family=None), on=on)
    return loaded.order_by("offer__sort_name", "department__sort_name", "pk").values(
        "pk", "offer__name", "department__name", "places_total", "taken", "free", "waiting"
    )


def family_places(user: User, *, on: date) -> dict[str, int]:
    """How many foster families the own departments have, and their places, free ones and waiting children added up."""
    loaded: Any = with_load(_capacities(user, on).exclude(foster_family=None), on=on)
    counted: dict[str, int] = loaded.aggregate(
        families=Count("foster_family", distinct=True), total=Sum("places_total", default=0),
        left=Sum(Greatest("free", Value(0)), default=0), queued=Sum("waiting", default=0),
    )  # fmt: skip
    return counted


def _capacities(user: User, on: date) -> CapacityQuerySet:
    return Capacity.objects.current(on=on).filter(department_id__in=user.department_ids)
