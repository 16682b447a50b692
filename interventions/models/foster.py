"""Foster families (plejefamilier) with what they are approved for (Barnets lov § 43)."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Child
from herning.accounts.models import Department, District
from herning.audit.history import keeps_history
from herning.web.danish import sort_key
from interventions.enums import FosterType


class FosterFamilyQuerySet(models.QuerySet["FosterFamily"]):
    """Which foster families."""

    def visible_to(self, user: Any) -> "FosterFamilyQuerySet":
        """Those an own department leads."""
        return self.filter(department_id__in=user.department_ids)

    def approved(self, *, on: date) -> "FosterFamilyQuerySet":
        """Those in use whose approval holds a day."""
        return self.filter(Q(approved_until=None) | Q(approved_until__gte=on), is_active=True, approved_from__lte=on)

    def for_age(self, age: int) -> "FosterFamilyQuerySet":
        """Those approved for the age in whole years."""
        return self.filter(Q(min_age=None) | Q(min_age__lte=age), Q(max_age=None) | Q(max_age__gte=age))


@keeps_history(exclude=("sort_name",))
class FosterFamily(models.Model):
    """A family with its legal type, approval, approved places, ages and own wishes.

    Almen, forstærket and specialiseret families are approved by socialtilsynet; a network family by the municipality
    for one child, which is `child`, and for nobody else (Barnets lov § 43).
    """

    name = models.CharField(_("navn"), max_length=120)
    sort_name = sort_key()
    kind = models.CharField(_("type (§ 43)"), max_length=20, choices=FosterType.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="foster_families", verbose_name=_("afdeling, der fører familien")
    )
    child = models.ForeignKey(
        Child, models.PROTECT, null=True, blank=True, related_name="network_families",
        verbose_name=_("barnet, familien er godkendt til"),
    )  # fmt: skip
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="foster_families", verbose_name=_("distrikt")
    )
    approved_by = models.CharField(_("godkendt af"), max_length=120)
    approved_from = models.DateField(_("godkendt fra"))
    approved_until = models.DateField(_("godkendt til og med"), null=True, blank=True)
    approved_places = models.PositiveSmallIntegerField(_("godkendte pladser"))
    min_age = models.PositiveSmallIntegerField(_("fra alder"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("til alder"), null=True, blank=True)
    wishes = models.TextField(_("familiens ønsker"), blank=True)
    target_groups = ArrayField(models.SlugField(max_length=40), verbose_name=_("målgrupper"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), verbose_name=_("sprog"), default=list, blank=True)
    takes_siblings = models.BooleanField(_("tager søskende sammen"), default=False)
    is_active = models.BooleanField(_("i brug"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = FosterFamilyQuerySet.as_manager()

    class Privacy:
        personal = {"name", "sort_name", "wishes", "child"}
        plain = {
            "id", "kind", "department", "district", "approved_by", "approved_from", "approved_until",
            "approved_places", "min_age", "max_age", "target_groups", "languages", "takes_siblings", "is_active",
            "version",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_until=None) | Q(approved_until__gte=F("approved_from")),
                name="approval_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")), name="family_ages_in_order"
            ),
            models.CheckConstraint(condition=Q(approved_places__range=(1, 20)), name="family_has_places"),
            # A network family of before the children were written down is out of use where its child is not known.
            models.CheckConstraint(
                condition=Q(kind=FosterType.NETWORK, child__isnull=False)
                | (~Q(kind=FosterType.NETWORK) & Q(child=None))
                | Q(kind=FosterType.NETWORK, is_active=False),
                name="network_family_names_its_child",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """A family belongs to no case."""
        return ""

    def takes(self, child_id: int) -> bool:
        """Whether the approval may hold a child at all: a network family's holds its own alone."""
        return self.kind != FosterType.NETWORK or self.child_id == child_id

    def is_approved(self, *, on: date) -> bool:
        """Whether the approval holds a day."""
        return (
            self.is_active and self.approved_from <= on and (self.approved_until is None or self.approved_until >= on)
        )
