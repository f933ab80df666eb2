"""Watches every connection of the test run: what is written outside an act is noted.

A write belongs to whoever asked for it: the innermost frame of ours on the stack. Tests may set
the table as they like; the product may write inside `journal.act`, or say why it need not.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.signals import connection_created

from kentongan.journal import services
from tests.house.source import PACKAGE, ROOT

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
TESTS = str(ROOT / "tests")

ALLOWED = {
    "journal/exempt.py": "the service said why it is no act (`all_exempt` in docs/reference)",
    "journal/services.py": "`found_node`: before it there is no journal to write to",
    "cli/migrate.py": "migrations change the schema, not facts",
}
"""Files of ours whose writes need no open act, with the reason."""

MIGRATIONS = "/migrations/"
"""What a version has stored is put into the shape of the next: nobody's act."""

outside: list[str] = []


def is_write(sql: str) -> bool:
    """Whether a statement changes rows; `WITH … INSERT` counts too."""
    words = sql.lstrip("( \n\t").upper()
    return words.startswith(WRITES) or (
        words.startswith("WITH") and any(f" {w} " in words for w in WRITES)
    )


def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Django's execute wrapper: notes a write for which no act is open."""
    if is_write(str(sql)) and not services.is_open():
        culprit = _culprit()
        if culprit:
            outside.append(f"{culprit}: {str(sql)[:90]}")
    return execute(sql, params, many, context)


def _culprit() -> str | None:
    """The innermost place of ours that is neither a test nor allowed; None when there is none."""
    frame = sys._getframe(2)
    first = ""
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(str(PACKAGE)):
            place = str(Path(path).relative_to(PACKAGE))
            if place in ALLOWED or MIGRATIONS in place:
                return None
            first = first or f"{place}:{frame.f_lineno}"
        elif path.startswith(TESTS) and "/house/writes.py" not in path:
            return first or None
        frame = frame.f_back  # type: ignore[assignment]
    return first or None


def _install(connection: Any, **_: Any) -> None:
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


@pytest.fixture(autouse=True)
def only_acts_write() -> Iterator[None]:
    """In every test: fails it when the product has written outside an act."""
    connection_created.connect(_install, dispatch_uid="only-acts-write")
    for connection in connections.all(initialized_only=True):
        _install(connection)
    outside.clear()
    yield
    found = sorted(set(outside))
    outside.clear()
    assert not found, "written outside an act:\n" + "\n".join(found)
