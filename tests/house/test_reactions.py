"""A room reacts to rooms below it, and no reaction can end up where it began."""

import ast
from collections import defaultdict

import pytest

from kentongan.journal.reactions import all_reactions
from kentongan.kernel.events import all_events
from tests.house.source import Module, dotted, is_below, modules


def test_rooms_react_to_rooms_below():
    up = [
        f"{room} reacts to {kind}"
        for room, kinds in all_reactions().items()
        for kind in kinds
        if not is_below(kind.split(".")[0], room)
    ]
    assert not up, up


def test_every_reaction_is_to_something_that_happens():
    unknown = [
        kind for kinds in all_reactions().values() for kind in kinds if kind not in all_events()
    ]
    assert not unknown, unknown


def test_no_reaction_ends_where_it_began():
    """From each handler, every event that the services it calls may record, and on from there."""
    leads_to: dict[str, set[str]] = defaultdict(set)
    for kinds in all_reactions().values():
        for kind, handlers in kinds.items():
            for handler in handlers:
                leads_to[kind] |= _recorded(f"{handler.__module__}.{handler.__name__}")
    circles = [kind for kind in leads_to if kind in _reachable(leads_to, kind)]
    assert not circles, circles


def _reachable(leads_to: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(leads_to[start])
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen.add(kind)
            waiting.extend(leads_to.get(kind, ()))
    return seen


def _recorded(function: str) -> set[str]:
    """The kinds of events that a function, or whatever it calls in the house, names."""
    uses = _uses()
    kinds = {f"{type_.__module__}.{type_.__qualname__}": k for k, type_ in all_events().items()}
    seen: set[str] = set()
    waiting = [function]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(uses.get(name, ()))
    return {kinds[name] for name in seen if name in kinds}


def _uses() -> dict[str, set[str]]:
    """For every function of the house: the names of the house that it mentions, in full."""
    uses: dict[str, set[str]] = {}
    for module in modules():
        here = f"kentongan.{module.room}.{module.name}".rstrip(".")
        known = _known(module, here)
        for name, target in known.items():
            uses.setdefault(f"{here}.{name}", set()).add(target)
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                uses.setdefault(f"{here}.{node.name}", set()).update(_mentioned(node, known))
    return uses


def _known(module: Module, here: str) -> dict[str, str]:
    known = {}
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kentongan"):
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            known[node.name] = f"{here}.{node.name}"
    return known


def _mentioned(node: ast.AST, known: dict[str, str]) -> set[str]:
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute | ast.Name):
            first, _, rest = dotted(part).partition(".")
            if first in known:
                found.add(f"{known[first]}.{rest}".rstrip("."))
    return found


@pytest.mark.parametrize("room", sorted(all_reactions()))
def test_handlers_are_short(room):
    """One service call each: what a reaction decides belongs into the service."""
    tree = next(m.tree for m in modules() if (m.room, m.part) == (room, "reactions"))
    long = [
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and len(node.body) > 8
    ]
    assert not long, long
