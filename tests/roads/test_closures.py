"""Roads reported closed: by whom, how long they stand, who is asked, what the public reads."""

import json
from datetime import timedelta
from io import BytesIO

import pytest

from kentongan.files.selectors import list_attachments
from kentongan.fleet.models import Unit
from kentongan.journal.models import Entry
from kentongan.journal.timekeeper import run_due
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.services import set_limit
from kentongan.roads import selectors, services
from kentongan.roads.enums import Cause, ClosureSource, ClosureState
from kentongan.roads.errors import ClosureOver, TooFarAhead, UntilBeforeStart
from kentongan.roads.limits import ASKED_AFTER
from kentongan.roads.models import Closure
from tests.cast import KOTA_KENDAL, PATEBON, VILLAGE
from tests.conftest import NIGHT
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import make_incident
from tests.roads.make import HERE, NAME, NOTE, make_closure

pytestmark = pytest.mark.usefixtures("night")

HOUR = timedelta(hours=1)


def kinds() -> list[str]:
    found = Entry.objects.filter(kind__startswith="roads.").order_by("seq")
    return list(found.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("who", "source", "region"),
    [
        ("operator", ClosureSource.CALL, ""), ("fire_officer", ClosureSource.AGENCY, ""),
        ("camat", ClosureSource.VILLAGE, KOTA_KENDAL), ("pusdalops", ClosureSource.CALL, ""),
        ("village_head", ClosureSource.VILLAGE, VILLAGE),
    ],
)  # fmt: skip
def test_each_of_them_tells_and_it_counts_at_once(cast, who, source, region):
    closure = make_closure(cast.actor(who), region=region)
    assert closure.source == source
    assert selectors.closed_shapes(NIGHT) == {closure.shape}
    assert kinds() == ["roads.closure.reported"]


def test_crew_tells_from_its_cab(cast):
    unit = make_unit(cast)
    closure = make_closure(crew_of(unit), cause=Cause.TREE)
    assert (closure.source, closure.reported_by) == (ClosureSource.CREW, unit.id)


@pytest.mark.parametrize(("who", "region"), [("camat", PATEBON), ("leader", ""), ("admin", "")])
def test_nobody_closes_roads_of_others(cast, who, region):
    with pytest.raises(NotAllowed):
        make_closure(cast.actor(who), region=region)
    assert not Closure.objects.exists()


def test_camat_ends_what_lies_in_its_area_and_no_other(cast):
    mine = make_closure(cast.operator, region=KOTA_KENDAL)
    other = make_closure(cast.operator, region=PATEBON)
    services.end_closure(by=cast.camat, closure_id=mine.id, at=NIGHT)
    with pytest.raises(NotAllowed):
        services.end_closure(by=cast.camat, closure_id=other.id, at=NIGHT)


def test_it_stands_beyond_its_time_until_a_person_answers(cast):
    closure = make_closure(cast.operator, until_at=NIGHT + HOUR)
    run_due(NIGHT + 2 * HOUR)
    closure.refresh_from_db()
    assert closure.is_asked
    assert selectors.closed_shapes(NIGHT + 3 * HOUR) == {closure.shape}
    assert selectors.list_standing()[0].id == closure.id
    services.keep_closed(by=cast.fire_officer, closure_id=closure.id, at=NIGHT + 3 * HOUR)
    closure.refresh_from_db()
    assert not closure.is_asked
    assert closure.ask_at == NIGHT + 3 * HOUR + ASKED_AFTER.lasts(NIGHT)
    assert closure.confirmed_by == cast.fire_officer.id
    ended = services.end_closure(by=cast.operator, closure_id=closure.id, at=NIGHT + 4 * HOUR)
    assert ended.state == ClosureState.REOPENED
    assert selectors.closed_shapes(NIGHT + 5 * HOUR) == frozenset()
    assert selectors.last_said_at() == NIGHT + 4 * HOUR
    assert kinds() == [f"roads.closure.{each}" for each in ("reported", "asked", "confirmed",
                                                           "ended")]  # fmt: skip


