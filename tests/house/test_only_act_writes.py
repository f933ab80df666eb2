"""Who writes: services, inside `journal.act`. Seen in the code here, in every test by `writes`."""

import ast

import pytest
from django.db import connection

from kentongan.accounts.models import User
from kentongan.journal import exempt, services
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.house import writes
from tests.house.source import Module, dotted, modules

WRITERS = {"services", "reactions"}
ALWAYS = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
ON_QUERIES = {"create", "update", "delete"}
"""Also the names of methods of dicts and sets: looked at only behind `.objects` and the like."""
QUERY = ("objects", "filter", "exclude", "all", "order_by", "select_for_update")

MAY_WRITE = {
    "incidents.starter": "rows of the starter configuration, written by the service that calls it",
}
TRANSACTIONS = {
    "accounts.services.people": "a savepoint: a name that is taken must not end the act",
    "fleet.services": "a savepoint: a call sign that is taken must not end the act it is part of",
    "dispatch.services.assigning": "a savepoint: a unit that is taken must not end the act",
    "cli.bench.mass": "a million rows in a database that is thrown away after the figure",
}
"""Modules outside the journal that name `transaction`, with the reason."""


def test_only_services_write():
    found = [
        f"{module.at(call)}: {dotted(call.func)}"
        for module in modules()
        if module.room != "journal"
        and module.part not in WRITERS
        and f"{module.room}.{module.name}" not in MAY_WRITE
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _writes(call)
    ]
    assert not found, "\n".join(found)


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, behind = call.func.attr, dotted(call.func.value).split(".")
    on_a_query = any(word in QUERY for word in behind)
    return name in ALWAYS or (name in ON_QUERIES and on_a_query)


def test_only_the_journal_opens_transactions():
    found = [module.at(node) for module in modules() for node in _transactions(module)]
    assert not found, "\n".join(found)


def _transactions(module: Module) -> list[ast.AST]:
    if module.room == "journal" or f"{module.room}.{module.name}" in TRANSACTIONS:
        return []
    return [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.db"
        and any(alias.name == "transaction" for alias in node.names)
    ]


def test_raw_sql_stands_in_its_own_modules():
    """`sql_*.py`, so that whoever changes a table knows where to look."""
    allowed = {"config.checkpoints", "config.health", "live.wakeups", "live.selectors"}
    found = [
        module.at(node)
        for module in modules()
        if not module.name.split(".")[-1].startswith("sql_")
        and module.room not in {"journal", "cli"}
        and f"{module.room}.{module.name}" not in allowed
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"cursor", "raw", "RawSQL", "extra"}
        and dotted(node).split(".")[0] in {"connection", "connections", "RawSQL"}
    ]
    assert not found, "\n".join(found)


def test_every_write_without_an_act_says_why():
    assert all(len(why) > 20 for why in exempt.all_exempt().values())


@pytest.mark.django_db
def test_the_watch_sees_a_write_outside_an_act(cast):
    """The watch itself: a service of ours that forgot its act would be found."""
    assert writes.watch in connection.execute_wrappers
    with services.act(by=SETUP, at=NIGHT):
        User.objects.filter(username="nobody").update(name="n")
    assert not writes.outside
    assert writes.is_write("WITH x AS (SELECT 1) INSERT INTO t SELECT 1")
    assert not writes.is_write("SELECT * FROM journal_entry")
