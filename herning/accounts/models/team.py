"""The authority's districts and teams."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history
from herning.web.danish import sort_key


class District(models.Model):
    """A school district; the model was tried in three of them, and figures are shown for each."""

    name = models.CharField(_("navn"), max_length=80, unique=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "name"}

    def __str__(self) -> str:
        return self.name


class DistrictDistance(models.Model):
    """How far it is between two districts by road, in whole kilometres; the same both ways, kept once."""

    one = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("distrikt"))
    other = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("andet distrikt"))
    km = models.PositiveSmallIntegerField(_("kilometer"))

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "one", "other", "km"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_distance_between_two_districts"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="a_distance_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}: {self.km} km"

    @property
    def case_number(self) -> str:
        """A distance belongs to no case."""
        return ""


@keeps_history(exclude=("sort_name",))
class Team(models.Model):
    """A team of caseworkers with one leader, working in one district."""

    name = models.CharField(_("navn"), max_length=80, unique=True)
    sort_name = sort_key()
    district = models.ForeignKey(District, models.PROTECT, related_name="teams", verbose_name=_("distrikt"))
    is_active = models.BooleanField(_("i brug"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "name", "sort_name", "district", "is_active", "version"}

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """A team belongs to no case."""
        return ""
