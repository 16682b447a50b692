"""The provider's answer: accept and hold a place, put on the waiting list, or decline with a reason."""

from datetime import date

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions import rules
from interventions.access import must_deliver
from interventions.actions.locking import locked_capacity, locked_referral
from interventions.enums import DeclineReason, ReferralStatus
from interventions.models import Place, Referral

ANSWER_FIELDS = ["status", "answered_on", "answered_by", "answer", "expected_on", "decline_reason"]


@action(Permission.ANSWER_REFERRAL)
def accept_referral(*, referral: Referral, expected_on: date, answer: str = "", on: date, by: User) -> Referral:
    """Accept and hold the lowest free place; raises `RuleBroken` when every place is taken."""
    must_deliver(referral, by)
    referral = locked_referral(referral, to=ReferralStatus.ACCEPTED)
    _must_expect(expected_on, referral)
    _take_place(referral, on=on)
    _answer(referral, answer=answer, expected_on=expected_on, on=on, by=by)
    record("referral.accepted", referral, by=by, why=answer)
    return referral


@action(Permission.ANSWER_REFERRAL)
def put_on_waiting_list(
    *, referral: Referral, answer: str, expected_on: date | None = None, on: date, by: User
) -> Referral:
    """Keep the child in line until a place is free; it counts as waiting on every page that shows places."""
    must_deliver(referral, by)
    referral = locked_referral(referral, to=ReferralStatus.WAITING)
    _must_expect(expected_on, referral)
    _answer(referral, answer=answer, expected_on=expected_on, on=on, by=by)
    record("referral.put_on_waiting_list", referral, by=by, why=answer)
    return referral


@action(Permission.ANSWER_REFERRAL)
def decline_referral(*, referral: Referral, reason: DeclineReason, answer: str, on: date, by: User) -> Referral:
    """Say no and why; a wanted but full offer stays on record as unmet demand."""
    must_deliver(referral, by)
    referral = locked_referral(referral, to=ReferralStatus.DECLINED)
    if reason not in DeclineReason.values:
        raise RuleBroken(_("Vælg, hvorfor I ikke kan tage imod barnet."), field="reason")
    referral.decline_reason = reason
    answer = rules.must_say(answer, field="answer", what=_("Skriv til rådgiveren, hvorfor I ikke kan tage imod."))
    _answer(referral, answer=answer, expected_on=None, on=on, by=by)
    record("referral.declined", referral, by=by, why=f"{DeclineReason(reason).label}: {answer}")
    return referral


def _must_expect(expected_on: date | None, referral: Referral) -> None:
    """Help is expected after it was asked for, and not years ahead."""
    rules.must_be_in_order(
        expected_on,
        referral.made_on,
        field="expected_on",
        what=_("visitationen"),
        latest=referral.made_on + rules.LONGEST_WAIT,
        ahead=_("Datoen ligger mere end to år ude i fremtiden."),
    )


def _take_place(referral: Referral, *, on: date) -> None:
    """Hold the lowest free number; the row of the places is locked, and an exclusion constraint stands behind."""
    capacity = locked_capacity(referral, on=on)
    if capacity.places_total is None:
        return
    taken = list(Place.objects.occupied(on=on).filter(capacity=capacity).values_list("number", flat=True))
    waiting = Referral.objects.filter(
        status=ReferralStatus.WAITING, offer=referral.offer_id, department=referral.department_id
    ).exclude(pk=referral.pk)
    rules.must_have_room(taken=len(taken), total=capacity.places_total, waiting=waiting.count())
    number = rules.lowest_free(taken, capacity.places_total)
    Place.objects.create(capacity=capacity, number=number, referral=referral, since=on)


def _answer(referral: Referral, *, answer: str, expected_on: date | None, on: date, by: User) -> None:
    rules.must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    referral.answered_on, referral.answered_by = on, by
    referral.answer, referral.expected_on = answer.strip(), expected_on
    referral.save(update_fields=ANSWER_FIELDS)
