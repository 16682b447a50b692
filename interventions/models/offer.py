"""Offers (tilbud) of the catalogue, and which department gives them with how many places."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department
from herning.audit.history import keeps_history
from herning.web.danish import sort_key
from interventions.enums import MethodType
from interventions.models.foster import FosterFamily
from interventions.models.ladder import Step


class OfferQuerySet(models.QuerySet["Offer"]):
    """Which offers."""

    def open(self, *, on: date) -> "OfferQuerySet":
        """Those that can be referred to on a day."""
        return self.filter(Q(opens_on=None) | Q(opens_on__lte=on), Q(closes_on=None) | Q(closes_on__gt=on))

    def for_age(self, age: int) -> "OfferQuerySet":
        """Those whose ages, where stated, hold the age in whole years."""
        return self.filter(Q(min_age=None) | Q(min_age__lte=age), Q(max_age=None) | Q(max_age__gte=age))


@keeps_history(exclude=("sort_name",))
class Offer(models.Model):
    """An offer on a step; dated, never deleted: closed offers keep the children's history readable."""

    code = models.SlugField(_("kode"), max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    sort_name = sort_key()
    step = models.ForeignKey(Step, models.PROTECT, related_name="offers", verbose_name=_("trin"))
    number = models.PositiveSmallIntegerField(_("nummer på trinnet"), null=True, blank=True)
    method = models.CharField(_("art"), max_length=30, choices=MethodType.choices)
    description = models.TextField(_("beskrivelse"), blank=True)
    target_group = models.CharField(_("målgruppe"), max_length=300, blank=True)
    prerequisite = models.CharField(_("forudsætning"), max_length=300, blank=True)
    evidence = models.CharField(_("evidens"), max_length=60, blank=True)
    professions = ArrayField(models.CharField(max_length=60), verbose_name=_("fagligheder"), default=list, blank=True)
    target_groups = ArrayField(models.SlugField(max_length=40), verbose_name=_("målgrupper"), default=list, blank=True)
    # Paragraphs of Barnets lov the offer can be granted under, as "32" or "46".
    paragraphs = ArrayField(models.CharField(max_length=12), verbose_name=_("paragraffer"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), verbose_name=_("sprog"), default=list, blank=True)
    has_own_school = models.BooleanField(_("har egen skole, så barnet skifter"), default=False)
    min_age = models.PositiveSmallIntegerField(_("fra alder"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("til alder"), null=True, blank=True)
    min_weeks = models.PositiveSmallIntegerField(_("varighed mindst, uger"), null=True, blank=True)
    max_weeks = models.PositiveSmallIntegerField(_("varighed højst, uger"), null=True, blank=True)
    is_time_limited = models.BooleanField(_("tidsbegrænset"), default=False)
    is_legal_placement = models.BooleanField(_("er en anbringelse i lovens forstand"), default=False)
    opens_on = models.DateField(_("åbner"), null=True, blank=True)
    closes_on = models.DateField(_("lukker"), null=True, blank=True)
    note = models.TextField(_("kilde og bemærkning"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfferQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "code", "name", "sort_name", "step", "number", "method", "description", "target_group",
            "prerequisite", "evidence", "professions", "min_age", "max_age", "min_weeks", "max_weeks",
            "is_time_limited",
            "is_legal_placement", "target_groups", "paragraphs", "languages", "has_own_school",
            "opens_on", "closes_on", "note", "version",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(opens_on=None) | Q(closes_on__gt=F("opens_on")),
                name="offer_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")), name="offer_ages_in_order"
            ),
            models.CheckConstraint(
                condition=Q(min_weeks=None) | Q(max_weeks=None) | Q(max_weeks__gte=F("min_weeks")),
                name="offer_weeks_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """An offer belongs to no case."""
        return ""

    def is_open(self, *, on: date) -> bool:
        """Whether the offer can be referred to on a day."""
        return (self.opens_on is None or self.opens_on <= on) and (self.closes_on is None or self.closes_on > on)


class CapacityQuerySet(models.QuerySet["Capacity"]):
    """Which capacities."""

    def current(self, *, on: date) -> "CapacityQuerySet":
        """Those in force on a day."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gt=on), opens_on__lte=on)


@keeps_history()
class Capacity(models.Model):
    """That a department gives an offer for a time, and with how many places; without a number it takes all.

    A foster family is a capacity of its department's offer, with the family's approved places.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="capacities", verbose_name=_("tilbud"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="capacities", verbose_name=_("afdeling"))
    foster_family = models.ForeignKey(
        FosterFamily, models.PROTECT, null=True, blank=True, related_name="capacities", verbose_name=_("plejefamilie")
    )
    places_total = models.PositiveSmallIntegerField(_("pladser"), null=True, blank=True)
    opens_on = models.DateField(_("fra"))
    closes_on = models.DateField(_("til"), null=True, blank=True)
    note = models.CharField(_("kilde"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CapacityQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id",
            "offer",
            "department",
            "foster_family",
            "places_total",
            "opens_on",
            "closes_on",
            "note",
            "version",
        }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "department", "foster_family"],
                condition=Q(closes_on=None),
                nulls_distinct=False,
                name="one_capacity_in_force",
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gt=F("opens_on")), name="capacity_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer} · {self.department}"

    @property
    def case_number(self) -> str:
        """A capacity belongs to no case."""
        return ""
