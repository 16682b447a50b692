"""What was decided and has not happened, and what is asked again after a step down: rows for caseworker and leader."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.rules import age_text
from dashboards.figures.row import Row, day_in, short_name
from dashboards.figures.scope import Scope
from herning.accounts.models import User
from herning.accounts.permissions import Role
from interventions.models import Intervention
from reviews.carrying_out_rules import CARRIED_OUT_WEEKS
from reviews.enums import Proposal
from reviews.models import HoldCheck, Review
from reviews.models.hold_check import HoldCheckQuerySet
from reviews.models.review import ReviewQuerySet

UNDONE, HOLD_CHECK = "undone", "hold_check"
SHOWN = 25
OF_CHILD = ("case__child__name", "case__child__born_on", "case__child__expected_on")


def own_undone(user: User, *, on: date) -> list[Row]:
    """A caseworker's own decisions that have not been carried out in four weeks."""
    return _undone(Review.objects.not_carried_out(on=on).filter(case__caseworker=user), on=on, most=SHOWN)


def undone_rows(scope: Scope, *, most: int) -> list[Row]:
    """The same in all cases within a scope, the oldest first, with the caseworker's name."""
    rows = Review.objects.not_carried_out(on=scope.on).filter(scope.of())
    return _undone(rows, on=scope.on, most=most, has_name=True)


def _undone(reviews: ReviewQuerySet, *, on: date, most: int, has_name: bool = False) -> list[Row]:
    helped = Intervention.objects.filter(case=OuterRef("case")).active(on=on)
    rows = (
        reviews.annotate(is_helped=Exists(helped))
        .order_by("held_on", "pk")
        .values(
            "pk", "held_on", "decision", "referral_id", "is_helped", "case__number", "case__caseworker__name", *OF_CHILD
        )
    )
    found = []
    for row in rows[:most]:
        url, do = _way_on(row)
        more = _("%(decision)s, besluttet %(day)s") % {
            "decision": Proposal(row["decision"]).label, "day": day_in(row["held_on"], on),
        }  # fmt: skip
        if has_name:
            more += _(" · rådgiver %(name)s") % {"name": row["case__caseworker__name"]}
        due = row["held_on"] + timedelta(weeks=CARRIED_OUT_WEEKS)
        title = _("Ikke gennemført · %(who)s") % {"who": _who(row, on)}
        case_url = reverse("dashboards:case", args=[row["case__number"]])
        found.append(Row(UNDONE, due, title, more, url, do, case_url=case_url))
    return found


def _way_on(row: Mapping[str, Any]) -> tuple[str, str]:
    """Where the decision is carried out: the referral, the end of the help, or the end of the case."""
    number = row["case__number"]
    if row["decision"] != Proposal.END:
        return reverse("interventions:referral", args=[row["referral_id"]]), _("Se visitationen")
    if row["is_helped"]:
        return reverse("interventions:interventions", args=[number]), _("Afslut hjælpen")
    return reverse("reviews:close_case", args=[number]), _("Luk sagen")


def own_checks(user: User, *, on: date) -> list[Row]:
    """Whether the steps down of the own cases held, where it is time to say so; in closed cases too."""
    return _checks(HoldCheck.objects.due(on=on).filter(case__caseworker=user), on=on)


def checks_left(user: User, *, on: date) -> list[Row]:
    """The team's questions whose caseworker works here no more, and the leader's own."""
    gone = Q(case__caseworker__is_active=False) | ~Q(case__caseworker__role__in=[Role.CASEWORKER, Role.TEAM_LEADER])
    due = HoldCheck.objects.due(on=on).filter(case__team=user.team_id)
    return _checks(due.filter(gone | Q(case__caseworker=user)), on=on)


def _checks(checks: HoldCheckQuerySet, *, on: date) -> list[Row]:
    found = []
    rows = checks.order_by("due_on", "pk").values("pk", "months", "moved_on", "to_step_id", "case__number", *OF_CHILD)
    for row in rows[:SHOWN]:
        more = ngettext(
            "%(months)s måned efter skiftet %(day)s", "%(months)s måneder efter skiftet %(day)s", row["months"]
        ) % {"months": row["months"], "day": day_in(row["moved_on"], on)}
        title = _("Holdt det? · %(who)s") % {"who": _who(row, on)}
        url = reverse("reviews:hold_check", args=[row["pk"]])
        case_url = reverse("dashboards:case", args=[row["case__number"]])
        found.append(Row(HOLD_CHECK, None, title, more, url, _("Svar"), row["to_step_id"], True, case_url))
    return found


def _who(row: Mapping[str, Any], on: date) -> str:
    name, born_on, expected_on = (row[column] for column in OF_CHILD)
    return f"{short_name(name)}, {age_text(born_on, expected_on, on=on)}"
