"""The same names everywhere, so that who knows one room knows them all (CONTRIBUTING.md)."""

import ast

import pytest

from tests.house.source import PACKAGE, functions, modules

VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "extras"}
BASE_IS_A_TOPIC = {"config.settings.base"}
DOORS = {"services", "selectors", "rules"}
LONGEST_FILE = 400


def test_no_module_is_named_after_nothing():
    vague = [
        f"{module.room}.{module.name}"
        for module in modules()
        if VAGUE & set(module.name.split("."))
        and f"{module.room}.{module.name}" not in BASE_IS_A_TOPIC
    ]
    assert not vague, vague


def test_every_module_says_what_it_is():
    silent = [
        module.at(module.tree)
        for module in modules()
        if module.tree.body and not ast.get_docstring(module.tree) and not _is_plain(module.part)
    ]
    assert not silent, silent


def _is_plain(part: str) -> bool:
    return part in {"apps", "enums", "errors", "events", "urls"}


def test_every_room_says_what_it_owns_and_promises():
    silent = [
        path.parent.name
        for path in PACKAGE.glob("*/__init__.py")
        if len(ast.get_docstring(ast.parse(path.read_text())) or "") < 40
    ]
    assert not silent, silent


@pytest.mark.parametrize("part", sorted(DOORS))
def test_every_door_says_its_effect_and_its_refusal(part):
    silent = [
        f"{module.at(function)} {function.name}"
        for module in modules()
        if module.part == part
        for function in functions(module)
        if not ast.get_docstring(function)
    ]
    assert not silent, "\n".join(silent)


def test_services_take_keywords_by_first_and_at_last():
    """`at` is the last of what must be given; what may be left out follows."""
    odd = []
    for module, function in _services():
        required = [
            argument.arg
            for argument, default in zip(
                function.args.kwonlyargs, function.args.kw_defaults, strict=True
            )
            if default is None
        ]
        if "by" in {argument.arg for argument in function.args.args}:
            odd.append(f"{module.at(function)} {function.name}: keywords only")
        if "by" in required and required[0] != "by":
            odd.append(f"{module.at(function)} {function.name}: `by` comes first")
        if {"by", "at"} <= set(required) and required[-1] != "at":
            odd.append(f"{module.at(function)} {function.name}: `at` comes last")
    assert not odd, "\n".join(odd)


def _services():
    """Each door of each room's services: of a package, what its `__init__` hands out."""
    for module in modules():
        if module.part != "services" or module.room == "journal":
            continue
        package = next(m for m in modules() if (m.room, m.name) == (module.room, "services"))
        handed_out = {
            alias.asname or alias.name
            for node in package.tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for function in functions(module):
            if module is package or function.name in handed_out:
                yield module, function


def test_no_file_grows_beyond_one_sitting():
    long = {
        f"{module.room}.{module.name}": lines
        for module in modules()
        if (lines := len(module.path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not long, long


def test_time_is_passed_in():
    """Only the clock reads the time; edges ask `kernel.clock.now()`."""
    asked = [
        module.at(node)
        for module in modules()
        if (module.room, module.name) != ("kernel", "clock")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "timezone", "date"}
    ]
    assert not asked, asked


RECORDED = {"fleet.services": "when the server stored a position"}


def test_rules_and_services_are_told_the_time():
    """`at` may be claimed; `updated_at`, when it was recorded, is the server's own."""
    asked = [
        module.at(node)
        for module in modules()
        if module.part in {"rules", "services", "models"}
        and module.room != "journal"
        and f"{module.room}.{module.name}" not in RECORDED
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "now"
        and isinstance(node.value, ast.Name)
        and node.value.id == "clock"
        and "updated_at" not in module.path.read_text().splitlines()[node.lineno - 1]
    ]
    assert not asked, asked
