"""Neighbouring municipalities: whose feeds of free places are read, and the places they tell of."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history


@keeps_history(exclude=("last_tried_at", "last_read_at", "last_error", "last_sequence"))
class Neighbour(models.Model):
    """A municipality whose feed is read: its address and the public key its feed must be signed with."""

    code = models.CharField(_("kommunekode"), max_length=4, unique=True)
    name = models.CharField(_("navn"), max_length=80)
    feed_url = models.URLField(_("feedets adresse"), max_length=300)
    public_key = models.CharField(_("offentlig nøgle (Ed25519, base64)"), max_length=60)
    is_active = models.BooleanField(_("læses"), default=True)
    last_tried_at = models.DateTimeField(_("sidst forsøgt"), null=True, blank=True)
    last_read_at = models.DateTimeField(_("sidst læst"), null=True, blank=True)
    last_sequence = models.BigIntegerField(_("sidste udgave"), default=0)
    last_error = models.CharField(_("hvad gik galt"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "code", "name", "feed_url", "public_key", "is_active", "last_tried_at", "last_read_at",
            "last_sequence", "last_error", "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """A neighbour belongs to no case."""
        return ""


class ForeignPlaceQuerySet(models.QuerySet["ForeignPlace"]):
    """Which foreign places."""

    def fresh(self, *, at: datetime) -> "ForeignPlaceQuerySet":
        """Those of neighbours still read whose feed has not run out."""
        return self.filter(neighbour__is_active=True, expires_at__gt=at)


class ForeignPlace(models.Model):
    """An offer of a neighbour's as its feed told of it last; replaced whole at each reading."""

    neighbour = models.ForeignKey(Neighbour, models.CASCADE, related_name="places", verbose_name=_("kommune"))
    offer_code = models.CharField(_("kode"), max_length=80)
    offer_name = models.CharField(_("tilbud"), max_length=160)
    provider_name = models.CharField(_("udfører"), max_length=160)
    step = models.PositiveSmallIntegerField(_("trin"))
    method = models.CharField(_("art"), max_length=30, blank=True)
    min_age = models.PositiveSmallIntegerField(_("fra alder"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("til alder"), null=True, blank=True)
    target_groups = ArrayField(models.CharField(max_length=80), verbose_name=_("målgrupper"), default=list, blank=True)
    free = models.PositiveSmallIntegerField(_("ledige pladser"))
    weekly_price = models.PositiveIntegerField(_("pris pr. uge, kr."), null=True, blank=True)
    told_at = models.DateTimeField(_("oplyst"))
    expires_at = models.DateTimeField(_("gælder til"))

    objects = ForeignPlaceQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "neighbour", "offer_code", "offer_name", "provider_name", "step", "method", "min_age", "max_age",
            "target_groups", "free", "weekly_price", "told_at", "expires_at",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["neighbour", "offer_code", "provider_name"], name="one_line_per_foreign_offer"
            ),
            models.CheckConstraint(condition=Q(step__lte=5), name="foreign_place_on_the_ladder"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("told_at")), name="foreign_place_runs_out"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_name} · {self.neighbour}"
