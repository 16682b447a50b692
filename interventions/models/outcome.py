"""What an offer has achieved here before: counted anew each night, so that choosing reads one row per offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interventions.models.offer import Offer


class OfferOutcome(models.Model):
    """An offer's ended help in numbers of children; shown only from five up (`rules.shown_count`)."""

    offer = models.OneToOneField(Offer, models.PROTECT, primary_key=True, related_name="outcome")
    counted_on = models.DateField(_("opgjort"))
    ended = models.PositiveIntegerField(_("afsluttet"))
    ended_well = models.PositiveIntegerField(_("afsluttet som planlagt eller ned"))
    scored = models.PositiveIntegerField(_("med mindst to scoringer af samme delmål"))
    goals_better = models.PositiveIntegerField(_("hvor delmålene gik frem"))
    stepped_down = models.PositiveIntegerField(_("gået ned eller afsluttet for mindst tre måneder siden"))
    held = models.PositiveIntegerField(_("hvor det holdt"))
    median_weeks = models.PositiveSmallIntegerField(_("midterste varighed, uger"), null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        plain = {
            "offer", "counted_on", "ended", "ended_well", "scored", "goals_better", "stepped_down", "held",
            "median_weeks",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.offer)
