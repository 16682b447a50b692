"""A referral (visitation): one child's need, the offer chosen for it, and why not a lower step."""

from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.accounts.models import Department
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history
from interventions.enums import DeclineReason, ReferralStatus
from interventions.models.approval import ApprovalDelegation
from interventions.models.foster import FosterFamily
from interventions.models.ladder import Step
from interventions.models.offer import Offer
from interventions.models.target_group import TargetGroup

SEEN_BY_PROVIDER = [ReferralStatus.SENT, ReferralStatus.WAITING, ReferralStatus.OFFERED, ReferralStatus.ACCEPTED]
IN_LINE = [ReferralStatus.WAITING, ReferralStatus.OFFERED]
UNDER_WAY = [ReferralStatus.DRAFT, ReferralStatus.AWAITING_APPROVAL, *SEEN_BY_PROVIDER]


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Which referrals."""

    def visible_to(self, user: Any) -> "ReferralQuerySet":
        """Those of visible cases; to a provider those sent to an own department and not yet ended."""
        if user.is_provider:
            return self.filter(department_id__in=user.department_ids, status__in=SEEN_BY_PROVIDER)
        return self.filter(case__in=Case.objects.visible_to(user))

    def under_way(self) -> "ReferralQuerySet":
        """Those that can still lead to help."""
        return self.filter(status__in=UNDER_WAY)

    def unsettled(self) -> "ReferralQuerySet":
        """Those under way, and those that were declined and ask for another offer: what a caseworker follows."""
        return self.filter(Q(status__in=UNDER_WAY) | Q(pk__in=Referral.objects.declined_last().values("pk")))

    def declined_last(self) -> "ReferralQuerySet":
        """Those a provider said no to, in open cases where nothing has been referred since."""
        newer = Referral.objects.filter(
            Q(pk__gt=OuterRef("pk")) | Q(made_on__gt=OuterRef("answered_on")), case=OuterRef("case")
        )
        return self.filter(~Exists(newer), status=ReferralStatus.DECLINED, case__closed_on=None)

    def awaiting_approval(self) -> "ReferralQuerySet":
        """Those a team leader has to approve."""
        return self.filter(status=ReferralStatus.AWAITING_APPROVAL)

    def to_approve_by(self, user: Any, *, on: date) -> "ReferralQuerySet":
        """Those that wait for this person: the manager's, the own team's, those of teams whose leader lent its word."""
        waiting = self.awaiting_approval()
        if user.role == Role.MANAGER:
            return waiting.filter(approver_role=Role.MANAGER)
        if user.role not in {Role.CASEWORKER, Role.TEAM_LEADER}:
            return self.none()
        # Asked first: to most nothing is lent, and then none of all that wait in the municipality need be read.
        teams = set(ApprovalDelegation.objects.in_force(on=on).filter(to=user).values_list("team", flat=True))
        if user.role == Role.TEAM_LEADER:
            teams.add(user.team_id)
        if not teams:
            return self.none()
        return waiting.exclude(approver_role=Role.MANAGER).filter(case__team__in=teams, case__closed_on=None)

    def unanswered(self) -> "ReferralQuerySet":
        """Those a provider has not answered."""
        return self.filter(status=ReferralStatus.SENT)

    def in_line(self) -> "ReferralQuerySet":
        """Those that wait for a place or have one offered, the first in line first."""
        return self.filter(status__in=IN_LINE).order_by(F("queue_number").asc(nulls_last=True), "waiting_since", "pk")

    def in_line_with(self, referral: "Referral") -> "ReferralQuerySet":
        """The line a referral stands in or would join: the same offer, department and foster family."""
        return self.in_line().filter(
            offer=referral.offer_id, department=referral.department_id, foster_family=referral.foster_family_id
        )

    def unmet(self, first: date, last: date) -> "ReferralQuerySet":
        """Those that met a full offer in a period: another one was wanted, the answer was full, or the child waited."""
        return self.filter(
            Q(wanted_offer__isnull=False, made_on__range=(first, last))
            | Q(decline_reason=DeclineReason.FULL, answered_on__range=(first, last))
            | Q(waiting_since__range=(first, last))
        ).exclude(status=ReferralStatus.DRAFT)


# A network family is approved for one child (Barnets lov § 43); a row constraint cannot see the family and the case.
OWN_CHILD_ALONE = """
IF EXISTS (
    SELECT FROM interventions_fosterfamily f JOIN cases_case c ON c.id = NEW.case_id
     WHERE f.id = NEW.foster_family_id AND f.kind = 'network' AND f.child_id IS DISTINCT FROM c.child_id
) THEN
    RAISE EXCEPTION 'a network family takes its own child alone' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@keeps_history()
