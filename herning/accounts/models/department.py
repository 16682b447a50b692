"""The providers' departments and who works there."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.models.team import District
from herning.accounts.municipalities import MUNICIPALITIES
from herning.audit.history import keeps_history
from herning.web.danish import sort_key


class Provider(models.Model):
    """An organisation that delivers help; it never decides on it."""

    code = models.SlugField(_("kode"), max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=120)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "code", "name"}

    def __str__(self) -> str:
        return self.name


@keeps_history(exclude=("sort_name",))
class Department(models.Model):
    """A provider's department: what a referral is sent to, and what its people may see the children of."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="departments", verbose_name=_("udfører"))
    code = models.SlugField(_("kode"), max_length=80, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    sort_name = sort_key()
    email = models.EmailField(_("e-mail"), blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="departments", verbose_name=_("distrikt")
    )
    # Where the department belongs to another municipality; empty at home.
    municipality = models.CharField(_("kommune"), max_length=4, choices=MUNICIPALITIES, blank=True)
    is_active = models.BooleanField(_("i brug"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "provider", "code", "name", "sort_name", "email", "district", "municipality", "is_active", "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """A department belongs to no case."""
        return ""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships."""

    def current(self, *, on: date) -> "MembershipQuerySet":
        """Those whose days hold a day, the first and the last counted."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


@keeps_history()
class Membership(models.Model):
    """A person's work in a department, from and to."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="memberships", verbose_name=_("person"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships", verbose_name=_("afdeling"))
    since = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "user", "department", "since", "until"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department"], condition=Q(until=None), name="one_open_membership_per_department"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.department}"

    @property
    def case_number(self) -> str:
        """A membership belongs to no case."""
        return ""
