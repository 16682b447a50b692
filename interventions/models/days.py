"""The days from one column up to another, where the first migration looks for them."""

from cases.models.days import DateRange

__all__ = ["DateRange"]
