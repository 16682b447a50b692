"""Days on which something was done."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.entries import EARLIEST_DAY
from herning.web.forms import DayField, MomentField


def must_have_been(day: date) -> None:
    """A day that has been, and not so long ago that it must be mistyped."""
    if day > timezone.localdate():
        raise ValidationError(_("Datoen ligger i fremtiden. Skriv den dag, det skete."))
    if day < EARLIEST_DAY:
        raise ValidationError(_("Datoen ligger før 1990. Se årstallet efter."))


def must_have_happened(moment: datetime) -> None:
    """The same for a moment."""
    if moment > timezone.now():
        raise ValidationError(_("Tidspunktet ligger i fremtiden. Skriv, hvornår det skete."))
    if moment.year < EARLIEST_DAY.year:
        raise ValidationError(_("Datoen ligger før 1990. Se årstallet efter."))


def this_minute() -> datetime:
    """Now, as precisely as a field shows it."""
    return timezone.localtime().replace(second=0, microsecond=0)


class DoneOnField(DayField):
    """The day something was done; today unless told otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", timezone.localdate)
        kwargs.setdefault("validators", [must_have_been])
        super().__init__(**kwargs)


class DoneAtField(MomentField):
    """The moment something was done; now unless told otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", this_minute)
        kwargs.setdefault("validators", [must_have_happened])
        super().__init__(**kwargs)