def test_without_an_end_somebody_is_asked_after_what_the_regency_has_decided(cast):
    set_limit(by=SETUP, code=ASKED_AFTER.code, value=3600, legal_basis="SK Bupati 1/2026",
              valid_from=NIGHT - HOUR, at=NIGHT - HOUR)  # fmt: skip
    closure = make_closure(cast.operator)
    assert closure.ask_at == NIGHT + HOUR
    run_due(NIGHT + HOUR)
    run_due(NIGHT + HOUR)
    assert kinds() == ["roads.closure.reported", "roads.closure.asked"]


def test_announced_closure_counts_from_its_hour(cast):
    closure = make_closure(cast.operator, cause=Cause.GATHERING, starts_at=NIGHT + HOUR)
    assert selectors.closed_shapes(NIGHT) == frozenset()
    assert [each.id for each in selectors.planned_closures(NIGHT)] == [closure.id]
    run_due(NIGHT + HOUR)
    assert selectors.closed_shapes(NIGHT + HOUR) == {closure.shape}
    assert kinds() == ["roads.closure.reported", "roads.closure.began"]


@pytest.mark.parametrize(
    ("starts", "until", "error"),
    [
        (None, NIGHT - HOUR, UntilBeforeStart), (NIGHT + 2 * HOUR, NIGHT + HOUR, UntilBeforeStart),
        (NIGHT + timedelta(days=90), None, TooFarAhead),
        (None, NIGHT + timedelta(days=900), TooFarAhead),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(cast, starts, until, error):
    with pytest.raises(error):
        make_closure(cast.operator, starts_at=starts, until_at=until)


def test_ended_once(cast):
    closure = make_closure(cast.operator)
    services.end_closure(by=cast.operator, closure_id=closure.id, was_mistaken=True, at=NIGHT)
    for again in (services.end_closure, services.keep_closed):
        with pytest.raises(ClosureOver):
            again(by=cast.operator, closure_id=closure.id, at=NIGHT)
    closure.refresh_from_db()
    assert closure.state == ClosureState.WITHDRAWN


def test_neither_journal_nor_the_public_reads_who_told_it(cast):
    unit: Unit = make_unit(cast)
    closure = make_closure(crew_of(unit))
    services.end_closure(by=cast.operator, closure_id=closure.id, at=NIGHT)
    closure = make_closure(cast.operator)
    everything = "".join(Entry.objects.values_list("data", flat=True))
    public = json.dumps(selectors.public_features(NIGHT))
    for marked in (NAME, NOTE):
        assert marked not in everything
        assert marked not in public
    assert "Jalan Pemuda" in public
    assert str(cast.operator.id) not in public
    [feature] = json.loads(public)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [HERE.lon, HERE.lat]}


def test_what_is_closed_near_a_place_the_nearest_first(cast):
    far = make_closure(cast.operator, place=type(HERE)(HERE.lat + 0.01, HERE.lon))
    near = make_closure(cast.operator, place=type(HERE)(HERE.lat + 0.001, HERE.lon))
    make_closure(cast.operator, place=type(HERE)(HERE.lat + 0.2, HERE.lon))
    assert [each.id for each in selectors.closures_near(HERE, NIGHT)] == [near.id, far.id]


def test_photo_is_kept_once_under_its_own_id(cast):
    closure = make_closure(cast.operator)
    for _ in range(2):
        services.add_photo(
            by=cast.operator, closure_id=closure.id, name="banjir.jpg", media_type="image/jpeg",
            stream=BytesIO(b"\xff\xd8foto"), own_id=closure.id, at=NIGHT,
        )  # fmt: skip
    assert [each.name for each in list_attachments(closure.id)] == ["banjir.jpg"]


def test_incident_that_one_may_not_see_is_not_named(cast):
    incident = make_incident(region="33.24.13.2001")
    with pytest.raises((NotFound, NotAllowed)):
        make_closure(cast.village_head, region=VILLAGE, incident_id=incident.id)


@pytest.mark.parametrize("who", ["fire_officer", "camat", "operator"])
def test_closure_is_told_on_every_screen_that_may_answer_it(cast, who):
    closure = make_closure(cast.operator, region=PATEBON)
    told = rights_of(cast.actor(who)).may_see(closure.region, None, "roads.closure.reported")
    assert told
    assert not rights_of(cast.leader).may_see(closure.region, None, "roads.closure.reported")
