"""Lines of waiting children and the places held for them; called inside acts that hold the places locked."""

from datetime import date

from herning.accounts.models import User
from herning.audit.recording import record
from herning.rules import age_on
from interventions import place_rules, rules
from interventions.enums import PlaceOfferStatus
from interventions.models import Capacity, Place, PlaceOffer, QueueJump, Referral
from interventions.models.waiting import standing_line


def join_line(referral: Referral, *, on: date) -> None:
    """Put a referral in its line by the day it came there, last of its day; the caller stores the referral itself."""
    line = list(Referral.objects.in_line_with(referral).exclude(pk=referral.pk))
    place = len(line)
    while place and (line[place - 1].waiting_since or on) > on:
        place -= 1
    for number, behind in enumerate(line[place:], start=place + 2):
        behind.queue_number = number
    Referral.objects.bulk_update(line[place:], ["queue_number"])
    referral.queue_number, referral.waiting_since = place + 1, on


def close_gap(referral: Referral) -> None:
    """Let the line count 1, 2, 3 … again after somebody has left it."""
    line = list(Referral.objects.in_line_with(referral))
    changed = place_rules.renumbered([one.pk for one in line], [one.queue_number for one in line])
    for one in line:
        one.queue_number = changed.get(one.pk, one.queue_number)
        one.waiting_since = one.waiting_since or one.answered_on or one.made_on
    Referral.objects.bulk_update([one for one in line if one.pk in changed], ["queue_number", "waiting_since"])


def go_first(referral: Referral, *, reason: str, on: date, by: User) -> None:
    """Take a referral's turn; where it passes others over, the reason is required and the jump kept."""
    line = standing_line(referral, on=on)
    own = next((one.number for one in line if one.referral == referral.pk), None)
    passed = place_rules.passed_over(line, referral.pk, own)
    reason = place_rules.must_say_why_passed_over(len(passed), reason)
    if passed:
        number = own or len(line) + 1
        jump(referral, from_number=number, to_number=min(one.number for one in passed), reason=reason, by=by)


def jump(referral: Referral, *, from_number: int, to_number: int, reason: str, by: User) -> None:
    """Keep that a child was moved in line, and why."""
    QueueJump.objects.create(referral=referral, from_number=from_number, to_number=to_number, reason=reason, by=by)
    record("queue.jumped", referral, by=by, why=f"{from_number} → {to_number}: {reason}")


def hold_place(capacity: Capacity, referral: Referral, *, on: date) -> None:
    """Hold the lowest free number; the row of the places is locked, and an exclusion constraint stands behind."""
    total = places_total(capacity, on=on)
    if total is None:
        return
    waiting = Referral.objects.in_line_with(referral).exclude(pk=referral.pk).count()
    number = free_number(capacity, total, on=on, waiting=waiting)
    Place.objects.create(capacity=capacity, number=number, referral=referral, since=on)


def free_number(capacity: Capacity, total: int, *, on: date, waiting: int) -> int:
    """The lowest number nobody holds; raises `RuleBroken` when all are held."""
    taken = list(Place.objects.occupied(on=on).filter(capacity=capacity).values_list("number", flat=True))
    rules.must_have_room(taken=len(taken), total=total, waiting=waiting)
    return rules.lowest_free(taken, total)


def places_total(capacity: Capacity, *, on: date) -> int | None:
    """How many places count on a day: what was planned for it, else the number in force; none is no limit."""
    due = capacity.planned.due(on=on).order_by("-from_on").values_list("places_total", flat=True).first()
    return capacity.places_total if due is None else due


def let_go(referral: Referral) -> None:
    """Give back a place that was reserved and never lived in; the row's history keeps that it was."""
    Place.objects.filter(referral=referral).delete()


def close_offers(referral: Referral, *, status: PlaceOfferStatus, reason: str, on: date, by: User) -> None:
    """Answer whatever place is still offered to a referral."""
    for offered in PlaceOffer.objects.select_for_update().filter(referral=referral, status=PlaceOfferStatus.OPEN):
        offered.status, offered.reason, offered.answered_on, offered.answered_by = status, reason, on, by
        offered.save(update_fields=["status", "reason", "answered_on", "answered_by"])


def must_fit_family(referral: Referral, *, on: date) -> None:
    """A chosen foster family is approved on the first day, for this child and its age then (Barnets lov § 43)."""
    family = referral.foster_family
    if family is None:
        return
    place_rules.must_be_its_child(family=family.name, takes=family.takes(referral.case.child_id))
    place_rules.must_hold_approval(
        family=family.name,
        is_active=family.is_active,
        approved_from=family.approved_from,
        approved_until=family.approved_until,
        on=on,
    )
    born_on = referral.case.child.born_on
    place_rules.must_fit_ages(
        family=family.name,
        age=age_on(born_on, on) if born_on else None,
        min_age=family.min_age,
        max_age=family.max_age,
    )
