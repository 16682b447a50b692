"""A person who signs in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from herning.accounts.models.department import Membership
from herning.accounts.permissions import ROLES, Role
from herning.audit.history import keeps_history
from herning.web.danish import sort_key


class Language(models.TextChoices):
    """What the screens and mails can be in, each named by those who read it."""

    DANISH = "da", "Dansk"
    ENGLISH = "en", "English"


class UserQuerySet(models.QuerySet["User"]):
    """Which people."""

    def people(self) -> "UserQuerySet":
        """Everybody but the machine."""
        return self.exclude(role=Role.SYSTEM)

    def active(self) -> "UserQuerySet":
        """Those who can sign in."""
        return self.people().filter(is_active=True)

    def with_role(self, *roles: str) -> "UserQuerySet":
        """Those who hold one of the roles and can sign in."""
        return self.active().filter(role__in=roles)


class UserManager(BaseUserManager["User"]):
    """How the framework finds a person by the e-mail address they sign in with."""

    def get_queryset(self) -> UserQuerySet:
        """All people, as a queryset that can be narrowed."""
        return UserQuerySet(self.model, using=self._db)

    def system(self) -> "User":
        """The named user that machine acts are recorded under; it cannot sign in."""
        return self.get(role=Role.SYSTEM)

    def active(self) -> UserQuerySet:
        """Those who can sign in."""
        return self.get_queryset().active()

    def with_role(self, *roles: str) -> UserQuerySet:
        """Those who hold one of the roles and can sign in."""
        return self.get_queryset().with_role(*roles)


# What a person likes to read in is nobody's to look up afterwards.
@keeps_history(exclude=("sort_name", "password", "last_login", "language"))
class User(AbstractBaseUser):
    """A person who signs in with an e-mail address; one person has one role."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    sort_name = sort_key()
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    team = models.ForeignKey(
        "accounts.Team", models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    departments = models.ManyToManyField("accounts.Department", through="accounts.Membership", related_name="people")
    is_active = models.BooleanField(_("kan logge ind"), default=True)
    version = models.PositiveIntegerField(default=1)
    # Empty: the screens follow the browser, which a mail cannot ask.
    language = models.CharField(
        _("sprog"), max_length=2, choices=Language.choices, blank=True, default="", db_default=""
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Privacy:
        personal = {"email", "name", "sort_name", "last_login"}
        plain = {"id", "password", "role", "team", "departments", "is_active", "version", "language"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=["caseworker", "team_leader"]) | Q(team__isnull=False),
                name="authority_has_a_team",
            ),
            models.CheckConstraint(condition=Q(language__in=["", *Language.values]), name="language_is_one_of_ours"),
            models.UniqueConstraint(fields=["role"], condition=Q(role="system"), name="one_system_user"),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: str) -> bool:
        """Whether the person's role grants a permission."""
        return self.is_active and permission in ROLES[self.role]

    @property
    def role_label(self) -> str:
        """The role in the language of the page."""
        return str(Role(self.role).label)

    @property
    def mail_language(self) -> str:
        """What mails to the person are written in: the chosen language, else the house's."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def is_provider(self) -> bool:
        """Whether the person delivers help rather than deciding on it."""
        return self.role in {Role.PROVIDER_WORKER, Role.PROVIDER_LEADER}

    @cached_property
    def department_ids(self) -> list[int]:
        """The departments the person works in today."""
        current = Membership.objects.current(on=timezone.localdate()).filter(user=self)
        return list(current.values_list("department_id", flat=True))

    @property
    def initials(self) -> str:
        """The first letters of the person's names, for places where a name would be too much."""
        return "".join(part[0] for part in self.name.split()[:3]).upper()

    @property
    def case_number(self) -> str:
        """A person belongs to no case."""
        return ""

    def get_full_name(self) -> str:
        """The name, where the framework asks for it."""
        return self.name

    def natural_key(self) -> tuple[Any, ...]:
        """What identifies the person in exported data."""
        return (self.email,)
