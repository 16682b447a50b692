"""Target groups (målgrupper): what a need is about, in the municipality's own words."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history


class TargetGroupQuerySet(models.QuerySet["TargetGroup"]):
    """Which target groups."""

    def in_use(self) -> "TargetGroupQuerySet":
        """Those that can be chosen, in the municipality's own order."""
        return self.filter(is_active=True).order_by("order", "pk")


@keeps_history()
class TargetGroup(models.Model):
    """A group of children that offers are meant for; taken out of use, never deleted."""

    code = models.SlugField(_("kode"), max_length=40, primary_key=True)
    name = models.CharField(_("navn"), max_length=80)
    name_en = models.CharField(_("engelsk navn"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    is_active = models.BooleanField(_("i brug"), default=True)

    objects = TargetGroupQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"code", "name", "name_en", "order", "is_active"}

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def case_number(self) -> str:
        """A target group belongs to no case."""
        return ""
