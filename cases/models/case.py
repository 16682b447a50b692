"""A case: one child's, with one caseworker and one team."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import ClosingReason
from cases.models.child import Child
from herning.accounts.models import Absence, District, Team
from herning.accounts.municipalities import MUNICIPALITIES
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history


class CaseQuerySet(models.QuerySet["Case"]):
    """Which cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Own cases, those one covers for or has opened with a reason; the team's for its leader, all for a manager."""
        match user.role:
            case Role.CASEWORKER:
                own = Case.objects.filter(caseworker=user).values("pk")
                granted = CaseGrant.objects.valid().filter(user=user).values("case_id")
                away = Absence.objects.on(timezone.localdate()).filter(cover=user).values("user_id")
                covered = Case.objects.open().filter(caseworker__in=away).values("pk")
                # Each by its index; an OR of them would read every case there is.
                return self.filter(pk__in=own.union(granted, covered))
            case Role.TEAM_LEADER:
                return self.filter(team_id=user.team_id)
            case Role.MANAGER:
                return self
            case _:
                return self.none()

    def open(self) -> "CaseQuerySet":
        """Those not closed."""
        return self.filter(closed_on=None)

    def deciding_for(self, children: Sequence[int]) -> "CaseQuerySet":
        """The case by which each child is reached: its open one, else the one that was closed last."""
        latest_first = ("child_id", F("closed_on").desc(nulls_first=True), "-pk")
        return self.filter(child__in=children).order_by(*latest_first).distinct("child_id")


@keeps_history()
class Case(models.Model):
    """One child's case; a child has at most one open case."""

    number = models.CharField(_("sagsnummer"), max_length=20, unique=True)
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases", verbose_name=_("barn"))
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases", verbose_name=_("rådgiver")
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="cases", verbose_name=_("team"))
    district = models.ForeignKey(District, models.PROTECT, related_name="cases", verbose_name=_("distrikt"))
    opened_on = models.DateField(_("åbnet"))
    aware_on = models.DateField(_("kommunen blev opmærksom"))
    kle = models.CharField(_("KLE-nummer"), max_length=12, blank=True)
    review_weeks = models.PositiveSmallIntegerField(_("uger mellem opfølgninger"), null=True, blank=True)
    review_weeks_reason = models.TextField(_("begrundelse for takten (§ 95)"), blank=True)
    review_childs_wish = models.TextField(_("barnets ønske om takten (§ 95)"), blank=True)
    # Municipality codes; empty where it is this municipality itself.
    acting_municipality = models.CharField(_("handlekommune"), max_length=4, choices=MUNICIPALITIES, blank=True)
    paying_municipality = models.CharField(_("betalingskommune"), max_length=4, choices=MUNICIPALITIES, blank=True)
    residence_municipality = models.CharField(_("bopælskommune"), max_length=4, choices=MUNICIPALITIES, blank=True)
    aftercare = models.TextField(_("efterværn: hvem kan familien kontakte, og hvad er aftalt"), blank=True)
    closed_on = models.DateField(_("lukket"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closing_reason = models.CharField(_("hvorfor lukket"), max_length=20, choices=ClosingReason.choices, blank=True)
    closing_text = models.TextField(_("afsluttende vurdering"), blank=True)
    version = models.PositiveIntegerField(default=1)

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = CaseQuerySet.as_manager()

    class Privacy:
        personal = {
            "number", "child", "review_weeks_reason", "review_childs_wish", "aftercare", "closing_reason",
            "closing_text",
        }  # fmt: skip
        plain = {
            "id", "caseworker", "team", "district", "opened_on", "aware_on", "kle", "review_weeks", "closed_on",
            "closed_by", "version", "acting_municipality", "paying_municipality", "residence_municipality",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["caseworker", "id"], condition=Q(closed_on=None), name="open_case_of_caseworker"),
            models.Index(fields=["team", "id"], condition=Q(closed_on=None), name="open_case_of_team"),
            models.Index(fields=["id"], include=["team", "district"], name="home_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(closed_on=None), name="one_open_case_per_child"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="case_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closing_reason="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closing_reason="")),
                name="closed_case_says_when_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(review_weeks=None) | (Q(review_weeks__range=(1, 26)) & ~Q(review_weeks_reason="")),
                name="own_review_rhythm_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def case_number(self) -> str:
        """The case itself."""
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the case is not closed."""
        return self.closed_on is None


class CaseGrantQuerySet(models.QuerySet["CaseGrant"]):
    """Which grants."""

    def valid(self) -> "CaseGrantQuerySet":
        """Those that have not run out."""
        return self.filter(until__gt=timezone.now())

    def visible_to(self, user: Any) -> "CaseGrantQuerySet":
        """A leader sees looks into the team's cases and looks by its people; a manager sees all; else one's own."""
        match user.role:
            case Role.TEAM_LEADER:
                return self.filter(Q(case__team_id=user.team_id) | Q(user__team_id=user.team_id))
            case Role.MANAGER:
                return self
            case _:
                return self.filter(user=user)


@keeps_history()
class CaseGrant(models.Model):
    """A caseworker's look into another's case for 24 hours, with the reason the leader sees."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="grants", verbose_name=_("sag"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name=_("person"))
    reason = models.TextField(_("begrundelse"))
    opened_at = models.DateTimeField(_("åbnet"))
    until = models.DateTimeField(_("udløber"))

    objects = CaseGrantQuerySet.as_manager()

    class Privacy:
        personal = {"reason", "case"}
        plain = {"id", "user", "opened_at", "until"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="grant_runs_out_after_opening"),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.case}"

    @property
    def case_number(self) -> str:
        """The case it opens."""
        return self.case.number
