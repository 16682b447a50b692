"""The acts of the ladder."""

from interventions.actions.admission import add_admission_item, change_admission_item, reopen_point, tick_point
from interventions.actions.answer import accept_referral, decline_referral, put_on_waiting_list
from interventions.actions.approval import (
    approve_referral,
    delegate_approval,
    return_referral,
    set_approval_limit,
    withdraw_delegation,
)
from interventions.actions.capacity import (
    add_capacity,
    apply_planned_places,
    lend_place,
    plan_places,
    return_lent_place,
    set_capacity,
)
from interventions.actions.care import end_contact, hold_supervision, move_supervision, set_contact
from interventions.actions.catalogue import load_catalogue
from interventions.actions.change_placement import change_placement
from interventions.actions.end import end_intervention
from interventions.actions.foster import (
    change_foster_family,
    extend_approval,
    register_foster_family,
    retire_foster_family,
)
from interventions.actions.homecoming import complete_return, decide_return, learn_from_breakdown, record_breakdown
from interventions.actions.knowledge import (
    call_knowledge_team,
    cancel_knowledge_team,
    change_knowledge_team,
    record_advice,
)
from interventions.actions.ladder import rename_step, set_number_offset
from interventions.actions.neighbour import add_neighbour, borrow_offer, change_neighbour, take_feed
from interventions.actions.offer import add_offer, change_offer
from interventions.actions.place_offer import (
    decline_place,
    lapse_place_offer,
    move_in_line,
    offer_place,
    take_place,
    withdraw_place_offer,
)
from interventions.actions.placement import Heard, mend_placement, record_board_decision, start_placement
from interventions.actions.prolong import prolong_intervention
from interventions.actions.referral import prepare_referral, refer, withdraw_referral
from interventions.actions.start import start_intervention

__all__ = [
    "Heard",
    "accept_referral",
    "add_admission_item",
    "add_capacity",
    "add_neighbour",
    "add_offer",
    "apply_planned_places",
    "approve_referral",
    "borrow_offer",
    "call_knowledge_team",
    "cancel_knowledge_team",
    "change_admission_item",
    "change_foster_family",
    "change_knowledge_team",
    "change_neighbour",
    "change_offer",
    "change_placement",
    "complete_return",
    "decide_return",
    "decline_place",
    "decline_referral",
    "end_contact",
    "end_intervention",
    "extend_approval",
    "hold_supervision",
    "lapse_place_offer",
    "learn_from_breakdown",
    "lend_place",
    "load_catalogue",
    "mend_placement",
    "move_in_line",
    "move_supervision",
    "offer_place",
    "plan_places",
    "prepare_referral",
    "prolong_intervention",
    "put_on_waiting_list",
    "record_advice",
    "record_board_decision",
    "record_breakdown",
    "refer",
    "register_foster_family",
    "rename_step",
    "reopen_point",
    "retire_foster_family",
    "return_lent_place",
    "return_referral",
    "set_capacity",
    "set_contact",
    "set_number_offset",
    "start_intervention",
    "start_placement",
    "take_feed",
    "take_place",
    "tick_point",
    "withdraw_place_offer",
    "withdraw_referral",
    "delegate_approval",
    "set_approval_limit",
    "withdraw_delegation",
]
