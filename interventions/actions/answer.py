"""The provider's answer: accept and hold a place, put on the waiting list, or decline with a reason."""

from datetime import date

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions import place_rules, rules
from interventions.access import must_deliver
from interventions.actions.admission import copy_points
from interventions.actions.line import close_gap, go_first, hold_place, join_line, must_fit_family
from interventions.actions.locking import in_force, locked_in_line
from interventions.enums import DeclineReason, ReferralStatus
from interventions.models import Referral

ANSWER_FIELDS = [
    "status", "answered_on", "answered_by", "answer", "expected_on", "decline_reason", "waiting_since", "queue_number",
]  # fmt: skip


@action(Permission.ANSWER_REFERRAL)
def accept_referral(
    *, referral: Referral, expected_on: date, answer: str = "", jump_reason: str = "", on: date, by: User
) -> Referral:
    """Accept and hold the lowest free place; who stands before the child is passed over with a reason alone.

    Raises `RuleBroken` when every place is taken, and when the family's approval does not hold the child that day.
    """
    must_deliver(referral, by)
    was_offered = referral.status == ReferralStatus.OFFERED
    capacities, referral = locked_in_line(referral, to=ReferralStatus.ACCEPTED)
    place_rules.must_be_given_a_day(is_offered=was_offered)
    _must_expect(expected_on, referral)
    must_fit_family(referral, on=expected_on)
    hold_place(in_force(capacities, on=on), referral, on=on)
    go_first(referral, reason=jump_reason, on=on, by=by)
    leaves_line, referral.queue_number = referral.queue_number is not None, None
    _answer(referral, answer=answer, expected_on=expected_on, on=on, by=by)
    if leaves_line:
        close_gap(referral)
    copy_points(referral)
    record("referral.accepted", referral, by=by, why=answer)
    return referral


@action(Permission.ANSWER_REFERRAL)
def put_on_waiting_list(
    *, referral: Referral, answer: str, expected_on: date | None = None, on: date, by: User
) -> Referral:
    """Put the child last in line; it counts as waiting on every page that shows places."""
    must_deliver(referral, by)
    was_offered = referral.status == ReferralStatus.OFFERED
    _capacities, referral = locked_in_line(referral, to=ReferralStatus.WAITING)
    place_rules.must_be_given_a_day(is_offered=was_offered)
    _must_expect(expected_on, referral)
    join_line(referral, on=on)
    _answer(referral, answer=answer, expected_on=expected_on, on=on, by=by)
    record("referral.put_on_waiting_list", referral, by=by, why=answer)
    return referral


@action(Permission.ANSWER_REFERRAL)
def decline_referral(*, referral: Referral, reason: DeclineReason, answer: str, on: date, by: User) -> Referral:
    """Say no and why; a wanted but full offer stays on record as unmet demand."""
    must_deliver(referral, by)
    _capacities, referral = locked_in_line(referral, to=ReferralStatus.DECLINED)
    if reason not in DeclineReason.values:
        raise RuleBroken(_("Vælg, hvorfor I ikke kan tage imod barnet."), field="reason")
    referral.decline_reason = reason
    answer = must_say(answer, field="answer", ask=_("Skriv til rådgiveren, hvorfor I ikke kan tage imod."))
    referral.queue_number = None
    _answer(referral, answer=answer, expected_on=None, on=on, by=by)
    close_gap(referral)
    record("referral.declined", referral, by=by, why=f"{DeclineReason(reason).label}: {answer}")
    return referral


def _must_expect(expected_on: date | None, referral: Referral) -> None:
    """Help is expected after it was asked for, and not years ahead."""
    must_be_in_order(
        expected_on,
        referral.made_on,
        field="expected_on",
        what=_("visitationen"),
        latest=referral.made_on + rules.LONGEST_WAIT,
        ahead=_("Datoen ligger mere end to år ude i fremtiden."),
    )


def _answer(referral: Referral, *, answer: str, expected_on: date | None, on: date, by: User) -> None:
    must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    referral.answered_on, referral.answered_by = on, by
    referral.answer, referral.expected_on = answer.strip(), expected_on
    referral.save(update_fields=ANSWER_FIELDS)
