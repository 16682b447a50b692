"""Keep the list that was chosen from: the offer taken, those compared, and the lower ones that fitted."""

from collections.abc import Collection, Mapping

from django.db.models import Max

from interventions.choosing import Choice, Desk
from interventions.models import ConsideredOffer, Referral

MOST_LOWER = 40
LONGEST_REASON = 300
MOST_KEPT = 32_767


def keep_considered(
    referral: Referral,
    choices: list[Choice],
    *,
    compared: Collection[str],
    why_not: Mapping[int, str],
    is_made_again: bool,
) -> list[ConsideredOffer]:
    """Store what was weighed as it stood that day; a referral that was sent back and is made again gets a new round.

    At most forty lower offers are kept, the least intrusive first; `why_not` is by offer, `compared` holds values of
    desks.
    """
    last = _last_round(referral) if is_made_again else 0
    rows, lower = [], 0
    for rank, choice in enumerate(choices, start=1):
        side_by_side = next((desk for desk in choice.desks if desk.value in compared), None)
        is_chosen = choice.offer.pk == referral.offer_id
        is_lower = choice.fits and choice.offer.step_id < referral.step_id and lower < MOST_LOWER
        lower += is_lower
        if is_chosen or side_by_side or is_lower:
            desk = _taken(choice, referral) if is_chosen else side_by_side or choice.best
            rows.append(
                ConsideredOffer(
                    referral=referral,
                    round=last + 1,
                    rank=rank,
                    is_chosen=is_chosen,
                    is_compared=side_by_side is not None,
                    why_not="" if is_chosen else why_not.get(choice.offer.pk, "").strip(),
                    **_as_it_stands(choice, desk),
                )
            )
    return ConsideredOffer.objects.bulk_create(rows)


def _last_round(referral: Referral) -> int:
    return ConsideredOffer.objects.filter(referral=referral).aggregate(last=Max("round"))["last"] or 0


def _taken(choice: Choice, referral: Referral) -> Desk | None:
    return next((desk for desk in choice.desks if desk.department.pk == referral.department_id), choice.best)


def _as_it_stands(choice: Choice, desk: Desk | None) -> dict[str, object]:
    reasons = choice.own_reasons + (desk.reasons if desk else ())
    return {
        "offer_id": choice.offer.pk,
        "department": desk.department if desk else None,
        "step_id": choice.offer.step_id,
        "is_fitting": choice.fits,
        "reasons_for": [reason.text[:LONGEST_REASON] for reason in reasons if reason.sign > 0],
        "reasons_against": [reason.text[:LONGEST_REASON] for reason in reasons if reason.sign < 0],
        "places": min(desk.places, MOST_KEPT) if desk and desk.places is not None else None,
        "free": min(desk.free, MOST_KEPT) if desk and desk.free is not None else None,
        "free_from": desk.free_from if desk else None,
        "waiting": desk.waiting if desk else 0,
        "weekly_price": choice.weekly_price,
    }
