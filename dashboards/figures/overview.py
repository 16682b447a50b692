"""One child's case on one page: track, goals, own words, family, and what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.enums import RelativeKind
from cases.models import Case, Child, ChildConversation, ChildInvestigation, Custody, Relative
from cases.rules import age_text, investigation_due, party_rights
from dashboards.figures.placed import placed_rows, placed_things
from dashboards.figures.row import choose_again
from dashboards.figures.stalled import standstill
from herning.accounts.models import User
from herning.web.days import short_date
from herning.web.track import lay_out
from herning.web.track_parts import Track
from interventions.enums import DeclineReason, ReferralStatus
from interventions.exit_rules import ExitLevel, exit_level, exit_words
from interventions.models import Intervention, Referral, StepMove
from interventions.models.intervention import with_step
from interventions.secrecy import told_name
from reviews.enums import ReviewStatus
from reviews.explained import explained
from reviews.models import Review
from reviews.progress import Progress, progress_in

Rows = list[Any]


@dataclass
class Overview:
    """What the page shows beside the header."""

    track: Track
    goals: list[Progress]
    conversation: Any
    relatives: Rows
    siblings: Rows
    coming: list["Coming"]


@dataclass(frozen=True)
class Coming:
    """Something the case waits for, with its date and where it is done."""

    due: date | None
    text: str
    url: str = ""
    do: str = ""


def overview(case: Case, *, user: User, on: date, offset: int) -> Overview:
    """Read the case in a constant number of queries."""
    given: Any = (
        Intervention.objects.active(on=on)
        .filter(case=case)
        .with_exit()
        .annotate(told=told_name())
        .order_by("-step_id", "pk")
    )
    shown = ("pk", "step_id", "told", "exits_on", "is_exit_ready", "next_step_id", "next_offer__name")
    help_now = list(given.values(*shown))
    told: Any = explained(Review.objects.filter(case=case)).exclude(status=ReviewStatus.LAPSED)
    shown_of_review = ("pk", "status", "due_on", "law_due_on", "held_on", "decision", "explained_text", "explained_by")
    reviews = list(told.order_by("due_on", "pk").values(*shown_of_review))
    conversation, siblings = _conversation(case), _siblings(case, user, on)
    return Overview(
        track=_track(case, help_now, reviews, on, offset),
        goals=progress_in(case),
        conversation=conversation,
        relatives=_relatives(case, on),
        siblings=siblings,
        coming=_coming(case, help_now, reviews, user, on),
    )


def _track(case: Case, help_now: Rows, reviews: Rows, on: date, offset: int) -> Track:
    moves = list(
        StepMove.objects.filter(case=case)
        .annotate(told=told_name("intervention__offer__name", help_at="intervention__"))
        .order_by("on", "pk")
        .values_list("on", "to_step_id", "told")
    )
    ends = [*(move[0] for move in moves[1:]), None] * bool(moves)
    periods = [
        (begun, ended, step, offer)
        for (begun, step, offer), ended in zip(moves, ends, strict=False)
        if step is not None and begun != ended
    ]
    marks = [
        (row["held_on"] or row["due_on"], short_date(row["held_on"] or row["due_on"]), row["held_on"] is not None)
        for row in reviews
    ]
    return lay_out(periods, marks, on, _planned(help_now), offset)


def _planned(help_now: Rows) -> tuple[date, int | None, str] | None:
    """The highest help's planned end and the lower step named for afterwards."""
    first = help_now[0] if help_now else None
    if first is None or first["exits_on"] is None:
        return None
    following = first["next_offer__name"]
    label = _("Plan: %(offer)s") % {"offer": following} if following else _("Plan")
    return first["exits_on"], first["next_step_id"], label


def _conversation(case: Case) -> Any:
    return (
        ChildConversation.objects.filter(case=case)
        .order_by("-on", "-pk")
        .values("on", "is_held", "words", "companion", "waiver_reason", "written_by__name")
        .first()
    )


def _relatives(case: Case, on: date) -> Rows:
    custody = set(Custody.objects.held(on=on).filter(child=case.child_id).values_list("holder_id", flat=True))
    rows = Relative.objects.filter(family_id=case.child.family_id).order_by("pk")
    found = [
        {
            "kind": RelativeKind(kind).label,
            "name": name,
            "has_custody": pk in custody,
            "can_support": can_support,
        }
        for pk, kind, name, can_support in rows.values_list("pk", "kind", "name", "can_support")
    ]
    return sorted(found, key=lambda row: not row["has_custody"])


def _siblings(case: Case, user: User, on: date) -> Rows:
    """Brothers and sisters; their step only where their own case lies within reach."""
    open_cases = Case.objects.visible_to(user).open().filter(child__family_id=case.child.family_id)
    stepped: Any = with_step(open_cases, on=on)
    steps = {case.child_id: (case.number, case.current_step) for case in stepped.only("child_id", "number")}
    rows = (
        Child.objects.visible_to(user)
        .filter(family_id=case.child.family_id)
        .exclude(pk=case.child_id)
        .order_by("born_on", "pk")
        .values_list("pk", "name", "born_on", "expected_on")
    )
    found = []
    for pk, name, born_on, expected_on in rows:
        number, step = steps.get(pk, ("", None))
        url = reverse("dashboards:case", args=[number]) if number else ""
        found.append(
            {
                "name": name,
                "age": age_text(born_on, expected_on, on=on),
                "step": step,
                "url": url,
                "has_case": bool(number),
            }
        )
    return found


