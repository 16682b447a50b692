"""A concern comes in, is assessed, acknowledged, and leads to nothing more or to an open case."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import must_reach_concern
from cases.enums import ConcernOutcome, ReporterKind
from cases.models import Case, Child, Concern
from cases.signals import concern_registered
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken


@action(Permission.REGISTER_CONCERN)
def register_concern(
    *,
    child: Child,
    received_at: datetime,
    reporter_kind: str,
    reporter_name: str,
    reporter_contact: str,
    text: str,
    now: datetime,
    by: User,
) -> Concern:
    """Register a concern in the team of the one who takes it; both clocks run from when it was received."""
    if received_at > now:
        raise RuleBroken(_("Tidspunktet ligger i fremtiden."), field="received_at")
    if by.team is None:
        raise RuleBroken(_("Du hører ikke til et team, så underretningen kan ikke lægges noget sted."))
    concern = Concern.objects.create(
        child=child,
        team=by.team,
        district_id=by.team.district_id,
        received_at=received_at,
        registered_by=by,
        reporter_kind=reporter_kind,
        reporter_name=reporter_name.strip(),
        reporter_contact=reporter_contact.strip(),
        text=must_say(text, field="text", ask=_("Skriv, hvad bekymringen er.")),
    )
    record("concern.registered", concern, by=by)
    concern_registered.send(Concern, concern=concern)
    return concern


@action(Permission.ASSESS_CONCERN)
def assess_concern(*, concern: Concern, is_in_danger: bool, assessment: str, at: datetime, by: User) -> Concern:
    """Say whether the child is in danger (Barnets lov § 136: within 24 hours)."""
    current = locked(concern, by)
    if current.assessed_at is not None:
        raise RuleBroken(_("Underretningen er allerede vurderet. Se vurderingen på underretningens side."))
    if at < current.received_at:
        raise RuleBroken(_("Vurderingen ligger før, underretningen kom."), field="assessed_at")
    current.is_in_danger = is_in_danger
    current.assessment = must_say(assessment, field="assessment", ask=_("Skriv, hvad vurderingen bygger på."))
    current.assessed_at = at
    current.assessed_by = by
    current.save(update_fields=["is_in_danger", "assessment", "assessed_at", "assessed_by"])
    record("concern.assessed", current, by=by)
    return current


@action(Permission.ACKNOWLEDGE_CONCERN)
def acknowledge_concern(*, concern: Concern, on: date, by: User) -> Concern:
    """Tell the reporter that the concern has been received (Barnets lov § 137: within six working days)."""
    current = locked(concern, by)
    if current.acknowledged_on is not None:
        raise RuleBroken(_("Der er allerede kvitteret for underretningen."))
    if current.reporter_kind == ReporterKind.ANONYMOUS:
        raise RuleBroken(_("Underretteren er anonym og kan ikke få en kvittering."))
    must_be_in_order(on, received_on(current), field="on", what=_("underretningen kom"))
    current.acknowledged_on = on
    current.acknowledged_by = by
    current.save(update_fields=["acknowledged_on", "acknowledged_by"])
    record("concern.acknowledged", current, by=by)
    return current


@action(Permission.DECIDE_CONCERN)
def close_concern(*, concern: Concern, reason: str, protection: str = "", on: date, by: User) -> Concern:
    """Decide that nothing more is called for, and why; of a child in danger it is said what has been done."""
    current = undecided(concern, on=on, by=by)
    if current.is_in_danger:
        ask = _("Barnet er vurderet i fare. Skriv, hvad der er gjort for at beskytte det, eller åbn en sag.")
        must_say(protection, field="protection", ask=ask)
    said = {"reason": reason, "protection": protection}
    return _decide(current, outcome=ConcernOutcome.NONE, case=None, on=on, by=by, **said)


@action(Permission.DECIDE_CONCERN)
def join_concern(*, concern: Concern, case: Case, reason: str, protection: str = "", on: date, by: User) -> Concern:
    """Add a concern to the child's open case; whoever has that case then sees it, also in another team."""
    current = undecided(concern, on=on, by=by)
    if case.child_id != current.child_id:
        raise RuleBroken(_("Sagen er et andet barns. Vælg barnets egen sag."))
    if not Case.objects.open().filter(pk=case.pk).exists():
        raise RuleBroken(_("Sagen er lukket imens. Åbn en ny sag i stedet."))
    said = {"reason": reason, "protection": protection}
    return _decide(current, outcome=ConcernOutcome.JOINED, case=case, on=on, by=by, **said)


def locked(concern: Concern, by: User) -> Concern:
    """The concern as it is now, held until the act is over, so that two do not decide it at once."""
    current = Concern.objects.select_for_update().get(pk=concern.pk)
    must_reach_concern(current, by)
    return current


def undecided(concern: Concern, *, on: date, by: User) -> Concern:
    """The concern, held, when it has been assessed and nothing has become of it yet; else `RuleBroken`."""
    current = locked(concern, by)
    if current.outcome:
        raise RuleBroken(_("Der er allerede taget stilling til underretningen. Se udfaldet på dens side."))
    if current.assessed_at is None:
        raise RuleBroken(_("Vurdér først, om barnet er i fare. Det skal ske inden 24 timer (§ 136)."))
    must_be_in_order(on, received_on(current), field="on", what=_("underretningen kom"))
    return current


def received_on(concern: Concern) -> date:
    """The day the concern was received, in the municipality's time zone."""
    return timezone.localdate(concern.received_at)


def conclude(
    concern: Concern,
    *,
    outcome: ConcernOutcome,
    case: Case | None,
    reason: str,
    protection: str = "",
    on: date,
    by: User,
) -> None:
    """Write what became of a concern, and what was done meanwhile to protect the child."""
    concern.outcome = outcome
    concern.outcome_reason = must_say(reason, field="reason", ask=_("Skriv en begrundelse."))
    concern.protection = protection.strip()
    concern.case = case
    concern.decided_on = on
    concern.decided_by = by
    concern.save(update_fields=["outcome", "outcome_reason", "protection", "case", "decided_on", "decided_by"])


def _decide(
    concern: Concern, *, outcome: ConcernOutcome, case: Case | None, on: date, by: User, **said: str
) -> Concern:
    conclude(concern, outcome=outcome, case=case, on=on, by=by, **said)
    record("concern.joined" if case else "concern.closed", concern, by=by, why=concern.outcome_reason)
    return concern
