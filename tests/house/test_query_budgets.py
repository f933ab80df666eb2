"""How many questions a page may ask the database, whatever it shows (query_budgets.json).

A budget is for a warm process: rights and configuration are read. Lower it when a page gets better.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.visits import Scene, addresses

BUDGETS = Path(__file__).with_name("query_budgets.json")
MOST = 12
"""For an address without a budget of its own."""


def _budgets() -> dict[str, int]:
    budgets: dict[str, int] = json.loads(BUDGETS.read_text(encoding="utf8"))
    return budgets


def _questions(scene: Scene, visitor: str, path: str) -> int:
    client = scene.client(visitor)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("visitor", ["dispatcher", "fire_officer", "leader"])
def test_pages_stay_in_their_budgets(scene, visitor):
    budgets = _budgets()
    spent = {
        address.route: _questions(scene, visitor, scene.path(address))
        for address in addresses()
        if "GET" in address.methods
    }
    over = {
        route: f"{count} > {budgets.get(route, MOST)}"
        for route, count in spent.items()
        if count > budgets.get(route, MOST)
    }
    assert not over, over


def test_every_budget_is_for_an_address():
    known = {address.route for address in addresses()}
    assert not set(_budgets()) - known
