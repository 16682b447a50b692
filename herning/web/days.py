"""How a day is said on the screen: "tor 3. dec. 2026", "om 12 dage", "2 dage over"."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

#: Four weeks and more are said in weeks, three months and more in months, two years and more in years.
DAYS_BEFORE_WEEKS = 28
DAYS_BEFORE_MONTHS = 90
DAYS_BEFORE_YEARS = 730


@lru_cache(maxsize=8)
def _weekdays(_language: str | None) -> tuple[str, ...]:
    return (
        pgettext("weekday", "man"),
        pgettext("weekday", "tir"),
        pgettext("weekday", "ons"),
        pgettext("weekday", "tor"),
        pgettext("weekday", "fre"),
        pgettext("weekday", "lør"),
        pgettext("weekday", "søn"),
    )


@lru_cache(maxsize=8)
def _months(_language: str | None) -> tuple[str, ...]:
    return (
        pgettext("month", "jan."),
        pgettext("month", "feb."),
        pgettext("month", "mar."),
        pgettext("month", "apr."),
        pgettext("month", "maj"),
        pgettext("month", "jun."),
        pgettext("month", "jul."),
        pgettext("month", "aug."),
        pgettext("month", "sep."),
        pgettext("month", "okt."),
        pgettext("month", "nov."),
        pgettext("month", "dec."),
    )


def local_day(value: date) -> date:
    """The calendar day of a date or a moment, in the municipality's own time zone."""
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def long_date(day: date) -> str:
    """ "tor 3. dec. 2026": the weekday is there because meetings are agreed by weekday."""
    return _long_date(day, get_language())


@lru_cache(maxsize=4096)
def _long_date(day: date, _language: str | None) -> str:
    """Kept per language, because pages say the same few hundred days over and over."""
    return _("%(weekday)s %(day)d. %(month)s %(year)d") % _parts(day)


def short_date(day: date) -> str:
    """ "3. dec.", for a place where the year is plain from what stands around it."""
    return _short_date(day, get_language())


@lru_cache(maxsize=4096)
def _short_date(day: date, _language: str | None) -> str:
    return _("%(day)d. %(month)s") % _parts(day)


def weekday_date(day: date) -> str:
    """ "tor 3. dec.", for a day near enough that its year is plain."""
    return _("%(weekday)s %(day)d. %(month)s") % _parts(day)


def date_and_year(day: date) -> str:
    """ "3. mar. 2027", for a day in another year where the weekday does not matter."""
    return _("%(day)d. %(month)s %(year)d") % _parts(day)


def month_and_year(day: date) -> str:
    """ "dec. 26", for the axis of a track."""
    return _("%(month)s %(short_year)02d") % _parts(day)


def month(day: date) -> str:
    """ "dec.", for the axis of a track within a year already named."""
    return _months(get_language())[day.month - 1]


def _parts(day: date) -> dict[str, str | int]:
    return {
        "weekday": _weekdays(get_language())[day.weekday()],
        "day": day.day,
        "month": _months(get_language())[day.month - 1],
        "year": day.year,
        "short_year": day.year % 100,
    }


def amount(days: int) -> str:
    """A span of days in the unit people would use: days, then weeks, then months, then years."""
    if days < DAYS_BEFORE_WEEKS:
        return ngettext("%(number)d dag", "%(number)d dage", days) % {"number": days}
    if days < DAYS_BEFORE_MONTHS:
        return ngettext("%(number)d uge", "%(number)d uger", days // 7) % {"number": days // 7}
    if days < DAYS_BEFORE_YEARS:
        return ngettext("%(number)d måned", "%(number)d måneder", days // 30) % {"number": days // 30}
    return ngettext("%(number)d år", "%(number)d år", days // 365) % {"number": days // 365}


def how_far(day: date, today: date) -> str:
    """ "om 12 dage", "i morgen", "i dag", "i går", "for 2 dage siden"."""
    days = (day - today).days
    match days:
        case 0:
            return _("i dag")
        case 1:
            return _("i morgen")
        case -1:
            return _("i går")
    if days > 0:
        return _("om %(amount)s") % {"amount": amount(days)}
    return _("for %(amount)s siden") % {"amount": amount(-days)}


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline pill says; `state` is late, soon or far, and the words alone tell them apart."""

    state: str
    text: str
    full: str
    iso: str


def deadline(due: date, today: date, soon: int = 3) -> Deadline:
    """A deadline seen from today: late once the day is past, soon within `soon` days, else far."""
    return _deadline(due, today, soon, get_language())


@lru_cache(maxsize=4096)
def _deadline(due: date, today: date, soon: int, _language: str | None) -> Deadline:
    """Kept per language, because a list says the same few dates over and over."""
    if isinstance(due, datetime) and isinstance(today, datetime):
        return _deadline_at(due, today)
    day, now = local_day(due), local_day(today)
    days = (day - now).days
    if days < 0:
        state, text = "late", _("%(amount)s over") % {"amount": amount(-days)}
    elif days <= soon:
        state, text = "soon", how_far(day, now)
    elif days < DAYS_BEFORE_WEEKS:
        state, text = "far", how_far(day, now)
    else:
        state, text = "far", short_date(day) if day.year == now.year else date_and_year(day)
    return Deadline(state, text, long_date(day), day.isoformat())


def _deadline_at(due: datetime, now: datetime) -> Deadline:
    """A deadline of hours, such as the danger assessment of a concern within 24 hours (Barnets lov § 136)."""
    local = timezone.localtime(due) if timezone.is_aware(due) else due
    full = _("%(day)s kl. %(clock)s") % {"day": long_date(local.date()), "clock": clock(due)}
    left = due - now
    if left < timedelta(0):
        return Deadline("late", _("%(amount)s over") % {"amount": _hours(-left)}, full, due.isoformat())
    if left <= timedelta(hours=24):
        return Deadline("soon", _("om %(amount)s") % {"amount": _hours(left)}, full, due.isoformat())
    return Deadline("far", how_far(local_day(due), local_day(now)), full, due.isoformat())


def _hours(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return _("%(number)d min.") % {"number": minutes}
    if minutes < 48 * 60:
        return ngettext("%(number)d time", "%(number)d timer", minutes // 60) % {"number": minutes // 60}
    return amount(minutes // (24 * 60))


def clock(moment: datetime) -> str:
    """ "14.02", the Danish way with a full stop, in the municipality's own time zone."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H.%M}"
