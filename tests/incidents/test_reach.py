"""A point far beyond the neighbours is questioned before anybody drives there."""

from datetime import timedelta

import pytest

from kentongan.cli.main import main
from kentongan.geo.cover import Box
from kentongan.incidents import services
from kentongan.incidents.errors import PointFarAway
from kentongan.incidents.types import ReportInput
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from tests.conftest import NIGHT
from tests.incidents.make import exact, make_categories, make_incident

AROUND_KENDAL = Box(min_lat=-7.5, min_lon=109.6, max_lat=-6.6, max_lon=110.7)
SEMARANG = (-6.99, 110.42)
MAKASSAR = (-5.15, 119.43)


@pytest.fixture(autouse=True)
def expected(cast):
    make_categories()
    services.set_service_area(by=SETUP, box=AROUND_KENDAL, legal_basis="SK 1", at=NIGHT)


def open_at(cast, point, **more):
    return make_incident(by=cast.operator, place=exact(*point), **more)


def test_points_in_the_regency_and_its_neighbours_are_taken(cast):
    assert open_at(cast, SEMARANG).lat == SEMARANG[0]


def test_point_on_another_island_is_questioned(cast):
    with pytest.raises(PointFarAway) as refused:
        open_at(cast, MAKASSAR)
    assert "-5.15" in str(refused.value)


def test_naming_the_other_regency_says_that_it_is_meant(cast):
    assert open_at(cast, MAKASSAR, region="73.71").region == "7371"


def test_corrected_place_and_each_report_are_held_to_it_too(cast):
    incident = open_at(cast, SEMARANG)
    with pytest.raises(PointFarAway):
        services.set_place(
            by=cast.operator, incident_id=incident.id, place=exact(*MAKASSAR), at=NIGHT
        )
    with pytest.raises(PointFarAway):
        services.add_report(
            by=cast.operator,
            incident_id=incident.id,
            said=ReportInput(place=exact(*MAKASSAR)),
            at=NIGHT,
        )


def test_what_is_expected_is_dated(cast):
    before = NIGHT - timedelta(days=1)
    assert make_incident(by=cast.operator, place=exact(*MAKASSAR), at=before).lat == MAKASSAR[0]
    wider = Box(min_lat=-11, min_lon=95, max_lat=6, max_lon=141)
    services.set_service_area(by=SETUP, box=wider, at=NIGHT)
    assert open_at(cast, MAKASSAR).lat == MAKASSAR[0]


def test_whoever_may_not_configure_sets_nothing(cast):
    with pytest.raises(NotAllowed):
        services.set_service_area(by=cast.operator, box=AROUND_KENDAL, at=NIGHT)


def test_regency_sets_it_at_the_command_line(cast, capsys):
    assert main(["regions", "expect", "95,-11,141,6", "--basis", "SK 2"]) == 0
    assert "95,-11,141,6" in capsys.readouterr().out
