"""Imports stand at the top, and nothing happens behind the back of the code."""

import ast

from tests.house.source import dotted, modules

LATE = {
    "cli.main": "the table of sub-commands is the one place where a name becomes an import",
    "cli.replay": "Django is set up on a throw-away node before its rooms can be imported",
    "geo.roads.engine": "a node without a road graph does without scipy: 40 MB and half a second",
    "cli.bench": "each figure runs against its own database",
}
"""Modules that may import inside a function, with the reason."""


def test_imports_stand_at_the_top():
    late = [
        module.at(node)
        for module in modules()
        if f"{module.room}.{module.name}" not in LATE
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not late, "\n".join(late)


def test_no_import_is_for_type_checking_only():
    """`if TYPE_CHECKING` hides a circle."""
    hidden = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.If)
        and dotted(node.test).endswith("TYPE_CHECKING")
        and any(_is_ours(inner) for inner in node.body)
    ]
    assert not hidden, hidden


def _is_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kentongan")


def test_no_signals_no_admin_no_raw_markup():
    banned = {"django.dispatch", "django.db.models.signals", "django.contrib.admin"}
    found = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and node.module in banned)
        or (isinstance(node, ast.Name) and node.id == "mark_safe")
    ]
    assert not found, found


def test_every_function_is_typed():
    untyped = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is None
    ]
    assert not untyped, untyped
