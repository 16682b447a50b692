"""Help ends."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions import rules
from interventions.actions.locking import free_place, locked_case
from interventions.actions.moves import retell_moves
from interventions.enums import EndReason, MoveCause
from interventions.models import Intervention, Placement
from interventions.signals import intervention_ended


@action(Permission.END_INTERVENTION)
def end_intervention(
    *, intervention: Intervention, ends_on: date, reason: EndReason, text: str, today: date, by: User
) -> Intervention:
    """End help on a day, with why; its place becomes free, a placement ends with it, and the moves are told again."""
    must_reach(intervention.case, by)
    case = locked_case(intervention.case)
    ended = Intervention.objects.select_for_update(of=("self",)).select_related("case", "offer").get(
        pk=intervention.pk
    )  # fmt: skip
    if ended.ends_on is not None:
        raise RuleBroken(_("Indsatsen er allerede afsluttet. Genindlæs siden og se, af hvem."))
    rules.must_be_in_order(
        ends_on,
        ended.starts_on,
        field="ends_on",
        what=_("starten"),
        latest=max(today, ended.starts_on),
        ahead=_("Afslut først hjælpen, når den er slut. En planlagt dag hører til i den planlagte afslutning."),
    )
    if reason not in EndReason.values:
        raise RuleBroken(_("Vælg, hvorfor hjælpen slutter."), field="reason")
    text = rules.must_say(text, field="text", what=_("Skriv den afsluttende vurdering."))
    ended.ends_on, ended.ended_by, ended.end_reason, ended.end_text = ends_on, by, reason, text
    ended.save(update_fields=["ends_on", "ended_by", "end_reason", "end_text"])
    Placement.objects.filter(intervention=ended).update(ends_on=ends_on)
    free_place(ended.referral, on=ends_on)
    retell_moves(case, reason=text, cause=MoveCause.END, intervention=ended, by=by)
    record("intervention.ended", ended, by=by, why=f"{EndReason(reason).label}: {text}")
    intervention_ended.send(Intervention, intervention=ended, by=by)
    return ended
