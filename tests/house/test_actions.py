"""Whatever somebody does goes through an action, and every action leaves an event named noun.verb."""

import ast
import re
from importlib import import_module

import pytest

from tests.house.sources import python_files, tree
from tests.house.test_writes import writes_in

ACTION_FILES = [path for path in python_files() if "actions" in path.parts and path.stem != "__init__"]
# Steps that several acts share; each writes, and is called inside an act that records it.
SHARED_STEPS = {
    "cases.actions.concern.conclude": "three acts end a concern, and each records its own event",
    "interventions.actions.admission.copy_points": "the checklist follows from the acceptance whose act is going on",
    "interventions.actions.admission.drop_points": "open points fall away with the referral that is withdrawn",
    "interventions.actions.considering.keep_considered": "what was weighed is part of the referral it led to",
    "interventions.actions.line.close_gap": "who stays in line moves up as part of the act that let somebody go",
    "interventions.actions.line.close_offers": "an offered place is answered by what becomes of its referral",
    "interventions.actions.line.hold_place": "a place is held as part of accepting or of offering it",
    "interventions.actions.line.join_line": "who comes behind moves down as part of putting the child in line",
    "interventions.actions.line.jump": "the jump and its reason belong to the act that passes others over",
    "interventions.actions.line.let_go": "a reservation goes when the offered place is not taken",
    "interventions.actions.changes.tell_change": "the diff stands beside the event of the act that changed something",
    "interventions.actions.exchanged_rows.shorten_prices": "prices make way for each other inside one import",
    "interventions.actions.locking.free_place": "a place is let go of as part of declining, withdrawing or ending",
    "interventions.actions.moves.retell_moves": "the moves follow from the help whose act is going on",
    "interventions.actions.versions.store": "the next version of a row that the calling act records",
    "reviews.actions.inviting.tell": "what a calendar is told follows from the act that plans, moves or calls off",
    "reviews.actions.inviting.call_off": "everybody is called off as part of calling the meeting off",
    "interventions.actions.start.begin": "help and placement start alike, and each records its own event",
}
NOUN_VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def module_of(path):
    """The imported module."""
    return import_module(".".join(path.with_suffix("").parts))


def undecorated(path):
    """The public functions of a module that are no acts, with their syntax trees."""
    module = module_of(path)
    return {
        f"{module.__name__}.{node.name}": node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not hasattr(getattr(module, node.name), "is_action")
    }


@pytest.mark.parametrize("path", ACTION_FILES, ids=str)
def test_every_function_that_writes_is_an_action(path):
    writing = {name for name, function in undecorated(path).items() if list(writes_in(function))}

    assert writing - set(SHARED_STEPS) == set()


def test_every_shared_step_exists_and_is_used_by_acts_alone():
    known = {name for path in ACTION_FILES for name in undecorated(path)}
    strangers = [
        f"{path}:{node.lineno} {node.module}.{alias.name}"
        for path in python_files()
        if "actions" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" in SHARED_STEPS
    ]

    assert set(SHARED_STEPS) - known == set()
    assert strangers == []


@pytest.mark.parametrize("path", ACTION_FILES, ids=str)
def test_an_action_takes_keywords_and_says_who(path):
    unnamed = []
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and hasattr(getattr(module_of(path), node.name), "is_action"):
            positional = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]]
            keywords = [argument.arg for argument in node.args.kwonlyargs]
            if positional or "by" not in keywords:
                unnamed.append(node.name)

    assert unnamed == []


def test_every_event_is_a_noun_and_a_verb():
    odd = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                kind = node.args[0]
                if isinstance(kind, ast.Constant) and not NOUN_VERB.fullmatch(str(kind.value)):
                    odd.append(f"{path}:{node.lineno} {kind.value!r}")

    assert odd == []
