"""GET /journal: everything in order, for those who may read it, of their own regions."""

import pytest

from kentongan.incidents.types import PlaceInput
from kentongan.journal import selectors as journal
from kentongan.journal.models import Entry
from tests.caller import caller_of
from tests.cast import BATANG
from tests.incidents.make import MARKS, make_categories, make_incident


@pytest.fixture(autouse=True)
def categories(cast, night):
    make_categories()


def test_entries_come_in_order_and_pages_skip_nothing(cast):
    start = journal.last_seq()
    for _ in range(4):
        make_incident()
    auditor = caller_of(cast, "auditor")
    after, seen = start, []
    while True:
        page = auditor.get("/journal", after=after, limit=2).json()
        seen += [entry["seq"] for entry in page["items"]]
        after = page["last_seq"]
        if page["next"] is None:
            break
    assert seen == list(
        Entry.objects.filter(seq__gt=start).order_by("seq").values_list("seq", flat=True)
    )
    assert len(seen) >= 4


def test_entry_is_told_whole_and_without_a_callers_word(cast):
    incident = make_incident()
    response = caller_of(cast, "auditor").get("/journal", subject_id=str(incident.id))
    (entry,) = response.json()["items"]
    assert (entry["kind"], entry["region"]) == ("incidents.incident.opened", "33.24.15")
    assert entry["data"]["number"] == incident.number
    assert entry["occurred_at"] == "2026-11-22T20:00:00.000Z"
    assert not any(mark in response.content.decode() for mark in MARKS)


def test_regions_of_others_are_left_out_and_read_past(cast):
    auditor = caller_of(cast, "auditor")
    start = journal.last_seq()
    make_incident(region=BATANG, place=PlaceInput())
    page = auditor.get("/journal", after=start).json()
    assert page["items"] == []
    assert page["last_seq"] == journal.last_seq()


@pytest.mark.parametrize("name", ["operator", "fire_officer", "leader", "camat"])
def test_journal_is_for_those_who_may_read_it(cast, name):
    assert caller_of(cast, name).get("/journal").status_code == 403


@pytest.mark.parametrize("after", [-1, "x", 2**63])
def test_seq_that_is_none_is_refused(cast, after):
    assert caller_of(cast, "auditor").get("/journal", after=after).status_code == 400
