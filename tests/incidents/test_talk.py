"""Lines of the log that crews at the scene read: only what is meant for them."""

import json
from datetime import timedelta

import pytest

from kentongan.incidents import selectors, services
from kentongan.incidents.models import LogLine
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from tests.conftest import NIGHT
from tests.data import shared_data
from tests.dispatch.make import make_accepted, make_fire
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import MARK_TEXT

pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def incident(cast):
    return make_accepted(cast, make_fire()).incident


def write(by, incident, text, at=NIGHT, **values):
    return services.write_log(by=by, incident_id=incident.id, text=text, at=at, **values)


def talk_of(incident, most=12):
    return [line.text for line in selectors.list_talk([incident.id], most=most)]


def test_desks_own_lines_are_not_for_crews(cast, incident):
    write(cast.operator, incident, "hanya meja")
    write(cast.operator, incident, "untuk awak", to_crews=True)
    assert talk_of(incident) == ["untuk awak"]
    assert [line.text for line in selectors.list_log(incident.id)] == ["hanya meja", "untuk awak"]


def test_what_a_crew_writes_is_for_crews_and_desks(cast, incident):
    unit = make_unit(cast)
    write(crew_of(unit), incident, "dari kabin")
    assert talk_of(incident) == ["dari kabin"]
    assert "dari kabin" in [line.text for line in selectors.list_log(incident.id)]


def test_newest_first_and_no_more_than_a_phone_shows(cast, incident):
    for minute in range(4):
        at = NIGHT + timedelta(minutes=minute)
        write(cast.operator, incident, f"baris {minute}", at=at, to_crews=True)
    assert talk_of(incident, most=2) == ["baris 3", "baris 2"]


def test_order_is_that_of_writing_also_for_what_came_late(cast, incident):
    later = NIGHT + timedelta(minutes=30)
    with clock.using(clock.SetClock(later)):
        write(cast.operator, incident, "kedua", at=NIGHT + timedelta(minutes=5), to_crews=True)
        line = write(cast.operator, incident, "pertama", at=NIGHT, to_crews=True)
    assert talk_of(incident) == ["kedua", "pertama"]
    assert (line.written_at, line.received_at) == (NIGHT, later)


def test_desk_speaks_as_its_organisation(cast, incident):
    write(cast.fire_officer, incident, "mundur", to_crews=True)
    [line] = selectors.list_talk([incident.id], most=5)
    assert line.org == cast.orgs["fire"]


def test_journal_says_for_whom_and_not_what(cast, incident):
    line = write(cast.operator, incident, MARK_TEXT, to_crews=True)
    entry = Entry.objects.get(kind="incidents.log.written")
    assert (entry.facts["line_id"], entry.facts["to_crews"]) == (str(line.id), True)
    assert not Entry.objects.filter(data__contains=MARK_TEXT, kind__startswith="incidents").exists()


def test_emptied_by_retention_it_is_shown_no_more(cast, incident):
    write(cast.operator, incident, "lama", to_crews=True)
    LogLine.objects.update(text="")
    assert talk_of(incident) == []


def test_hostile_lines_come_back_byte_for_byte(cast, incident):
    strings = json.loads(shared_data("hostile/naughty_strings.json").read_text())
    said = [s for s in strings if s.strip() and "\x00" not in s][:80]
    for number, text in enumerate(said):
        write(cast.operator, incident, text, at=NIGHT + timedelta(seconds=number), to_crews=True)
    assert talk_of(incident, most=100) == said[::-1]
