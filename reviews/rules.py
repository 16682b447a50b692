"""What must hold about plans, notes and reviews (no database, no clock)."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from herning.entries import must_say
from herning.rules import (
    RuleBroken,
    add_months,
    add_working_days,
    is_working_day,
    working_day_on_or_before,
)
from herning.web.days import long_date

LAW_MONTHS = 3
STANDARD_WEEKS = 6
LONGEST_WEEKS = 26
NOTE_ASKED_DAYS = 10
DUE_SOON_DAYS = 7
YOUTH_PLAN_AGE = 16
ADULT_AGE = 18
OF_AGE_AHEAD = timedelta(weeks=10)
REPORT_WITHIN = timedelta(weeks=4)
REPORT_ASKED = timedelta(days=7)
MOST_DAYS = 366
STAY, DOWN, UP, END = "stay", "down", "up", "end"


def due_on(
    *,
    first_on: date,
    held_on: date | None,
    decided_on: date | None,
    weeks: int,
    investigated_on: date | None = None,
) -> date:
    """When a review is due: the day decided last time, else so many weeks on; on a day off the nearest earlier workday.

    The weeks count from the last held review, or from the first day of the help when that is later. A day decided
    before that help began no longer counts. Whatever the weeks, the first follow-up waits no longer than the law does.
    """
    if decided_on is not None and decided_on > first_on:
        return working_day_on_or_before(decided_on)
    if held_on is not None and held_on >= first_on:
        return working_day_on_or_before(held_on + timedelta(weeks=weeks))
    first_by = first_follow_up_by(first_on, investigated_on=investigated_on)
    return working_day_on_or_before(min(first_on + timedelta(weeks=weeks), first_by))


def law_due_on(
    *,
    first_on: date,
    held_on: date | None,
    decided_on: date | None,
    due: date,
    investigated_on: date | None = None,
) -> date:
    """The law's own date (Barnets lov § 95): that of the first follow-up, afterwards the day decided."""
    if has_a_schedule(first_on=first_on, held_on=held_on, decided_on=decided_on):
        return due
    return first_follow_up_by(first_on, investigated_on=investigated_on)


def has_a_schedule(*, first_on: date, held_on: date | None, decided_on: date | None) -> bool:
    """Whether the law's first follow-up is behind this help, so that the day decided is the law's (§ 95 stk. 3)."""
    is_followed_up = held_on is not None and held_on >= first_on
    return is_followed_up or (decided_on is not None and decided_on > first_on)


def first_follow_up_by(first_on: date, *, investigated_on: date | None = None) -> date:
    """The last day of the first follow-up: three months after the help began (Barnets lov § 95 stk. 2).

    When an investigation that ran beside the help is finished before, the follow-up is due that day. One finished on
    the help's first day ran before it.
    """
    first_by = add_months(first_on, LAW_MONTHS)
    runs_beside = investigated_on is not None and investigated_on > first_on
    return min(first_by, investigated_on) if runs_beside and investigated_on else first_by


def not_past_law(due: date, law_due_on: date) -> date:
    """A first follow-up's day, no later than the law's; a law's day off moves to the nearest earlier workday."""
    return min(due, working_day_on_or_before(law_due_on))


def plan_due(starts_on: date) -> date:
    """When a placed child's plan must be there: within three months (Barnets lov §§ 91, 95, 108)."""
    return add_months(starts_on, LAW_MONTHS)


def youth_plan_due(*, born_on: date, starts_on: date) -> date:
    """When a placed young person's plan is to be a youth plan: from 16, and not before a plan must be there (§ 108)."""
    return max(add_months(born_on, 12 * YOUTH_PLAN_AGE), plan_due(starts_on))


def can_be_reported(*, ends_on: date | None, on: date) -> bool:
    """Whether the provider can still write its report: while the help lasts, and four weeks after (house rule)."""
    return ends_on is None or on <= ends_on + REPORT_WITHIN


def must_be_attendance(planned: int | None, attended: int | None) -> None:
    """Days attended are told of days agreed, and are not more; raises `RuleBroken`."""
    if (planned is None) != (attended is None):
        field = "days_planned" if planned is None else "days_attended"
        raise RuleBroken(_("Skriv både de aftalte og de fremmødte dage, eller ingen af dem."), field=field)
    if planned is not None and attended is not None and not 0 <= attended <= planned <= MOST_DAYS:
        raise RuleBroken(_("Der kan ikke være mødt flere dage, end der var aftalt."), field="days_attended")


def in_new_rhythm(*, first_on: date, held_on: date | None, weeks: int, on: date) -> date:
    """When a planned review is due after the rhythm was changed `on` a day; never before the next working day.

    A rhythm that is made shorter today has not been broken yesterday.
    """
    due = due_on(first_on=first_on, held_on=held_on, decided_on=None, weeks=weeks)
    return max(due, add_working_days(on, 1))


def must_be_a_rhythm(weeks: int | None, *, reason: str, childs_wish: str, is_unborn: bool) -> None:
    """A case's own rhythm is decided with the child's wish and gives its reasons (Barnets lov § 95 stk. 3)."""
    if weeks is None:
        return
    if not 1 <= weeks <= LONGEST_WEEKS:
        raise RuleBroken(_("Der kan gå fra 1 til 26 uger mellem opfølgninger."), field="weeks")
    must_say(reason, ask=_("Skriv, hvorfor barnet skal følges i en anden takt (§ 95)."), field="reason")
    if not is_unborn:
        must_say(
            childs_wish, ask=_("Skriv, hvad barnet selv ønsker, eller hvorfor det ikke er spurgt."), field="childs_wish"
        )