def _coming(case: Case, help_now: Rows, reviews: Rows, user: User, on: date) -> list[Coming]:
    if not case.is_open:
        return []
    found = [*_coming_reviews(case, help_now, reviews), *_coming_investigation(case)]
    referrals = list(
        Referral.objects.unsettled()
        .filter(case=case)
        .annotate(told=told_name(help_at="intervention__", asked_at=""))
        .order_by("pk")
        .values("pk", "status", "told", "expected_on", "decline_reason")
    )
    found += [_coming_referral(case, row) for row in referrals]
    found += [_coming_exit(case, given, on) for given in help_now if _is_warned(given, on)]
    placed = placed_rows(placed_things(lambda path: Q(**{f"{path}pk": case.pk}), on=on), user, on=on)
    found += [Coming(row.due, f"{row.about}. {row.more}.", row.url, row.do) for row in placed]
    return [*_coming_first_step(case, help_now, on), *sorted(found, key=lambda row: row.due or date.max)]


def _coming_first_step(case: Case, help_now: Rows, on: date) -> list[Coming]:
    """A case in which nothing is under way says so, and whether the child is in danger."""
    text = "" if help_now else standstill(case, on=on)
    refer = reverse("interventions:refer", args=[case.number])
    return [Coming(None, text, refer, _("Visitér til en indsats"))] if text else []


def _is_warned(given: Any, on: date) -> bool:
    """The same help that stands on the lists: above step 0, near its end, and not ready or past it."""
    level = exit_level(given["exits_on"], on=on)
    is_near = given["step_id"] and level != ExitLevel.NONE
    return bool(is_near and (not given["is_exit_ready"] or level == ExitLevel.OVERRUN))


def _coming_exit(case: Case, given: Any, on: date) -> Coming:
    words = exit_words(given["exits_on"], is_ready=given["is_exit_ready"], on=on)
    text = _("%(offer)s: %(words)s.") % {"offer": given["told"], "words": words}
    if given["is_exit_ready"]:
        help_now = reverse("interventions:interventions", args=[case.number])
        return Coming(given["exits_on"], text, help_now, _("Se indsatser"))
    return Coming(
        given["exits_on"], text, reverse("interventions:next_step", args=[given["pk"]]), _("Find det næste trin")
    )


def _coming_reviews(case: Case, help_now: Rows, reviews: Rows) -> list[Coming]:
    planned = [row for row in reviews if row["status"] == ReviewStatus.PLANNED]
    if planned:
        (first,) = planned
        text = _("Opfølgning: dagsordenen er udfyldt med notater og delmål.")
        if first["explained_text"]:
            said = {"words": Truncator(first["explained_text"]).chars(160), "name": first["explained_by"]}
            text += " " + _("Om fristen siger %(name)s: %(words)s") % said
        return [Coming(first["due_on"], text, reverse("reviews:hold", args=[first["pk"]]), _("Hold opfølgning"))]
    return []


def _coming_investigation(case: Case) -> list[Coming]:
    begun = ChildInvestigation.objects.filter(case=case, finished_on=None).values_list("pk", "aware_on").first()
    if begun is None:
        return []
    pk, aware_on = begun
    url = reverse("cases:finish_investigation", args=[case.number, pk])
    return [
        Coming(investigation_due(aware_on), _("Undersøgelsen skal være færdig (§ 20)."), url, _("Åbn undersøgelsen"))
    ]


def _coming_referral(case: Case, row: Any) -> Coming:
    offer = row["told"] or _("det nye trin")
    url = reverse("interventions:referral", args=[row["pk"]])
    match row["status"]:
        case ReferralStatus.DRAFT:
            return Coming(None, _("Visitation til %(offer)s er ikke sendt.") % {"offer": offer}, url, _("Visitér"))
        case ReferralStatus.AWAITING_APPROVAL:
            return Coming(None, _("Visitation til %(offer)s venter på teamlederen.") % {"offer": offer}, url, _("Se"))
        case ReferralStatus.WAITING:
            text = _("Barnet står på venteliste til %(offer)s.") % {"offer": offer}
            return Coming(row["expected_on"], text, url, _("Se"))
        case ReferralStatus.ACCEPTED:
            start = reverse("interventions:start", args=[row["pk"]])
            return Coming(
                row["expected_on"], _("%(offer)s har givet plads.") % {"offer": offer}, start, _("Start indsats")
            )
        case ReferralStatus.DECLINED:
            reason = DeclineReason(row["decline_reason"]).label
            text = _("Udføreren har sagt nej til visitationen til %(offer)s: %(reason)s.") % {
                "offer": offer, "reason": reason,
            }  # fmt: skip
            return Coming(None, text, choose_again(case.number, row["pk"]), _("Find et andet tilbud"))
    return Coming(None, _("Visitation til %(offer)s venter på svar fra udføreren.") % {"offer": offer}, url, _("Se"))


def rights(case: Case, *, on: date) -> str:
    """What the child's age gives it a right to."""
    return party_rights(case.child.born_on, on=on)
