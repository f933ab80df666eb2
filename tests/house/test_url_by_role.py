"""Every address × every role, against the table that is checked in. Deny by default.

An address that is not in the table fails: whoever adds one says here, by looking at the table that
`make url-table` writes, who may enter. The figures are HTTP statuses of GET, or of a POST with the
example of its documentation; each visit is undone before the next.
"""

import os
from pathlib import Path

import msgspec
import pytest
from django.db import transaction

from kentongan.journal import watchers
from kentongan.portal import patience
from tests.house.visits import STRANGER, VISITORS, Address, Scene, addresses

TABLE = Path(__file__).with_name("url_by_role.tsv")
WRITING = os.environ.get("KENTONGAN_WRITE_TABLES") == "1"

JSON = "application/json"
NOT_OFFERED = 405

OPEN_TO_STRANGERS = {
    "health": "monitoring; tells no more than that the node lives",
    "api/docs": "the documentation says nothing that the source does not",
    "api/v1/openapi.json": "the documentation says nothing that the source does not",
    "account/sign-in": "where everybody enters",
    "web/language": "the language of the sign-in page",
    "publik/jalan": "closed roads: where, why, since when; no person",
    "publik/jalan.geojson": "the same as a layer for maps",
    "k/app.webmanifest": "the crew's page as an app: its name and pictures",
    "k/luring.js": "its worker, the same for everybody",
    "k/luring": "what it shows without a line: nothing of anybody",
    "k/": "tells a crew without a token where to find one",
}
"""Addresses that answer 200 to somebody who has not entered, with the reason."""


def _status(scene: Scene, visitor: str, address: Address, method: str) -> int:
    """What this visitor is answered; whatever the visit has written is undone."""
    client = scene.client(visitor)
    path = scene.path(address)
    with transaction.atomic():
        if method == "GET":
            answer = client.get(path)
        else:
            answer = client.generic(
                method,
                path,
                _json(address.body(method, scene.things)),
                content_type=JSON,
                headers={"If-Match": '"1"'},  # who may not is told so before what is outdated
            )
        transaction.set_rollback(True)
    if method != "GET" and answer.status_code < 400:
        watchers.drop_everything()
    return answer.status_code


def _json(example: object) -> bytes:
    return msgspec.json.encode(example if example is not None else {})


def _rows(scene: Scene) -> list[str]:
    lines = ["\t".join(("method", "address", *VISITORS))]
    for address in addresses():
        patience.forget_all()  # all of these come from one place, and links of strangers run out
        for method in address.methods:
            if _status(scene, STRANGER, address, method) == NOT_OFFERED:
                continue
            found = [str(_status(scene, visitor, address, method)) for visitor in VISITORS]
            lines.append("\t".join((method, address.route, *found)))
    return lines


@pytest.mark.django_db
def test_every_address_answers_each_role_as_the_table_says(scene):
    rows = _rows(scene)
    if WRITING:
        TABLE.write_text("\n".join(rows) + "\n", encoding="utf8")
    known = TABLE.read_text(encoding="utf8").splitlines()
    changed = sorted(set(rows) ^ set(known))
    assert not changed, "look, then `make url-table`:\n" + "\n".join(changed)


def test_table_has_no_answer_that_is_a_bug():
    broken = [row for row in _table() if "500" in row.values()]
    assert not broken, broken


def test_strangers_enter_nowhere_but_where_the_list_says():
    entered = {
        row["address"]
        for row in _table()
        if row["stranger"].startswith("2") and row["address"] not in OPEN_TO_STRANGERS
    }
    assert not entered, entered


def test_leaders_see_no_caller():
    """Figures, never callers, health or recordings (practice.md §6)."""
    seen = [
        row["address"]
        for row in _table()
        if row["leader"].startswith("2") and row["address"].startswith(("api/v1/calls", "calls"))
    ]
    assert not seen, seen


def _table() -> list[dict[str, str]]:
    head, *rows = TABLE.read_text(encoding="utf8").splitlines()
    names = head.split("\t")
    return [dict(zip(names, row.split("\t"), strict=True)) for row in rows]
