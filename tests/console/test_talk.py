"""Talk with crews at the desks: a tick sends a line to them, and late lines say both hours."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.incidents import services as incidents
from kentongan.incidents.models import LogLine
from kentongan.kernel import clock
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.fleet.make import crew_of, make_unit


@pytest.fixture
def task(cast, visit):
    return make_assignment(cast, make_unit(cast), make_accepted(cast, make_fire()))


def say(task, text, *, received=NIGHT):
    with clock.using(clock.SetClock(received)):
        dispatch.talk(by=crew_of(task.unit), assignment_id=task.id, text=text, at=NIGHT)


def test_a_line_goes_to_crews_only_where_it_is_ticked(visit, task):
    desk = visit("operator")
    desk.post("console:write-log", task.incident_id, text="hanya meja")
    desk.post("console:write-log", task.incident_id, text="untuk awak", to_crews="1")
    assert dict(LogLine.objects.values_list("text", "to_crews")) == {
        "hanya meja": False, "untuk awak": True,
    }  # fmt: skip
    page = desk.text("console:incident", task.incident_id)
    box = page[page.index('name="to_crews"') - 40 : page.index('name="to_crews"') + 40]
    assert "checked" not in box
    log = page[page.index('id="s-log"') :]
    assert log.count('is-info">ke awak') == 1


def test_tickets_page_shows_the_talk_and_has_the_tick(visit, task):
    say(task, "Pintu terkunci")
    page = visit("fire_officer").text("console:ticket", task.ticket_id)
    talk = page[page.index('id="tt-talk"') :]
    assert "Pintu terkunci" in talk
    assert task.unit.call_sign in talk
    assert 'name="to_crews"' in talk


def test_line_of_a_crew_without_a_line_says_both_hours(visit, task):
    say(task, "sempat", received=NIGHT + timedelta(minutes=2))
    say(task, "terlambat", received=NIGHT + timedelta(minutes=29))
    for name, key in (("console:incident", task.incident_id), ("console:ticket", task.ticket_id)):
        page = visit("operator").text(name, key)
        assert page.count("ditulis 03.00, diterima 03.29") == 1, name
        assert "diterima 03.02" not in page


def test_crews_line_stands_under_its_call_sign(visit, task):
    say(task, "Di lantai dua")
    page = visit("operator").text("console:incident", task.incident_id)
    log = page[page.index('id="s-log"') :]
    assert "dari awak" in log
    assert task.unit.call_sign in log[log.index("Di lantai dua") :]


def test_talk_is_no_longer_read_than_the_page_allows(cast, visit, task):
    for number in range(20):
        incidents.write_log(
            by=cast.operator, incident_id=task.incident_id, text=f"kabar-{number}.", to_crews=True,
            at=NIGHT + timedelta(seconds=number),
        )  # fmt: skip
    page = visit("fire_officer").text("console:ticket", task.ticket_id)
    assert page.count("kabar-1") <= 12
    assert "kabar-19." in page
