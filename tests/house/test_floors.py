"""Imports point down only; a function-level import is not a way around."""

import ast

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.sources import ROOT, lines_of, python_files, tree


def test_imports_point_down_only(capsys):
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_an_import_inside_a_function_gives_its_reason():
    without_reason = []
    for path in python_files():
        lines = lines_of(path)
        for function in ast.walk(tree(path)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    _code, _separator, note = lines[node.lineno - 1].partition("PLC0415")
                    if not note.strip().startswith("("):
                        without_reason.append(f"{path}:{node.lineno}")

    assert without_reason == []
