"""The ladder (indsatstrappe) and its six steps, kept by the municipality itself."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history

COLOUR = r"^#[0-9A-Fa-f]{6}$"


@keeps_history()
class Ladder(models.Model):
    """The municipality's ladder: one row; its offset is added to each step's number where people see it."""

    name = models.CharField(_("navn"), max_length=80, default="Indsatstrappen")
    number_offset = models.PositiveSmallIntegerField(_("trinnene tælles fra"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "name", "number_offset", "version"}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1, number_offset__lte=1), name="one_ladder")]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """The ladder belongs to no case."""
        return ""


@keeps_history()
class Step(models.Model):
    """A step (trin), 0 to 5; step 0 is for all children and has no review."""

    number = models.PositiveSmallIntegerField(_("nummer"), primary_key=True)
    name = models.CharField(_("navn"), max_length=120)
    short_name = models.CharField(_("kort navn"), max_length=40)
    name_en = models.CharField(_("engelsk navn"), max_length=120)
    description = models.TextField(_("beskrivelse"), blank=True)
    is_out_of_home = models.BooleanField(_("uden for hjemmet"))
    review_weeks = models.PositiveSmallIntegerField(_("uger mellem opfølgninger"), null=True, blank=True)
    colour = models.CharField(_("farve"), max_length=7, default="#2A8FA0", validators=[RegexValidator(COLOUR)])
    # Words, not codes: the right professions on the right steps is the municipality's own judgement (S0).
    expected_professions = ArrayField(
        models.CharField(max_length=60), verbose_name=_("fagligheder på trinnet"), default=list, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        personal: set[str] = set()
        plain = {
            "number", "name", "short_name", "name_en", "description", "is_out_of_home", "review_weeks", "colour",
            "expected_professions", "version",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__lte=5), name="six_steps"),
            models.CheckConstraint(
                condition=Q(number=0, review_weeks=None) | Q(number__gt=0, review_weeks__range=(1, 26)),
                name="every_step_but_the_lowest_is_reviewed",
            ),
            models.CheckConstraint(condition=Q(colour__regex=COLOUR), name="step_colour_is_hexadecimal"),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def case_number(self) -> str:
        """A step belongs to no case."""
        return ""
