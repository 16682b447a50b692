"""Days that were typed: not so far off that the year must be mistyped."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.entries import EARLIEST_DAY
from herning.web.forms import DayField

FIVE_YEARS = timedelta(days=5 * 365 + 1)


def must_be_near(day: date) -> None:
    """A day between 1990 and five years ahead."""
    if not EARLIEST_DAY <= day <= timezone.localdate() + FIVE_YEARS:
        raise ValidationError(_("Datoen skal ligge mellem 1990 og fem år frem. Se årstallet efter."))


class NearDayField(DayField):
    """A day between 1990 and five years ahead."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("validators", [must_be_near])
        super().__init__(**kwargs)
