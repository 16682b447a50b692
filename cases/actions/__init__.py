"""What is done in casework, one function per administrative act."""

from cases.actions.case import assign_case, open_case, open_with_reason
from cases.actions.child import StaleChild, change_child, register_child
from cases.actions.concern import (
    acknowledge_concern,
    assess_concern,
    close_concern,
    join_concern,
    register_concern,
)
from cases.actions.consent import record_consent, withdraw_consent
from cases.actions.conversation import hold_conversation, waive_conversation
from cases.actions.family import add_relative, add_sibling, end_custody, give_custody
from cases.actions.investigation import begin_investigation, finish_investigation
from cases.actions.journal import write_note
from cases.actions.municipalities import set_municipalities

__all__ = [
    "StaleChild",
    "acknowledge_concern",
    "add_relative",
    "add_sibling",
    "assess_concern",
    "assign_case",
    "begin_investigation",
    "change_child",
    "close_concern",
    "end_custody",
    "finish_investigation",
    "give_custody",
    "hold_conversation",
    "join_concern",
    "open_case",
    "open_with_reason",
    "record_consent",
    "register_child",
    "register_concern",
    "set_municipalities",
    "waive_conversation",
    "withdraw_consent",
    "write_note",
]
