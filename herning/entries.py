"""What must hold of the words and days a person enters, wherever that is (no database, no clock)."""

from datetime import date

from django.utils.translation import gettext as _

from herning.rules import RuleBroken, add_months
from herning.web.days import long_date

# No case is older: an earlier day is mistyped.
EARLIEST_DAY = date(1990, 1, 1)
YEARS_AHEAD = 5


def must_say(text: str, *, field: str, ask: str) -> str:
    """A text that a decision rests on is not empty; gives it without blanks around it, or raises what asks for it."""
    said = text.strip()
    if not said:
        raise RuleBroken(ask, field=field)
    return said


def must_be_sensible(day: date | None, *, today: date, field: str) -> None:
    """A day typed by a person lies after 1990 and at most five years ahead; raises `RuleBroken` beside the field."""
    if day is not None and not EARLIEST_DAY <= day <= add_months(today, 12 * YEARS_AHEAD):
        raise RuleBroken(_("Datoen kan ikke passe. Se efter, om året er rigtigt."), field=field)


def must_not_be_future(day: date | None, *, today: date, field: str) -> None:
    """What has happened has happened; raises `RuleBroken` beside the field."""
    if day is not None and day > today:
        raise RuleBroken(_("Datoen ligger i fremtiden. Skriv en dag, der har været."), field=field)


def must_be_in_order(
    day: date | None, earliest: date, *, field: str, what: str, latest: date | None = None, ahead: str = ""
) -> None:
    """A day lies no earlier than what it follows from and not too far ahead; raises `RuleBroken` beside the field."""
    if day is None:
        return
    if day < earliest:
        raise RuleBroken(
            _("Datoen ligger før %(what)s (%(day)s).") % {"what": what, "day": long_date(earliest)}, field=field
        )
    if latest is not None and day > latest:
        raise RuleBroken(ahead or _("Datoen ligger efter %(day)s.") % {"day": long_date(latest)}, field=field)
