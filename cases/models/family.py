"""A family: siblings belong to one, and so do the adults and the network around them."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.enums import RelativeKind
from cases.models.days import DateRange
from herning.audit.history import keeps_history
from herning.web.danish import search_key, sort_key


class Family(models.Model):
    """The household or kin that siblings share; it has no name of its own."""

    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "created_at"}

    def __str__(self) -> str:
        return f"familie {self.pk}"


@keeps_history(exclude=("sort_name", "search_name"))
class Relative(models.Model):
    """An adult of the family or its network: parent, grandparent, teacher, friend."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="relatives", verbose_name=_("familie"))
    name = models.CharField(_("navn"), max_length=120)
    sort_name = sort_key()
    search_name = search_key()
    kind = models.CharField(_("relation"), max_length=20, choices=RelativeKind.choices)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    is_address_protected = models.BooleanField(_("beskyttet adresse"), default=False)
    can_support = models.CharField(_("kan hjælpe med"), max_length=200, blank=True)

    # The case on whose page the adult stands; set by its loader, read by the access log.
    on_case: Any = None

    class Privacy:
        personal = {
            "family", "name", "sort_name", "search_name", "kind", "phone", "email", "address", "is_address_protected",
            "can_support",
        }  # fmt: skip
        plain = {"id"}

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """The case on whose page the adult was fetched; else empty."""
        return self.on_case.number if self.on_case else ""


class CustodyQuerySet(models.QuerySet["Custody"]):
    """Which custodies."""

    def held(self, *, on: date) -> "CustodyQuerySet":
        """Those that hold on a day; the end is the first day without, and nobody holds custody of one of age."""
        of_minors = self.filter(child__born_on__gt=rules.of_age_born_by(on))
        return of_minors.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def meeting(self, *, since: date) -> "CustodyQuerySet":
        """Those that have a day in common with one that begins on a day and has no end."""
        return self.filter(Q(until=None) | (Q(until__gt=since) & Q(until__gt=F("since"))))


@keeps_history()
class Custody(models.Model):
    """Who holds custody of a child (forældremyndighed), from a day up to the first day without."""

    child = models.ForeignKey("cases.Child", models.PROTECT, related_name="custodies", verbose_name=_("barn"))
    holder = models.ForeignKey(Relative, models.PROTECT, related_name="custodies", verbose_name=_("indehaver"))
    since = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)

    objects = CustodyQuerySet.as_manager()

    class Privacy:
        personal = {"child", "holder", "since", "until"}
        plain = {"id"}

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="custody_is_held_once_a_day",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("holder", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="custody_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.holder)

    @property
    def case_number(self) -> str:
        """The child's open case, when it was fetched with the child; else empty."""
        return self.child.case_number
