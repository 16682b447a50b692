"""The acts of the ladder."""

from interventions.actions.answer import accept_referral, decline_referral, put_on_waiting_list
from interventions.actions.capacity import add_capacity, set_capacity
from interventions.actions.catalogue import load_catalogue
from interventions.actions.end import end_intervention
from interventions.actions.ladder import rename_step, set_number_offset
from interventions.actions.offer import add_offer, change_offer
from interventions.actions.placement import missing_consents, record_board_decision, start_placement
from interventions.actions.referral import (
    approve_referral,
    prepare_referral,
    refer,
    return_referral,
    withdraw_referral,
)
from interventions.actions.start import start_intervention

__all__ = [
    "accept_referral",
    "add_capacity",
    "add_offer",
    "approve_referral",
    "change_offer",
    "decline_referral",
    "end_intervention",
    "load_catalogue",
    "missing_consents",
    "prepare_referral",
    "put_on_waiting_list",
    "record_board_decision",
    "refer",
    "rename_step",
    "return_referral",
    "set_capacity",
    "set_number_offset",
    "start_intervention",
    "start_placement",
    "withdraw_referral",
]
