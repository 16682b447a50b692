"""Screens, forms, tasks and tags write nothing themselves, and reach personal data through `visible_to` alone."""

import ast

import pytest
from django.apps import apps

from tests.house.sources import python_files, tree

WRITES = {"save", "create", "update", "delete", "get_or_create", "update_or_create"}
LAYERS = {"views", "forms", "tasks", "templatetags"}
# Kept while typing and seen by nobody but its owner: a draft is no act.
KNOWN = {"herning/web/drafts.py"}
# The sign-in library's form for a forgotten password: its `save` sends the mail and stores nothing.
KNOWN_CALLS = {("herning/accounts/views/people.py", "form.save")}
# Colleagues are found by role and team, drafts by their owner; the rule is about children and families.
NOT_ABOUT_CHILDREN = {"User", "Draft"}


def layered_files():
    """The modules of the layers that act through actions only."""
    files = [path for path in python_files() if LAYERS & set(path.parts) or path.stem in LAYERS]
    views = [path for path in python_files() if _holds_a_page(path)]
    return sorted({*files, *views})


def _holds_a_page(path):
    return str(path) not in KNOWN and any(
        isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "page" for mark in node.decorator_list)
        for node in tree(path).body
    )


def writes_in(module):
    """The calls of a module that write rows: a manager's, a queryset's or a row's own."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if (name in WRITES or name.startswith("bulk_")) and not _is_plain_dictionary(node.func.value):
                yield node


def _is_plain_dictionary(value):
    # `context.update(…)` and `attrs.update(…)` write no row.
    return isinstance(value, ast.Name | ast.Attribute) and (
        getattr(value, "id", getattr(value, "attr", "")) in {"context", "attrs", "cache", "initial", "data", "widget"}
    )


def personal_models():
    """Every model that holds personal data."""
    return {model.__name__ for model in apps.get_models() if getattr(getattr(model, "Privacy", None), "personal", None)}


def test_layers_are_found():
    assert {path.parts[0] for path in layered_files()} >= {"cases", "interventions", "reviews", "dashboards", "herning"}


@pytest.mark.parametrize("path", layered_files(), ids=str)
def test_a_screen_writes_nothing_itself(path):
    written = {ast.unparse(call.func) for call in writes_in(tree(path))}

    assert {name for name in written if (str(path), name) not in KNOWN_CALLS} == set()


@pytest.mark.parametrize("path", layered_files(), ids=str)
def test_a_screen_reaches_personal_data_through_visible_to(path):
    module = tree(path)
    scoped = {
        id(node.func.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"visible_to", "none"}
    }
    loose = [
        f"{path}:{node.lineno} {node.value.id}.objects"
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and isinstance(node.value, ast.Name)
        and node.value.id in personal_models() - NOT_ABOUT_CHILDREN
        and id(node) not in scoped
    ]

    assert loose == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Case.objects.create(child=child)", 1),
        ("case.save(update_fields=['name'])", 1),
        ("Note.objects.filter(pk=1).delete()", 1),
        ("Score.objects.bulk_create(scores)", 1),
        ("context.update(form=form)", 0),
        ("write_note(case=case, by=by)", 0),
    ],
)
def test_the_walk_knows_a_write(code, found):
    assert len(list(writes_in(ast.parse(code)))) == found