def proposed_next(held_on: date, weeks: int | None) -> date:
    """The next date offered when a review is held: six weeks on unless step or case say otherwise, a working day."""
    return working_day_on_or_before(held_on + timedelta(weeks=weeks or STANDARD_WEEKS))


@lru_cache(maxsize=8)
def odd_days(first_year: int, last_year: int) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days that move to an earlier working day otherwise than a plain weekend does, and where each moves to."""
    day, last = date(first_year, 1, 1), date(last_year, 12, 31)
    found: dict[date, date] = {}
    while day <= last:
        moved = working_day_on_or_before(day)
        if moved != day - timedelta(days=max(day.weekday() - 4, 0)):
            found[day] = moved
        day += timedelta(days=1)
    return tuple(found), tuple(found.values())


def overdue_since(on: date, working_days: int) -> date:
    """The latest due date that so many working days have passed after by the end of `on`."""
    day, left = on, working_days
    while True:
        left -= is_working_day(day)
        day -= timedelta(days=1)
        if left == 0:
            return day


def must_be_a_new_day(
    new_day: date | None, *, due_on: date, law_due_on: date | None, is_past_law: bool, today: date
) -> None:
    """A review moves to another working day ahead, within half a year, past the law's date only knowingly (§ 95)."""
    if new_day is None:
        raise RuleBroken(_("Vælg den nye frist."), field="new_day")
    if new_day < today:
        raise RuleBroken(_("Den nye frist ligger i fortiden."), field="new_day")
    if new_day == due_on:
        raise RuleBroken(_("Det er den frist, opfølgningen har allerede."), field="new_day")
    if new_day > today + timedelta(weeks=LONGEST_WEEKS):
        raise RuleBroken(_("Der må højst gå 26 uger. Vælg en tidligere dag."), field="new_day")
    if not is_working_day(new_day):
        raise RuleBroken(_("Dagen er en fridag. Vælg en arbejdsdag."), field="new_day")
    if law_due_on is not None and new_day > law_due_on and not is_past_law:
        raise RuleBroken(
            _("Dagen ligger efter lovens frist %(day)s (§ 95). Sæt kryds, hvis det ikke kan være anderledes.")
            % {"day": long_date(law_due_on)},
            field="is_past_law",
        )


def must_be_scores(scores: Mapping[int, int], *, in_force: Collection[int]) -> None:
    """Each score is from −2 to +2 and of a sub-goal that is worked towards in this case; raises `RuleBroken`."""
    for sub_goal, score in scores.items():
        if sub_goal not in in_force:
            raise RuleBroken(_("Delmålet er lukket eller hører til et andet barn. Hent siden igen."), field="scores")
        if not -2 <= score <= 2:
            raise RuleBroken(_("En score går fra −2 til +2."), field=f"score_{sub_goal}")


def must_hear_the_child(words: str, waiver_reason: str) -> None:
    """The child's words, or why they were not heard and how the view was found (§ 5); raises `RuleBroken`."""
    if words.strip() and waiver_reason.strip():
        raise RuleBroken(
            _("Skriv enten barnets ord eller hvorfor barnet ikke er hørt, ikke begge dele."), field="waiver_reason"
        )
    if not words.strip() and not waiver_reason.strip():
        raise RuleBroken(
            _("Barnet skal høres før enhver beslutning (§ 5). Skriv barnets ord, eller hvorfor det ikke er sket."),
            field="child_words",
        )


def must_point(decision: str, *, current: int | None, to_step: int | None) -> None:
    """Down leads to a lower step and up to a higher one; stay and end name none; raises `RuleBroken`."""
    if decision not in {STAY, DOWN, UP, END}:
        raise RuleBroken(
            _("Opfølgningen kan ikke lukkes uden en beslutning: fortsæt, ned, op eller afslut."), field="decision"
        )
    if decision in {STAY, END}:
        if to_step is not None:
            raise RuleBroken(_("Der nævnes kun et nyt trin, når hjælpen går ned eller op."), field="decision")
        return
    if to_step is None or current is None:
        raise RuleBroken(_("Vælg det trin, hjælpen skal gå til."), field="decision")
    if (to_step < current) != (decision == DOWN) or to_step == current:
        raise RuleBroken(_("Trinnet passer ikke til beslutningen om at gå ned eller op."), field="decision")


def must_say_when_next(decision: str, *, held_on: date, next_due_on: date | None) -> None:
    """Help that goes on has a next date, after this one and at most 26 weeks on (§ 95); raises `RuleBroken`."""
    if next_due_on is None:
        if decision != END:
            raise RuleBroken(_("Vælg datoen for næste opfølgning."), field="next_due_on")
        return
    if next_due_on <= held_on:
        raise RuleBroken(_("Næste opfølgning skal ligge efter denne."), field="next_due_on")
    if next_due_on > held_on + timedelta(weeks=LONGEST_WEEKS):
        raise RuleBroken(
            _("Der må højst gå 26 uger til næste opfølgning. Vælg en tidligere dato."), field="next_due_on"
        )


def must_be_well_being(well_being: int | None) -> None:
    """Well-being, when asked, is from 1 to 10; raises `RuleBroken`."""
    if well_being is not None and not 1 <= well_being <= 10:
        raise RuleBroken(_("Trivsel går fra 1 til 10."), field="well_being")


def must_be_reasoned(proposal: str, reason: str) -> None:
    """A proposal has a reason, and a reason belongs to a proposal; raises `RuleBroken`."""
    if proposal:
        must_say(reason, field="proposal_reason", ask=_("Skriv hvorfor du foreslår det."))
    if reason.strip() and not proposal:
        raise RuleBroken(_("Vælg hvad du foreslår."), field="proposal")
