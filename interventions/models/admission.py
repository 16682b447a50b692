"""Admission (indskrivning): what must be done before and at the start, per offer, and how far it is for one child."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from interventions.enums import AdmissionKind, ReferralStatus, Side
from interventions.models.offer import Offer
from interventions.models.referral import SEEN_BY_PROVIDER, Referral


@keeps_history()
class AdmissionItem(models.Model):
    """One line of an offer's admission checklist, kept by the municipality; taken out of use, never deleted."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="admission_items", verbose_name=_("tilbud"))
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    kind = models.CharField(_("art"), max_length=10, choices=AdmissionKind.choices)
    side = models.CharField(_("hvem gør det"), max_length=10, choices=Side.choices)
    text = models.CharField(_("hvad"), max_length=300)
    caseworker_takes_part = models.BooleanField(_("rådgiveren deltager"), default=False)
    needs_plan = models.BooleanField(_("barnets plan skal foreligge"), default=False)
    days_before_start = models.SmallIntegerField(_("dage før start"), default=0)
    is_active = models.BooleanField(_("i brug"), default=True)

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "offer", "order", "kind", "side", "text", "caseworker_takes_part", "needs_plan",
            "days_before_start", "is_active",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        """A checklist belongs to no case."""
        return ""


class AdmissionPointQuerySet(models.QuerySet["AdmissionPoint"]):
    """Which points."""

    def visible_to(self, user: Any) -> "AdmissionPointQuerySet":
        """Those of visible cases; to a provider those of referrals to an own department, also while help is given."""
        if user.is_provider:
            given = Q(referral__status=ReferralStatus.STARTED, referral__intervention__ends_on=None)
            own = self.filter(referral__department_id__in=user.department_ids)
            return own.filter(Q(referral__status__in=SEEN_BY_PROVIDER) | given)
        return self.filter(referral__case__in=Case.objects.visible_to(user))

    def open(self) -> "AdmissionPointQuerySet":
        """Those not done."""
        return self.filter(done_on=None, is_dropped=False)

    def late(self, *, on: date) -> "AdmissionPointQuerySet":
        """Open ones whose day has passed."""
        return self.open().filter(due_on__lt=on)


@keeps_history()
class AdmissionPoint(models.Model):
    """One point of one child's admission, copied from the offer's checklist when the provider accepted."""

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="admission_points", verbose_name=_("visitation")
    )
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("art"), max_length=10, choices=AdmissionKind.choices)
    side = models.CharField(_("hvem gør det"), max_length=10, choices=Side.choices)
    text = models.CharField(_("hvad"), max_length=300)
    caseworker_takes_part = models.BooleanField(_("rådgiveren deltager"), default=False)
    needs_plan = models.BooleanField(_("barnets plan skal foreligge"), default=False)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    done_on = models.DateField(_("gjort"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)
    is_dropped = models.BooleanField(_("bortfaldet"), default=False)

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = AdmissionPointQuerySet.as_manager()

    class Privacy:
        personal = {"referral", "note"}
        plain = {
            "id", "order", "kind", "side", "text", "caseworker_takes_part", "needs_plan", "due_on", "done_on",
            "done_by", "is_dropped",
        }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["referral"], condition=Q(done_on=None), name="open_admission_point")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="done_point_says_when_and_who",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        """The case of the referral."""
        return self.referral.case_number


def points_of(referral: Referral) -> Any:
    """One child's points in the order of the checklist, without those that fell away."""
    points = AdmissionPoint.objects.filter(referral=referral, is_dropped=False)
    return points.select_related("done_by").order_by("order", "pk")
