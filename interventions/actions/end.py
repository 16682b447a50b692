"""Help ends."""

from datetime import date

from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions import end_rules
from interventions.actions.locking import free_place, locked_case
from interventions.actions.moves import retell_moves
from interventions.ending import ending_of
from interventions.enums import EndReason, MoveCause
from interventions.models import Contact, Intervention, Placement, SupervisionVisit
from interventions.signals import intervention_ended


@action(Permission.END_INTERVENTION)
def end_intervention(
    *, intervention: Intervention, ends_on: date, reason: EndReason, text: str, today: date, by: User
) -> Intervention:
    """End help on a day, with why; its place becomes free, a placement ends with it, and the moves are told again.

    A placement ends for what is on record: a return, a change, a breakdown, or that the young person is of age (§ 100).
    """
    must_reach(intervention.case, by)
    case = locked_case(intervention.case)
    ended = Intervention.objects.select_for_update(of=("self",)).select_related("case", "offer", "referral").get(
        pk=intervention.pk
    )  # fmt: skip
    if ended.ends_on is not None:
        raise RuleBroken(_("Indsatsen er allerede afsluttet. Genindlæs siden og se, af hvem."))
    must_be_in_order(
        ends_on,
        ended.starts_on,
        field="ends_on",
        what=_("starten"),
        latest=max(today, ended.starts_on),
        ahead=_("Afslut først hjælpen, når den er slut. En planlagt dag hører til i den planlagte afslutning."),
    )
    if reason not in EndReason.values:
        raise RuleBroken(_("Vælg, hvorfor hjælpen slutter."), field="reason")
    ending = ending_of(ended, on=ends_on)
    if ending is not None:
        end_rules.must_explain(ending, reason)
    text = must_say(text, field="text", ask=_("Skriv den afsluttende vurdering."))
    ended.ends_on, ended.ended_by, ended.end_reason, ended.end_text = ends_on, by, reason, text
    ended.save(update_fields=["ends_on", "ended_by", "end_reason", "end_text"])
    _end_placement(ended, ends_on)
    free_place(ended.referral, on=ends_on)
    retell_moves(case, reason=text, cause=MoveCause.END, intervention=ended, by=by)
    record("intervention.ended", ended, by=by, why=f"{EndReason(reason).label}: {text}")
    intervention_ended.send(Intervention, intervention=ended, by=by)
    return ended


def _end_placement(intervention: Intervention, on: date) -> None:
    """A placement ends with its help: the planned visit falls away, and contact is the family's own again."""
    Placement.objects.filter(intervention=intervention).update(ends_on=on)
    SupervisionVisit.objects.planned().filter(placement__intervention=intervention).update(cancelled_on=on)
    contacts = Contact.objects.filter(Q(until=None) | Q(until__gt=on), placement__intervention=intervention)
    contacts.update(until=Greatest("from_on", Value(on)))
