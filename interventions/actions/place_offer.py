"""A free place is offered to the next in line for some days; the caseworker takes it or says no, else it lapses."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions import place_rules
from interventions.access import must_deliver
from interventions.actions.admission import copy_points
from interventions.actions.line import close_gap, close_offers, go_first, hold_place, jump, let_go, must_fit_family
from interventions.actions.locking import in_force, locked_case, locked_in_line, locked_places
from interventions.enums import PlaceOfferStatus, ReferralStatus
from interventions.models import PlaceOffer, Referral
from interventions.moved import must_not_be_moved


@action(Permission.ANSWER_REFERRAL)
def offer_place(
    *, referral: Referral, place_from: date, answer_by: date, jump_reason: str = "", on: date, by: User
) -> PlaceOffer:
    """Offer a free place to a child on the waiting list; it is held until the last day for an answer.

    The first in line is asked; passing over somebody who was not lately asked in vain takes a reason.
    """
    must_deliver(referral, by)
    capacities, referral = locked_in_line(referral, to=ReferralStatus.OFFERED)
    place_rules.must_be_answerable(place_from=place_from, answer_by=answer_by, on=on)
    must_fit_family(referral, on=place_from)
    capacity = in_force(capacities, on=on)
    hold_place(capacity, referral, on=on)
    go_first(referral, reason=jump_reason, on=on, by=by)
    referral.save(update_fields=["status"])
    offered = PlaceOffer.objects.create(
        referral=referral, capacity=capacity, offered_on=on, offered_by=by, place_from=place_from, answer_by=answer_by
    )
    record("place_offer.made", offered, by=by, why=jump_reason)
    return offered


@action(Permission.REFER)
def take_place(*, place_offer: PlaceOffer, on: date, by: User) -> Referral:
    """Take an offered place by its last day; the provider has accepted with it."""
    must_reach(place_offer.referral.case, by)
    locked_case(place_offer.referral.case)
    _capacities, referral = locked_in_line(place_offer.referral, to=ReferralStatus.ACCEPTED)
    offered = _open(place_offer)
    place_rules.must_be_in_time(offered.answer_by, on=on)
    must_not_be_moved(referral)
    must_fit_family(referral, on=offered.place_from)
    _close(offered, PlaceOfferStatus.TAKEN, on=on, by=by)
    referral.expected_on, referral.queue_number = offered.place_from, None
    referral.save(update_fields=["status", "expected_on", "queue_number"])
    close_gap(referral)
    copy_points(referral)
    record("place_offer.taken", offered, by=by)
    return referral


@action(Permission.REFER)
def decline_place(*, place_offer: PlaceOffer, reason: str, on: date, by: User) -> PlaceOffer:
    """Say no to an offered place and why; the place is free, and the child keeps its number in line."""
    must_reach(place_offer.referral.case, by)
    reason = must_say(reason, field="reason", ask=_("Skriv til udføreren, hvorfor barnet ikke tager pladsen."))
    return _give_back(place_offer, PlaceOfferStatus.DECLINED, reason=reason, on=on, by=by)


@action(Permission.ANSWER_REFERRAL)
def withdraw_place_offer(*, place_offer: PlaceOffer, reason: str, on: date, by: User) -> PlaceOffer:
    """Take an offered place back before it is answered, and say why; the child keeps its number."""
    must_deliver(place_offer.referral, by)
    reason = must_say(reason, field="reason", ask=_("Skriv til rådgiveren, hvorfor pladsen ikke er der mere."))
    return _give_back(place_offer, PlaceOfferStatus.WITHDRAWN, reason=reason, on=on, by=by)


@action(Permission.KEEP_PLACES)
def lapse_place_offer(*, place_offer: PlaceOffer, on: date, by: User) -> PlaceOffer:
    """An offer nobody answered lapses: the place is free, the child keeps its number, and the next is proposed."""
    if place_offer.answer_by >= on:
        raise RuleBroken(_("Fristen for at svare er ikke gået."))
    return _give_back(place_offer, PlaceOfferStatus.LAPSED, reason="", on=on, by=by)


@action(Permission.ANSWER_REFERRAL)
def move_in_line(*, referral: Referral, to_number: int, reason: str, by: User) -> Referral:
    """Move a child to another number in the line, with why; the others move up or down."""
    must_deliver(referral, by)
    locked_places(referral)
    close_gap(referral)
    line = list(Referral.objects.in_line_with(referral).select_for_update(of=("self",)))
    moved = next((one for one in line if one.pk == referral.pk and one.status == ReferralStatus.WAITING), None)
    if moved is None:
        raise RuleBroken(_("Barnet står ikke længere på ventelisten. Genindlæs siden."))
    from_number = moved.queue_number or len(line)
    place_rules.must_go_somewhere(from_number, to_number=to_number, length=len(line))
    reason = must_say(reason, field="reason", ask=_("Skriv, hvorfor barnet flyttes i køen."))
    line.remove(moved)
    line.insert(to_number - 1, moved)
    for number, one in enumerate(line, start=1):
        one.queue_number = number
    Referral.objects.bulk_update(line, ["queue_number"])
    jump(moved, from_number=from_number, to_number=to_number, reason=reason, by=by)
    return moved


def _open(place_offer: PlaceOffer) -> PlaceOffer:
    """The offered place with its row locked; raises `RuleBroken` when it has been answered."""
    fresh = PlaceOffer.objects.select_for_update(of=("self",)).select_related("referral__case").get(pk=place_offer.pk)
    if fresh.status != PlaceOfferStatus.OPEN:
        raise RuleBroken(
            _("Der er allerede svaret: %(status)s. Genindlæs siden og se, hvad der er sket.")
            % {"status": PlaceOfferStatus(fresh.status).label}
        )
    return fresh


def _close(offered: PlaceOffer, status: PlaceOfferStatus, *, on: date, by: User, reason: str = "") -> None:
    close_offers(offered.referral, status=status, reason=reason, on=on, by=by)


def _give_back(place_offer: PlaceOffer, status: PlaceOfferStatus, *, reason: str, on: date, by: User) -> PlaceOffer:
    """Back to the waiting list with the number kept, the reserved place let go of."""
    _capacities, referral = locked_in_line(place_offer.referral, to=ReferralStatus.WAITING)
    offered = _open(place_offer)
    _close(offered, status, reason=reason, on=on, by=by)
    let_go(referral)
    referral.save(update_fields=["status"])
    close_gap(referral)
    offered.refresh_from_db()
    record(f"place_offer.{PlaceOfferStatus(status).value}", offered, by=by, why=reason)
    return offered
