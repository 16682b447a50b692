"""The deadlines that no other list has rows for: a caseworker's own, and the law's in all cases within a scope."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules import age_text
from dashboards.figures.row import Row, day_in, short_name
from dashboards.figures.scope import Scope
from herning.accounts.permissions import Permission, Role
from reviews import clocks
from reviews.clocks import Deadline, deadlines_among, deadlines_in, first_of_each
from reviews.rules import OF_AGE_AHEAD

CLOCK, INVESTIGATION = "clock", "investigation"
AHEAD = timedelta(days=14)
# What takes longer to mend is told earlier.
INVESTIGATIONS = {clocks.INVESTIGATION, clocks.TO_INVESTIGATE}
LONGER_AHEAD = dict.fromkeys(INVESTIGATIONS, timedelta(days=30)) | {clocks.OF_AGE: OF_AGE_AHEAD}
# The start pages have lists of their own for these: visits, what placements lack, and concerns; and for reviews.
LISTED = {clocks.SUPERVISION, clocks.MEND, clocks.DANGER, clocks.RECEIPT}
REVIEWS = {clocks.REVIEW, clocks.REVIEW_BY_LAW}
# What was decided and has run out stands among what was not carried out.
DECIDED = {clocks.END_HELP, clocks.CLOSE}
OF_CASE = ("child__name", "child__born_on", "child__expected_on", "caseworker__name")
# How a row of an own case is written: its kind, the case, the day, what it is about, more, and the way to do it.
Written = Callable[[str, int, date, str, str, tuple[str, str]], Row]


def own_clocks(numbers: Mapping[int, str], written: Written, *, on: date) -> Iterator[Row]:
    """The deadlines of a caseworker's open cases that have passed or are near, once for each case and clock."""
    for case, running in deadlines_in(numbers, on=on).items():
        for deadline in first_of_each(running):
            is_near = deadline.due_on <= on + LONGER_AHEAD.get(deadline.kind, AHEAD)
            is_undone = deadline.kind in DECIDED and deadline.due_on <= on
            if is_near and not is_undone and deadline.kind not in LISTED | REVIEWS:
                kind = INVESTIGATION if deadline.kind in INVESTIGATIONS else CLOCK
                do = deadline.url, _do(deadline.kind)
                yield written(kind, case, deadline.due_on, _about(deadline), _more(deadline, on), do)


def law_rows(scope: Scope) -> list[Row]:
    """The law's deadlines in all cases within a scope that have passed or are near, the first to break at the front.

    A review stands here only where the law's day comes before the house's own. One query.
    """
    among = deadlines_among(
        Case.objects.filter(scope.of("")), *OF_CASE, on=scope.on, until=scope.on + AHEAD,
        are_few=scope.user.role != Role.MANAGER,
    )  # fmt: skip
    reviewed = {case[0]: deadline.due_on for deadline, case in among if deadline.kind == clocks.REVIEW}
    told: set[tuple[int, str]] = set()
    found = []
    for deadline, (case, number, child, born_on, expected_on, caseworker) in among:
        is_review = deadline.kind == clocks.REVIEW_BY_LAW and reviewed.get(case, date.max) <= deadline.due_on
        if not deadline.is_laws or deadline.kind in LISTED or is_review or (case, deadline.kind) in told:
            continue
        told.add((case, deadline.kind))
        title = f"{_about(deadline)} · {short_name(child)}, {age_text(born_on, expected_on, on=scope.on)}"
        words = {"name": caseworker, "more": _more(deadline, scope.on)}
        page = reverse("dashboards:case", args=[number])
        more = _("Rådgiver %(name)s · %(more)s") % words
        found.append(Row(CLOCK, deadline.due_on, title, more, *_leaders_way(deadline, scope, number), case_url=page))
    return found


def _about(deadline: Deadline) -> str:
    return _("Undersøgelse") if deadline.kind in INVESTIGATIONS else str(deadline.text)


def _more(deadline: Deadline, on: date) -> str:
    if deadline.kind in INVESTIGATIONS:
        since = {"day": day_in(deadline.counts_from, on)}
        return _("Fire måneder fra %(day)s, da kommunen blev opmærksom (§ 20)") % since
    return _("Frist %(day)s · %(source)s") % {"day": day_in(deadline.due_on, on), "source": deadline.source}


def _leaders_way(deadline: Deadline, scope: Scope, number: str) -> tuple[str, str]:
    """Where a leader mends it; whoever may only read is led to the case's deadlines."""
    if not scope.user.may(Permission.MOVE_REVIEW):
        return reverse("reviews:deadlines", args=[number]), _("Se fristerne")
    if deadline.kind == clocks.REVIEW_BY_LAW:
        return reverse("reviews:explain", args=[deadline.subject_id]), _("Forklar eller flyt")
    return deadline.url, _do(deadline.kind)


def _do(kind: str) -> str:
    match kind:
        case clocks.INVESTIGATION:
            return _("Skriv færdig")
        case clocks.TO_INVESTIGATE:
            return _("Begynd undersøgelsen")
        case clocks.WITHDRAWN:
            return _("Se anbringelsen")
        case clocks.PLAN | clocks.PLAN_BEFORE | clocks.YOUTH_PLAN:
            return _("Aftal plan")
        case clocks.END_HELP:
            return _("Afslut hjælpen")
        case clocks.CLOSE:
            return _("Luk sagen")
        case _:
            return _("Se indsatser")
