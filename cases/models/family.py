"""A family: siblings belong to one, and so do the adults and the network around them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import RelativeKind
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

    class Privacy:
        personal = {
            "family", "name", "sort_name", "search_name", "kind", "phone", "email", "address", "is_address_protected",
            "can_support",
        }  # fmt: skip
        plain = {"id"}

    def __str__(self) -> str:
        return self.name


@keeps_history()
class Custody(models.Model):
    """Who holds custody of a child (forældremyndighed), from and to."""

    child = models.ForeignKey("cases.Child", models.PROTECT, related_name="custodies", verbose_name=_("barn"))
    holder = models.ForeignKey(Relative, models.PROTECT, related_name="custodies", verbose_name=_("indehaver"))
    since = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)

    class Privacy:
        personal = {"child", "holder", "since", "until"}
        plain = {"id"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "holder"], condition=Q(until=None), name="custody_is_held_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="custody_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.holder)

    @property
    def case_number(self) -> str:
        """The child's open case, when it was fetched with the child; else empty."""
        return self.child.case_number
