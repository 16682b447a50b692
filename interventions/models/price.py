"""What an offer costs, from a day to a day."""

from datetime import date
from typing import TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import (
    Case,
    DecimalField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Round
from django.utils.translation import gettext_lazy as _

from cases.models.days import DateRange
from herning.audit.history import keeps_history
from interventions.enums import PriceUnit
from interventions.models.offer import Offer

WEEKS_IN_A_YEAR = 52
# What a course is divided by where the offer states no duration; our own assumption of three months.
WEEKS_OF_A_COURSE = 12
# An offer, or a row that leads to one.
Priced = TypeVar("Priced", bound=Model)


class OfferPriceQuerySet(models.QuerySet["OfferPrice"]):
    """Which prices."""

    def in_force(self, *, on: date) -> "OfferPriceQuerySet":
        """Those whose days hold a day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


@keeps_history()
class OfferPrice(models.Model):
    """A price in whole kroner per unit; one in force at a time, earlier ones kept so that old help keeps its cost."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="prices", verbose_name=_("tilbud"))
    kroner = models.PositiveIntegerField(_("pris, kr."))
    unit = models.CharField(_("pr."), max_length=10, choices=PriceUnit.choices)
    valid_from = models.DateField(_("gælder fra"))
    valid_until = models.DateField(_("gælder til"), null=True, blank=True)
    note = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = OfferPriceQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "offer", "kroner", "unit", "valid_from", "valid_until", "note"}

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_price_at_a_time",
                expressions=[
                    ("offer", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="price_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kroner} kr. {self.get_unit_display()}"

    @property
    def case_number(self) -> str:
        """A price belongs to no case."""
        return ""

    def is_in_force(self, *, on: date) -> bool:
        """Whether it is what the offer costs on a day."""
        return self.valid_from <= on and (self.valid_until is None or self.valid_until > on)


def with_weekly_price(rows: "QuerySet[Priced, Priced]", *, on: date, at: str = "") -> "QuerySet[Priced, Priced]":
    """Each offer with `weekly_price`: whole kroner a week by the price in force on a day, null without one.

    A day counts 7 times, a month 12/52 and a year 1/52; a course is spread over the offer's longest duration in weeks,
    else its shortest, else 12; the sum is rounded to the nearest krone. Other rows lead to an offer by the path `at`.
    """
    # Joined and not looked up offer by offer: no two prices of an offer are in force on one day.
    days = Q((f"{at}prices__valid_until", None)) | Q((f"{at}prices__valid_until__gt", on))
    price = FilteredRelation(f"{at}prices", condition=Q(days, (f"{at}prices__valid_from__lte", on)))
    weeks = Coalesce(f"{at}max_weeks", f"{at}min_weeks", Value(WEEKS_OF_A_COURSE), output_field=IntegerField())
    kroner = Cast("price__kroner", DecimalField(max_digits=14, decimal_places=4))
    exact = Case(
        When(price__unit=PriceUnit.DAY, then=kroner * 7),
        When(price__unit=PriceUnit.MONTH, then=kroner * 12 / WEEKS_IN_A_YEAR),
        When(price__unit=PriceUnit.YEAR, then=kroner / WEEKS_IN_A_YEAR),
        When(price__unit=PriceUnit.COURSE, then=ExpressionWrapper(kroner / weeks, output_field=DecimalField())),
        default=kroner,
        output_field=DecimalField(max_digits=16, decimal_places=4),
    )
    priced: QuerySet[Priced, Priced] = rows.annotate(price=price).annotate(
        weekly_price=Cast(Round(exact), IntegerField())
    )
    return priced
