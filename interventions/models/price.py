"""What an offer costs, from a day to a day."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history
from interventions.enums import PriceUnit
from interventions.models.days import DateRange
from interventions.models.offer import Offer


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
