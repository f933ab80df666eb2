"""Each opening of a restricted incident is journalled: who has read it when (ADR 0011)."""

from datetime import timedelta

import pytest

from kentongan.incidents import selectors, services
from kentongan.incidents.errors import RestrictedUnread
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotFound
from kentongan.orgs.selectors import list_readings, rights_of
from tests.caller import caller_of
from tests.conftest import NIGHT
from tests.console.visitor import visitor_of
from tests.incidents.make import make_incident
from tests.orgs.make import break_one

pytestmark = pytest.mark.usefixtures("night")

KDRT = "DOMESTIC_VIOLENCE"
STORY = "TANDA-KRONOLOGI"


@pytest.fixture
def hidden(cast):
    return make_incident(by=cast.operator, category=KDRT, narrative=STORY)


def readings():
    return list(
        Entry.objects.filter(kind="incidents.incident.read").values_list("by_id", flat=True)
    )


def open_it(cast, name, incident, at=NIGHT):
    return services.read_restricted(by=cast.actor(name), incident_id=incident.id, at=at)


def test_page_shows_nothing_of_it_until_it_was_opened(cast, hidden):
    desk = visitor_of(cast, "dispatcher")
    sealed = desk.text("console:incident", hidden.id)
    assert "Nama Anda dan jam dicatat" in sealed
    assert STORY not in sealed
    assert readings() == []
    assert desk.post("console:open-restricted", hidden.id).status_code == 204
    assert STORY in desk.text("console:incident", hidden.id)
    assert STORY in desk.text("console:incident-part", hidden.id)
    assert readings() == [cast.people["dispatcher"].id]


@pytest.mark.parametrize("part", ["console:incident-part", "console:incident-acts"])
def test_parts_of_the_page_are_no_way_around(cast, hidden, part):
    refused = visitor_of(cast, "dispatcher").get(part, hidden.id, part=True)
    assert refused.status_code == 403
    assert STORY not in refused.content.decode()


def test_program_opens_it_first_too(cast, hidden):
    program = caller_of(cast, "dispatcher")
    refused = program.get(f"/incidents/{hidden.id}")
    assert refused.status_code == 403
    assert STORY not in refused.content.decode()
    assert program.post(f"/incidents/{hidden.id}/read").status_code == 200
    assert program.get(f"/incidents/{hidden.id}").json()["narrative"] == STORY


def test_no_list_of_a_program_tells_story_or_house(cast, hidden):
    program = caller_of(cast, "dispatcher")
    for path in ("/incidents", "/incidents.geojson"):
        said = program.get(path).content.decode()
        assert str(hidden.id) in said
        assert STORY not in said
    [row] = program.get("/incidents").json()["items"]
    assert (row["narrative"], row["place"]["address"], row["place"]["lat"]) == ("", "", None)
    for part in ("reports", "files"):
        assert program.get(f"/incidents/{hidden.id}/{part}").status_code == 403

    program.post(f"/incidents/{hidden.id}/read")
    assert STORY in program.get(f"/incidents/{hidden.id}/reports").content.decode()


def test_whoever_wrote_it_down_is_not_asked(cast, hidden):
    """Her name stands in its journal with the hour; a caller is on the line."""
    assert STORY in visitor_of(cast, "operator").text("console:incident", hidden.id)
    assert readings() == []


def test_one_entry_a_shift_and_another_after_it(cast, hidden):
    for hours in (0, 1, 7.9, 8.1):
        open_it(cast, "dispatcher", hidden, NIGHT + timedelta(hours=hours))
    assert len(readings()) == 2


def test_opening_is_one_persons(cast, hidden):
    open_it(cast, "dispatcher", hidden)
    with pytest.raises(RestrictedUnread):
        selectors.require_open_to(cast.supervisor, hidden, NIGHT)


def test_any_other_incident_stands_open_and_leaves_no_entry(cast):
    fire = make_incident(by=cast.operator)
    open_it(cast, "supervisor", fire)
    selectors.require_open_to(cast.dispatcher, fire, NIGHT)
    assert readings() == []


@pytest.mark.parametrize("name", ["camat", "pusdalops", "auditor", "fire_officer"])
def test_who_may_not_see_it_cannot_open_it(cast, hidden, name):
    with pytest.raises(NotFound):
        open_it(cast, name, hidden)
    answer = visitor_of(cast, name).post("console:open-restricted", hidden.id)
    assert answer.status_code == 404
    assert readings() == []


def test_broken_glass_opens_it_with_an_entry(cast, hidden):
    break_one(cast, "second_operator")
    desk = visitor_of(cast, "second_operator")
    assert STORY not in desk.text("console:incident", hidden.id)
    desk.post("console:open-restricted", hidden.id)
    assert STORY in desk.text("console:incident", hidden.id)
    assert readings() == [cast.people["second_operator"].id]


def test_auditor_finds_who_has_opened_it_and_not_what_it_says(cast, hidden):
    open_it(cast, "dispatcher", hidden)
    report = selectors.list_reports(hidden.id)[0]
    services.reveal_reporter(by=cast.supervisor, report_id=report.id, at=NIGHT)
    page = visitor_of(cast, "auditor").text("console:readings", hidden.id)
    assert "Dispatcher" in page
    assert "Supervisor" in page
    assert "Nama dan nomor pelapor dari kejadian" in page
    assert STORY not in page
    assert len(list_readings(rights_of(cast.supervisor), hidden.id)) == 2


@pytest.mark.parametrize("name", ["operator", "camat", "leader", "admin"])
def test_list_of_openings_is_for_readers_of_the_journal(cast, hidden, name):
    assert visitor_of(cast, name).get("console:readings", hidden.id).status_code == 403
