"""A consent, and its withdrawal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import ConsentKind
from cases.models.case import Case
from cases.models.family import Relative
from herning.audit.history import keeps_history


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Which consents."""

    def valid(self) -> "ConsentQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_on=None)


@keeps_history()
class Consent(models.Model):
    """What a custody holder, or the young person from 15, agreed to and when."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consents", verbose_name=_("sag"))
    kind = models.CharField(_("til hvad"), max_length=20, choices=ConsentKind.choices)
    holder = models.ForeignKey(
        Relative, models.PROTECT, null=True, blank=True, related_name="consents", verbose_name=_("givet af")
    )
    is_by_child = models.BooleanField(_("givet af den unge selv"), default=False)
    given_on = models.DateField(_("givet"))
    scope = models.TextField(_("hvad det omfatter"), blank=True)
    withdrawn_on = models.DateField(_("trukket tilbage"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Privacy:
        personal = {"case", "kind", "holder", "is_by_child", "given_on", "scope", "withdrawn_on"}
        plain = {"id", "written_by"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_by_child=True, holder__isnull=True) | Q(is_by_child=False, holder__isnull=False),
                name="consent_is_by_holder_or_child",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.given_on}"

    @property
    def case_number(self) -> str:
        """The case it was given in."""
        return self.case.number
