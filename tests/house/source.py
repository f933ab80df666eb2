"""The product's own source as the house tests read it: rooms, floors, modules and their imports."""

import ast
import functools
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kentongan"

LIBRARIES = frozenset({"kernel", "journal", "geo", "web"})
"""Rooms without secrets: those above may import any of their modules."""
COMPOSERS = frozenset({"config", "cli"})
"""The composition root and the command line put the rooms together; no room imports them."""


@dataclass(frozen=True)
class Module:
    """One file: `name` is what follows the room, e.g. `selectors.listing`."""

    room: str
    name: str
    path: Path
    tree: ast.Module

    @property
    def part(self) -> str:
        """The first word of the name: `selectors` for `selectors.listing`."""
        return self.name.partition(".")[0]

    def at(self, node: ast.AST) -> str:
        """`src/…/file.py:12`, for a message that can be clicked."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Import:
    """What one module takes from one place in the house: `kentongan.<room>.<door>…`."""

    module: Module
    node: ast.stmt
    room: str
    door: str


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every module of every room, migrations left out."""
    return tuple(_modules())


def _modules() -> Iterator[Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room, *rest = path.relative_to(PACKAGE).with_suffix("").parts
        if not rest or "migrations" in rest:
            continue
        name = ".".join(part for part in rest if part != "__init__")
        yield Module(room, name, path, ast.parse(path.read_text(encoding="utf8")))


@functools.cache
def imports() -> tuple[Import, ...]:
    """Every import of one of the house's own modules."""
    return tuple(_imports())


def _imports() -> Iterator[Import]:
    for module in modules():
        for node in ast.walk(module.tree):
            for name in _imported(node):
                parts = name.split(".")
                if parts[0] == "kentongan" and len(parts) > 1:
                    yield Import(module, node, parts[1], ".".join(parts[2:3]))  # type: ignore[arg-type]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


@functools.cache
def floors() -> dict[str, int]:
    """Each room's height, from the list that import-linter keeps: kernel is 0."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf8")
    lines = parser["importlinter:contract:floors"]["layers"].split("\n")
    layers = [line for line in (line.strip() for line in lines) if line]
    return {
        room.strip(): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }


def is_below(lower: str, upper: str) -> bool:
    """Whether `lower` stands on a lower floor than `upper`."""
    return floors()[lower] < floors()[upper]


def dotted(node: ast.AST) -> str:
    """`a.b.c` as it is written; a call or subscript inside shows as its function or value."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Subscript):
        return dotted(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def functions(module: Module) -> list[ast.FunctionDef]:
    """The public functions at the top of a module."""
    return [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
