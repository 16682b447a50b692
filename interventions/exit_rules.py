"""When the next, lower step must be ready: eight weeks, four weeks and at the end of help (S3; no database)."""

from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from herning.web.days import long_date

EXIT_AHEAD = timedelta(weeks=8)
EXIT_NEAR = timedelta(weeks=4)
# From this step up the family must be told by name which offer open to all takes over; below, any of them does.
NAMED_EXIT_FROM = 2
LONGEST_PROLONGING = timedelta(days=366)


class ExitLevel(StrEnum):
    """How near the planned end is."""

    NONE = ""
    AHEAD = "ahead"
    NEAR = "near"
    ENDS = "ends"
    OVERRUN = "overrun"


def exit_level(exits_on: date | None, *, on: date) -> ExitLevel:
    """Within eight weeks, within four, on the day, or past it without having ended."""
    if exits_on is None or exits_on > on + EXIT_AHEAD:
        return ExitLevel.NONE
    if exits_on > on + EXIT_NEAR:
        return ExitLevel.AHEAD
    if exits_on > on:
        return ExitLevel.NEAR
    return ExitLevel.ENDS if exits_on == on else ExitLevel.OVERRUN


def exit_words(exits_on: date, *, is_ready: bool, on: date) -> str:
    """The warning in words; the date stands beside it."""
    match exit_level(exits_on, on=on):
        case ExitLevel.OVERRUN if is_ready:
            return _("Planlagt slut er passeret, og det næste er ikke begyndt")
        case ExitLevel.OVERRUN:
            return _("Planlagt slut er passeret uden et næste trin")
        case _ if is_ready:
            return _("Det næste trin er klar")
        case ExitLevel.ENDS:
            return _("Slutter i dag uden et næste trin")
        case ExitLevel.NEAR:
            return _("Under fire uger til slut, og det næste trin mangler")
    return _("Under otte uger til slut, og det næste trin mangler")


def must_be_prolonged(planned_end_on: date, *, before: date | None, starts_on: date, today: date, reason: str) -> str:
    """Help is prolonged to a later day, at most a year ahead, with a reason; gives it trimmed."""
    earliest = max(day for day in (before, starts_on, today - timedelta(days=1)) if day is not None)
    must_be_in_order(
        planned_end_on, earliest + timedelta(days=1), field="planned_end_on", what=_("den dag, den tidligst kan være"),
        latest=today + LONGEST_PROLONGING,
        ahead=_("Forlæng højst et år ad gangen, til %(day)s.") % {"day": long_date(today + LONGEST_PROLONGING)},
    )  # fmt: skip
    return must_say(reason, field="reason", ask=_("Skriv, hvorfor hjælpen skal vare længere."))


def must_run(ends_on: date | None) -> None:
    """Only help that runs is prolonged; raises `RuleBroken`."""
    if ends_on is not None:
        raise RuleBroken(_("Indsatsen er afsluttet %(day)s. Visitér på ny.") % {"day": long_date(ends_on)})
