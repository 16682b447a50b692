"""How far each role's word goes, and who stands in for a leader."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.rules import LADDER_STEPS
from herning.web.forms import DayField, HouseForm, let_choose
from interventions.approval_rules import FIRST_APPROVED_STEP
from interventions.models import ApprovalLimit

DEAREST = 1_000_000


class LimitForm(HouseForm):
    """One role's limit."""

    button = _("Gem grænsen")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    highest_step = forms.TypedChoiceField(label=_("Kan selv sige ja op til trin"), coerce=int)
    highest_weekly_price = forms.IntegerField(
        label=_("Og op til en pris om ugen, kr."),
        required=False,
        min_value=0,
        max_value=DEAREST,
        help_text=_("Tomt felt: ingen grænse. Et tilbud uden pris går ikke over nogen grænse."),
    )

    def __init__(self, *args: Any, limit: ApprovalLimit, offset: int, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "highest_step": limit.highest_step,
            "highest_weekly_price": limit.highest_weekly_price,
            "seen_version": limit.version,
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        steps = [step for step in LADDER_STEPS if limit.role != Role.CASEWORKER or step < FIRST_APPROVED_STEP]
        let_choose(self, "highest_step", [(step, step + offset) for step in steps])


class DelegationForm(HouseForm):
    """Whom a leader lends its word to, and for which days."""

    button = _("Giv retten til at godkende")

    to = forms.ModelChoiceField(User.objects.none(), label=_("Hvem skal godkende i dit sted?"), empty_label=_("Vælg"))
    since = DayField(label=_("Fra"))
    until = DayField(label=_("Til og med"))
    reason = forms.CharField(label=_("Hvorfor?"), max_length=200, help_text=_("Fx ferie."))

    def __init__(self, *args: Any, leader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.with_role(Role.CASEWORKER, Role.TEAM_LEADER).filter(
            Q(team=leader.team_id) | Q(role=Role.TEAM_LEADER)
        )
        let_choose(self, "to", colleagues.exclude(pk=leader.pk).order_by("sort_name", "pk"))


class WithdrawDelegationForm(HouseForm):
    """Taking the word back asks for nothing more."""

    button = _("Tag retten tilbage")
