"""Another room is entered by its doors only (ARCHITECTURE.md, "Floors and doors")."""

import ast

from tests.house.source import COMPOSERS, LIBRARIES, Import, dotted, floors, imports, modules

DOORS = {"services", "selectors", "types", "wire", "enums", "errors", "events"}
MAY_SEE_MODELS = {"models", "selectors"}
"""For foreign keys and joins."""
FACES = {"console", "board", "portal", "field"}
KEEPERS_OF_ACCOUNTS = {"accounts", "orgs", "cli"}


def test_every_room_stands_on_a_floor():
    assert {module.room for module in modules()} == set(floors())


def test_other_rooms_are_entered_by_their_doors():
    strangers = [taken for taken in imports() if _is_visit(taken) and not _is_door(taken)]
    assert not strangers, "\n".join(
        f"{t.module.at(t.node)}: {t.room}.{t.door} is not a door" for t in strangers
    )


def test_faces_own_no_tables_and_touch_none():
    taken = [t for t in imports() if t.module.room in FACES and t.door == "models"]
    assert not taken, [t.module.at(t.node) for t in taken]
    assert not [m for m in modules() if m.room in FACES and m.part == "models"]


def test_accounts_are_changed_through_the_room_that_knows_roles():
    """`accounts` asks nobody's right: it stands below `orgs`, which does."""
    taken = [t for t in imports() if (t.room, t.door) == ("accounts", "services")]
    strangers = [t.module.at(t.node) for t in taken if t.module.room not in KEEPERS_OF_ACCOUNTS]
    assert taken
    assert not strangers, strangers


def _is_visit(taken: Import) -> bool:
    here = taken.module.room
    return taken.room != here and taken.room not in LIBRARIES and here not in COMPOSERS


def _is_door(taken: Import) -> bool:
    if taken.door == "models":
        # a raw query joins as a selector does
        part = taken.module.part
        return part in MAY_SEE_MODELS or part.startswith("sql_") or _names_a_type_only(taken)
    if taken.door == "rules":
        # pure on both sides: a rule may lean on a rule below (ADR 0002)
        return taken.module.part == "rules"
    return taken.door in DOORS


def _names_a_type_only(taken: Import) -> bool:
    """A service may say what a selector below gave it; it may not ask or make rows itself."""
    if taken.module.part != "services" or not isinstance(taken.node, ast.ImportFrom):
        return False
    names = {alias.asname or alias.name for alias in taken.node.names}
    for node in ast.walk(taken.module.tree):
        if isinstance(node, ast.Attribute) and dotted(node).split(".")[0] in names:
            return False
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            return False
    return True
