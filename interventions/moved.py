"""An offer that was moved to another step while a child was on its way there.

What was asked for and approved holds for the step the offer stood on then. A provider still answers for its own
places; the authority goes no further, and refers again to the step as it is now.
"""

from herning.rules import RuleBroken
from interventions.approval_rules import moved_words
from interventions.enums import ReferralStatus
from interventions.models import Referral
from interventions.standing import number_offset

# A draft takes its step from the offer when it is sent; the others are over.
UNASKED = frozenset({ReferralStatus.DRAFT, ReferralStatus.STARTED, ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN})


def moved(referral: Referral) -> str:
    """What a page about a referral under way says where its offer has left the step asked for; else an empty text."""
    if referral.status in UNASKED or not _is_moved(referral):
        return ""
    return _words(referral, is_awaiting=referral.status == ReferralStatus.AWAITING_APPROVAL)


def must_not_be_moved(referral: Referral, *, is_awaiting: bool = False) -> None:
    """What is approved, taken or begun is the step that was asked for; raises `RuleBroken` that says what to do."""
    if _is_moved(referral):
        raise RuleBroken(_words(referral, is_awaiting=is_awaiting))


def _is_moved(referral: Referral) -> bool:
    return referral.offer is not None and referral.offer.step_id != referral.step_id


def _words(referral: Referral, *, is_awaiting: bool) -> str:
    offset, now = number_offset(), referral.offer.step_id if referral.offer else referral.step_id
    return moved_words(asked=referral.step_id + offset, now=now + offset, is_awaiting=is_awaiting)
