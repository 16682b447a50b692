"""What the municipality decides beforehand: a step's words and rhythm, and a capacity's places, from a day on."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history
from interventions.models.ladder import COLOUR, Step
from interventions.models.offer import Capacity


class StepEditionQuerySet(models.QuerySet["StepEdition"]):
    """Which editions."""

    def to_come(self, *, on: date) -> "StepEditionQuerySet":
        """Those whose day has not come."""
        return self.filter(valid_from__gt=on)

    def in_force(self, *, on: date) -> "StepEditionQuerySet":
        """For each step the latest whose day has come."""
        return self.filter(valid_from__lte=on).order_by("step", "-valid_from").distinct("step")


@keeps_history()
class StepEdition(models.Model):
    """How a step is named, coloured and reviewed from a day on; `Step` itself holds the edition in force."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="editions", verbose_name=_("trin"))
    valid_from = models.DateField(_("gælder fra"))
    name = models.CharField(_("navn"), max_length=120)
    short_name = models.CharField(_("kort navn"), max_length=40)
    name_en = models.CharField(_("engelsk navn"), max_length=120)
    colour = models.CharField(_("farve"), max_length=7, validators=[RegexValidator(COLOUR)])
    review_weeks = models.PositiveSmallIntegerField(_("uger mellem opfølgninger"), null=True, blank=True)
    expected_professions = ArrayField(
        models.CharField(max_length=60), verbose_name=_("fagligheder på trinnet"), default=list, blank=True
    )

    objects = StepEditionQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "step", "valid_from", "name", "short_name", "name_en", "colour", "review_weeks",
            "expected_professions",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "valid_from"], name="one_edition_of_a_step_a_day"),
            models.CheckConstraint(
                condition=Q(step=0, review_weeks=None) | Q(step__gt=0, review_weeks__range=(1, 26)),
                name="every_edition_but_the_lowest_is_reviewed",
            ),
            models.CheckConstraint(condition=Q(colour__regex=COLOUR), name="edition_colour_is_hexadecimal"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"

    @property
    def case_number(self) -> str:
        """A step belongs to no case."""
        return ""


class PlannedPlacesQuerySet(models.QuerySet["PlannedPlaces"]):
    """Which planned changes of places."""

    def due(self, *, on: date) -> "PlannedPlacesQuerySet":
        """Those whose day has come and that do not count yet."""
        return self.filter(from_on__lte=on, applied_on=None)


@keeps_history()
class PlannedPlaces(models.Model):
    """That a capacity will have so many places from a day on; `Capacity.places_total` holds what counts today."""

    capacity = models.ForeignKey(
        Capacity, models.PROTECT, related_name="planned", verbose_name=_("tilbud hos afdeling")
    )
    from_on = models.DateField(_("fra"))
    places_total = models.PositiveSmallIntegerField(_("pladser"))
    note = models.CharField(_("hvorfor"), max_length=200, blank=True)
    applied_on = models.DateField(_("trådt i kraft"), null=True, blank=True)

    objects = PlannedPlacesQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "capacity", "from_on", "places_total", "note", "applied_on"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["capacity", "from_on"], name="one_planned_change_of_places_a_day"),
            models.CheckConstraint(
                condition=Q(applied_on=None) | Q(applied_on__gte=F("from_on")), name="places_count_from_their_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.from_on}: {self.places_total}"

    @property
    def case_number(self) -> str:
        """A capacity belongs to no case."""
        return ""
