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
from interventions.actions.board import record_board_decision
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
from interventions.actions.change_basis import change_legal_basis
from interventions.actions.change_placement import change_placement
from interventions.actions.district import place_department, set_distance
from interventions.actions.editions import put_in_force
from interventions.actions.end import end_intervention
from interventions.actions.exchange import import_catalogue, receive_catalogue
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
from interventions.actions.ladder import change_ladder, change_step, drop_edition
from interventions.actions.neighbour import add_neighbour, borrow_offer, change_neighbour, take_feed
from interventions.actions.offer import add_offer, change_offer, close_offer
from interventions.actions.onward import plan_onward
from interventions.actions.place_offer import (
    decline_place,
    lapse_place_offer,
    move_in_line,
    offer_place,
    take_place,
    withdraw_place_offer,
)
from interventions.actions.placement import Heard, mend_placement, start_placement
from interventions.actions.price import set_price
from interventions.actions.prolong import prolong_intervention
from interventions.actions.referral import prepare_referral, refer, withdraw_referral
from interventions.actions.start import start_intervention
from interventions.actions.target_group import add_target_group, change_target_group

__all__ = [
    "Heard",
    "accept_referral",
    "add_admission_item",
    "add_capacity",
    "add_neighbour",
    "add_offer",
    "add_target_group",
    "apply_planned_places",
    "approve_referral",
    "borrow_offer",
    "call_knowledge_team",
    "cancel_knowledge_team",
    "change_admission_item",
    "change_foster_family",
    "change_knowledge_team",
    "change_ladder",
    "change_legal_basis",
    "change_neighbour",
    "change_offer",
    "change_placement",
    "change_step",
    "change_target_group",
    "close_offer",
    "complete_return",
    "decide_return",
    "decline_place",
    "decline_referral",
    "delegate_approval",
    "drop_edition",
    "end_contact",
    "end_intervention",
    "extend_approval",
    "hold_supervision",
    "import_catalogue",
    "lapse_place_offer",
    "learn_from_breakdown",
    "lend_place",
    "load_catalogue",
    "mend_placement",
    "move_in_line",
    "move_supervision",
    "offer_place",
    "place_department",
    "plan_onward",
    "plan_places",
    "prepare_referral",
    "prolong_intervention",
    "put_in_force",
    "put_on_waiting_list",
    "receive_catalogue",
    "record_advice",
    "record_board_decision",
    "record_breakdown",
    "refer",
    "register_foster_family",
    "reopen_point",
    "retire_foster_family",
    "return_lent_place",
    "return_referral",
    "set_approval_limit",
    "set_capacity",
    "set_contact",
    "set_distance",
    "set_price",
    "start_intervention",
    "start_placement",
    "take_feed",
    "take_place",
    "tick_point",
    "withdraw_delegation",
    "withdraw_place_offer",
    "withdraw_referral",
]