class Referral(models.Model):
    """From need to offer; a draft prepared by a review has a step and no offer yet."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals", verbose_name=_("sag"))
    status = models.CharField(_("status"), max_length=10, choices=ReferralStatus.choices)
    step = models.ForeignKey(Step, models.PROTECT, related_name="+", verbose_name=_("trin"))
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("tilbud")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("afdeling")
    )
    wanted_offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ønsket, men fyldt")
    )
    need = models.TextField(_("barnets behov"))
    target_group = models.ForeignKey(
        TargetGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("målgruppe")
    )
    foster_family = models.ForeignKey(
        FosterFamily, models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("plejefamilie")
    )
    wants_siblings_together = models.BooleanField(_("søskende sammen"), default=False)
    wants_school_kept = models.BooleanField(_("skolen bevares"), default=False)
    # Who has to approve it, by step and price; nobody when empty.
    approver_role = models.CharField(_("godkendes af"), max_length=20, choices=Role.choices, blank=True)
    waiting_since = models.DateField(_("på venteliste siden"), null=True, blank=True)
    queue_number = models.PositiveSmallIntegerField(_("nr. på ventelisten"), null=True, blank=True)
    why_not_lower = models.TextField(_("hvorfor ikke et lavere trin"), blank=True)
    made_on = models.DateField(_("visiteret"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("af"))
    approved_on = models.DateField(_("godkendt"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_reason = models.TextField(_("sendt tilbage med"), blank=True)
    answered_on = models.DateField(_("besvaret"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    expected_on = models.DateField(_("kan begynde"), null=True, blank=True)
    decline_reason = models.CharField(_("afvist fordi"), max_length=20, choices=DeclineReason.choices, blank=True)
    answer = models.TextField(_("svar"), blank=True)
    withdrawn_on = models.DateField(_("trukket tilbage"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("hvorfor trukket tilbage"), blank=True)

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = ReferralQuerySet.as_manager()

    class Privacy:
        personal = {"case", "need", "why_not_lower", "returned_reason", "answer", "withdrawn_reason"}
        plain = {
            "id", "status", "step", "offer", "department", "wanted_offer", "made_on", "made_by", "approved_on",
            "approved_by", "answered_on", "answered_by", "expected_on", "decline_reason", "withdrawn_on",
            "target_group", "foster_family", "wants_siblings_together", "wants_school_kept", "approver_role",
            "waiting_since", "queue_number",
        }  # fmt: skip

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="network_family_takes_its_child",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("foster_family_id", "case_id"),
                condition=pgtrigger.Q(new__foster_family__isnull=False),
                func=OWN_CHILD_ALONE,
            )
        ]
        indexes = [
            models.Index(fields=["department", "status"], name="referral_of_department"),
            models.Index(fields=["case", "-id"], name="referral_of_case"),
            models.Index(fields=["status", "made_on"], name="referral_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | Q(offer__isnull=False, department__isnull=False),
                name="sent_referral_names_offer_and_department",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | Q(step=0) | ~Q(why_not_lower=""),
                name="sent_referral_says_why_not_lower",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | (Q(approved_on__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("made_by"))),
                name="nobody_approves_an_own_referral",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "awaiting", "withdrawn"])
                | Q(step__lt=3)
                | Q(approved_on__isnull=False),
                name="upper_steps_are_approved",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "awaiting", "withdrawn"])
                | Q(approver_role="")
                | Q(approved_on__isnull=False),
                name="what_needs_approval_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(queue_number=None) | Q(waiting_since__isnull=False, status__in=["waiting", "offered"]),
                name="only_who_waits_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True)
                | Q(answered_on__isnull=False, answered_by__isnull=False),
                name="answer_says_when_and_who",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(decline_reason=""), name="declined_referral_says_why"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=False, status="withdrawn")
                | (Q(withdrawn_on=None) & ~Q(status="withdrawn")),
                name="withdrawn_referral_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} → {self.offer or self.step_id}"

    @property
    def case_number(self) -> str:
        """The case it was made in."""
        return self.case.number
