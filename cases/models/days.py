"""The days from one column up to another, as PostgreSQL keeps them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """The days from one column up to, not including, another; open-ended when the latter is empty."""

    function = "daterange"
    output_field = DateRangeField()
