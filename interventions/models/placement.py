"""A placement (anbringelse): what the law asks of out-of-home care, beside the step it happens on."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.enums import ConsentKind
from cases.models import Case, Child, Consent, Custody
from cases.models.days import DateRange
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history
from interventions.enums import BoardOutcome, FosterType, LegalBasis
from interventions.models.intervention import Intervention
from interventions.rules import BOARD_BASES, CONSENT_BASES


def consented_to() -> models.Case:
    """What the consent that a placement rests on is to: youth support is the young person's own matter."""
    is_youth = models.When(legal_basis=LegalBasis.YOUTH, then=models.Value(ConsentKind.YOUTH.value))
    return models.Case(is_youth, default=models.Value(ConsentKind.PLACEMENT.value), output_field=models.CharField())


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Which placements."""

    def visible_to(self, user: Any) -> "PlacementQuerySet":
        """Those of visible cases; to the Board's secretary those the Board has to decide or has decided."""
        if user.role == Role.SECRETARY:
            return self.filter(legal_basis__in=BOARD_BASES)
        return self.filter(intervention__case__in=Case.objects.visible_to(user))

    def before_the_board(self) -> "PlacementQuerySet":
        """Those without consent that lack the Board's decision; of a child that was moved, where it lives now."""
        return self.filter(legal_basis__in=BOARD_BASES, board_decided_on=None, next_placements=None)

    def refused_by_the_board(self) -> "PlacementQuerySet":
        """Running ones that the Board refused: the child goes home, or the stay comes to rest on something else."""
        return self.running().filter(board_outcome=BoardOutcome.REFUSED)

    def without_consent(self) -> "PlacementQuerySet":
        """Running ones that rest on a consent which has been withdrawn, each with `withdrawn_on`.

        Not where the same person has consented again, or holds custody no longer.
        """
        again = Consent.objects.filter(
            Q(is_by_child=True) | Q(holder=OuterRef("holder")), case=OuterRef("case"), kind=OuterRef("kind"),
            is_by_child=OuterRef("is_by_child"), given_on__gte=OuterRef("withdrawn_on"), pk__gt=OuterRef("pk"),
        )  # fmt: skip
        held = Custody.objects.filter(child=OuterRef("case__child"), holder=OuterRef("holder"), until=None)
        withdrawn = Consent.objects.filter(
            Q(is_by_child=True) | Exists(held), ~Exists(again), case=OuterRef("intervention__case"),
            kind=OuterRef("consented_to"), withdrawn_on__gte=OuterRef("first_day"),
        )  # fmt: skip
        first = withdrawn.order_by("withdrawn_on").values("withdrawn_on")[:1]
        known: Any = self.running().filter(legal_basis__in=CONSENT_BASES).annotate(
            first_day=Coalesce("placed_since", "starts_on"), consented_to=consented_to()
        )  # fmt: skip
        found: PlacementQuerySet = known.annotate(withdrawn_on=Subquery(first)).exclude(withdrawn_on=None)
        return found

    def running(self) -> "PlacementQuerySet":
        """Those that have not ended."""
        return self.filter(ends_on=None)

    def active(self, *, on: date) -> "PlacementQuerySet":
        """Those whose days hold a day; the first day counts, the day of the end no longer does."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)

    def to_mend(self) -> "PlacementQuerySet":
        """Running ones that began urgently, and lack what the law requires."""
        return self.running().filter(mend_by__isnull=False, mended_on=None)

    def to_report(self, *, by: date) -> "PlacementQuerySet":
        """Those begun by a day that Danmarks Statistik has not been told of."""
        return self.filter(reported_on=None, starts_on__lte=by)


@keeps_history()
class Placement(models.Model):
    """One child's stay out of the home with its legal fields; never two at once."""

    intervention = models.OneToOneField(
        Intervention, models.PROTECT, related_name="placement", verbose_name=_("indsats")
    )
    child = models.ForeignKey(Child, models.PROTECT, related_name="placements", verbose_name=_("barn"))
    starts_on = models.DateField(_("begynder"))
    ends_on = models.DateField(_("ophørt"), null=True, blank=True)
    legal_basis = models.CharField(_("retsgrundlag"), max_length=20, choices=LegalBasis.choices)
    purpose = models.TextField(_("formål (§ 46 / § 47)"))
    expected_months = models.PositiveSmallIntegerField(_("forventet varighed, måneder"))
    urgent_ground = models.TextField(_("akut: hvorfor før undersøgelsen er færdig"), blank=True)
    siblings_considered = models.TextField(_("overvejelser om søskende (§ 21)"), blank=True)
    contact = models.TextField(_("samvær og kontakt (§§ 103–105)"))
    is_support_person_offered = models.BooleanField(_("støtteperson tilbudt forældrene (§ 75)"), default=False)
    first_supervision_on = models.DateField(_("første tilsyn (§ 156)"))
    foster_type = models.CharField(_("type plejefamilie (§ 43)"), max_length=20, choices=FosterType.choices, blank=True)
    mend_by = models.DateField(_("mangler skal være bragt i orden senest"), null=True, blank=True)
    mended_on = models.DateField(_("bragt i orden"), null=True, blank=True)
    is_child_support_person_offered = models.BooleanField(_("støtteperson tilbudt barnet"), default=False)
    is_companion_right_told = models.BooleanField(_("barnet kender retten til bisidder (§ 6)"), default=False)
    party_heard_on = models.DateField(_("parterne hørt (forvaltningslovens § 19)"), null=True, blank=True)
    had_two_caseworkers = models.BooleanField(_("to rådgivere ved de vigtige møder (§ 21)"), null=True, blank=True)
    reported_on = models.DateField(_("indberettet til Danmarks Statistik"), null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_placements",
        verbose_name=_("skift fra anbringelse"),
    )
    # Empty where the stay, or what it rests on, began with this placement.
    placed_since = models.DateField(_("anbragt siden, før skiftet hertil"), null=True, blank=True)
    basis_since = models.DateField(_("retsgrundlaget gælder fra en anden dag"), null=True, blank=True)
    is_address_secret = models.BooleanField(_("anbringelsesstedets adresse er hemmelig"), default=False)
    board_decided_on = models.DateField(_("udvalgets afgørelse"), null=True, blank=True)
    board_outcome = models.CharField(_("udvalgets udfald"), max_length=10, choices=BoardOutcome.choices, blank=True)
    board_decision = models.TextField(_("afgørelsens ordlyd"), blank=True)
    board_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = PlacementQuerySet.as_manager()

    class Privacy:
        personal = {
            "child", "legal_basis", "purpose", "urgent_ground", "siblings_considered", "contact", "is_address_secret",
            "board_decided_on", "board_outcome", "board_decision",
        }  # fmt: skip
        plain = {
            "id", "intervention", "starts_on", "ends_on", "expected_months", "is_support_person_offered",
            "first_supervision_on", "foster_type", "board_recorded_by", "mend_by", "mended_on",
            "is_child_support_person_offered", "is_companion_right_told", "party_heard_on", "had_two_caseworkers",
            "reported_on", "previous", "placed_since", "basis_since",
        }  # fmt: skip

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_child_is_never_in_two_placements",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="placement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="") & Q(expected_months__gte=1), name="placement_states_purpose"
            ),
            models.CheckConstraint(
                condition=Q(
                    board_decided_on__isnull=True, board_recorded_by__isnull=True, board_decision="", board_outcome=""
                )
                | (
                    Q(board_decided_on__isnull=False, board_recorded_by__isnull=False)
                    & ~Q(board_decision="")
                    & ~Q(board_outcome="")
                ),
                name="board_decision_says_when_who_and_what",
            ),
            models.CheckConstraint(
                condition=Q(mend_by=None) | ~Q(urgent_ground=""), name="only_an_urgent_placement_is_mended_later"
            ),
            models.CheckConstraint(
                condition=Q(placed_since=None) | Q(placed_since__lte=F("starts_on")), name="placed_before_the_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} {self.starts_on}"

    @property
    def is_secret(self) -> bool:
        """Whether where the child lives is told on the screen alone: by decision, or as its address is protected."""
        return self.is_address_secret or self.child.is_address_protected

    @property
    def stays_since(self) -> date:
        """The first day of the unbroken stay out of the home: a change of place starts no clock of the law again."""
        return self.placed_since or self.starts_on

    @property
    def rests_since(self) -> date:
        """The first day on which the stay has rested on what it rests on now."""
        return self.basis_since or self.starts_on

    def carry_over(self) -> None:
        """Take over from the placement the child moves from: since when, and the Board's word where both are its."""
        old = self.previous
        if old is None:
            return
        self.placed_since = old.stays_since
        if old.legal_basis == self.legal_basis:
            self.basis_since = old.rests_since
        if not {old.legal_basis, self.legal_basis} <= BOARD_BASES:
            return
        self.board_decided_on, self.board_outcome = old.board_decided_on, old.board_outcome
        self.board_decision, self.board_recorded_by = old.board_decision, old.board_recorded_by

    @property
    def case_number(self) -> str:
        """The case it belongs to."""
        return self.intervention.case.number
