"""The offers that were weighed when a child was referred, as they stood that day; never rewritten."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department
from herning.audit.models import AppendOnly
from interventions.models.ladder import Step
from interventions.models.offer import Offer
from interventions.models.referral import Referral


class ConsideredOffer(models.Model):
    """One line of the list the caseworker chose from: why it fits, why not, places, waiting and price that day.

    The approver reads these lines, so both decide on the same page whatever has changed since.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="considered", verbose_name=_("visitation"))
    round = models.PositiveSmallIntegerField(_("gang"), default=1)
    rank = models.PositiveSmallIntegerField(_("plads på listen"))
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+", verbose_name=_("tilbud"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("afdeling")
    )
    step = models.ForeignKey(Step, models.PROTECT, related_name="+", verbose_name=_("trin"))
    is_chosen = models.BooleanField(_("valgt"), default=False)
    is_compared = models.BooleanField(_("sammenlignet side om side"), default=False)
    is_fitting = models.BooleanField(_("passer"))
    reasons_for = ArrayField(models.CharField(max_length=300), verbose_name=_("hvorfor"), default=list, blank=True)
    reasons_against = ArrayField(
        models.CharField(max_length=300), verbose_name=_("hvorfor ikke"), default=list, blank=True
    )
    why_not = models.TextField(_("fravalgt, fordi"), blank=True)
    places = models.PositiveSmallIntegerField(_("pladser"), null=True, blank=True)
    free = models.SmallIntegerField(_("ledige"), null=True, blank=True)
    free_from = models.DateField(_("ledig fra"), null=True, blank=True)
    waiting = models.PositiveSmallIntegerField(_("venter"), default=0)
    weekly_price = models.PositiveIntegerField(_("pris pr. uge, kr."), null=True, blank=True)

    objects = AppendOnly.as_manager()

    class Privacy:
        personal = {"referral", "reasons_for", "reasons_against", "why_not"}
        plain = {
            "id", "round", "rank", "offer", "department", "step", "is_chosen", "is_compared", "is_fitting", "places",
            "free", "free_from", "waiting", "weekly_price",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "round", "rank"], name="one_offer_at_each_rank"),
            models.UniqueConstraint(
                fields=["referral", "round"], condition=Q(is_chosen=True), name="one_offer_is_chosen"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.rank}. {self.offer}"

    @property
    def case_number(self) -> str:
        """The case the referral was made in."""
        return self.referral.case_number
