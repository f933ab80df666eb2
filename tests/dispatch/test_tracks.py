"""Where an incident's units were: opened by name, between assigned and done, page by page."""

from datetime import timedelta

import pytest

from kentongan.dispatch import selectors, services
from kentongan.dispatch.errors import TracksUnread
from kentongan.dispatch.events import TracksRead
from kentongan.fleet.services import report_position
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.selectors import list_readings, rights_of
from tests.conftest import NIGHT
from tests.dispatch.make import later, make_assignment, step
from tests.fleet.make import crew_of, make_unit

LAT, LON = -6.9217, 110.2030


@pytest.fixture
def task(cast):
    task = make_assignment(cast, make_unit(cast))
    for n in range(-2, 8):
        report_position(
            by=crew_of(task.unit), unit_id=task.unit_id, lat=LAT + n / 1000, lon=LON,
            at=later(n * 30),
        )  # fmt: skip
    return task


def read(by, task, at=NIGHT, most=100):
    return selectors.list_tracks(by, task.incident_id, most=most, at=at)


def test_track_is_closed_until_it_is_opened_and_the_journal_says_by_whom(cast, task):
    by = cast.dispatcher
    with pytest.raises(TracksUnread):
        read(by, task)
    services.open_tracks(by=by, incident_id=task.incident_id, at=NIGHT)
    services.open_tracks(by=by, incident_id=task.incident_id, at=NIGHT)
    [entry] = Entry.objects.filter(kind=TracksRead.kind)
    assert (entry.by_id, entry.subject_id) == (by.id, task.incident_id)
    assert read(by, task)
    with pytest.raises(TracksUnread):
        read(by, task, at=NIGHT + timedelta(days=2))
    with pytest.raises(TracksUnread):
        read(cast.supervisor, task)
    rights = rights_of(cast.supervisor)
    assert [e.seq for e in list_readings(rights, task.incident_id)] == [entry.seq]


def test_track_runs_from_assigned_to_done(cast, task):
    by = cast.dispatcher
    services.open_tracks(by=by, incident_id=task.incident_id, at=NIGHT)
    step(crew_of(task.unit), task, "en-route", at=later(10))
    step(crew_of(task.unit), task, "clear", at=later(125), reason="UNRECORDED")
    [track] = read(by, task, at=later(3000))
    assert [p.at for p in track.points] == [later(n * 30) for n in range(5)]
    assert (track.since, track.until) == (NIGHT, later(125))


def test_long_track_is_thinned_evenly(cast, task):
    services.open_tracks(by=cast.dispatcher, incident_id=task.incident_id, at=NIGHT)
    [track] = read(cast.dispatcher, task, at=later(300), most=3)
    assert [p.at for p in track.points] == [later(0), later(90), later(180)]
    assert track.count == 8


def test_camat_and_other_agencies_do_not_read_it(cast, task):
    with pytest.raises((NotAllowed, NotFound)):
        services.open_tracks(by=cast.camat, incident_id=task.incident_id, at=NIGHT)
    with pytest.raises((NotAllowed, NotFound)):
        services.open_tracks(by=cast.medical_officer, incident_id=task.incident_id, at=NIGHT)
