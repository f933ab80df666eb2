"""An incident's address part by part: kept, told on every screen, and what makes two places two."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import selectors as dispatch
from kentongan.geo.addresses import NO_PARTS, AddressParts
from kentongan.geo.places import PlaceQuality
from kentongan.incidents import selectors, services
from kentongan.incidents.errors import OtherCarriageway
from kentongan.incidents.models import Incident
from kentongan.incidents.types import PlaceInput
from tests.conftest import NIGHT
from tests.dispatch.make import make_assignment
from tests.fleet.make import make_unit
from tests.incidents.make import exact, make_categories, make_incident

VILLAGE = AddressParts(hamlet="Krajan", rt="02", rw="01", landmark="masjid", postal_code="51355")
TOLL_B = AddressParts(road="TOLL", road_m=385_600, carriageway="B")


@pytest.fixture(autouse=True)
def categories(cast):
    make_categories()


def on_toll(road_m=385_600, carriageway="B", road="TOLL"):
    parts = AddressParts(road=road, road_m=road_m, carriageway=carriageway)
    return PlaceInput(quality=PlaceQuality.UNKNOWN, parts=parts)


def crash(place, cast, **more):
    return make_incident(
        by=cast.operator, category="TRAFFIC_TOLL", place=place, region="3324", **more
    )


def candidates(cast, place):
    return selectors.find_duplicates(
        cast.operator, place=place, region="3324", category="TRAFFIC_TOLL", at=NIGHT
    )


def test_every_part_is_kept_by_incident_and_report(cast):
    incident = make_incident(place=replace(exact(), parts=VILLAGE))
    incident.refresh_from_db()
    assert incident.parts == VILLAGE
    assert incident.reports.get().parts == VILLAGE


@pytest.mark.parametrize(
    "wrong",
    [{"road_m": 1000}, {"carriageway": "A"}, {"road": "TOL"}, {"bank": "UP"},
     {"road": "TOLL", "road_m": 9_000_000}],
)  # fmt: skip
def test_database_refuses_what_is_no_address(wrong):
    incident = make_incident()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(id=incident.id).update(**wrong)


def test_better_place_without_parts_keeps_those_that_were_said(cast):
    incident = make_incident(by=cast.operator, place=replace(exact(), parts=VILLAGE))
    placed = services.set_place(by=cast.operator, incident_id=incident.id, place=exact(), at=NIGHT)
    assert placed.parts == VILLAGE
    placed = services.set_place(
        by=cast.operator, incident_id=incident.id, place=replace(exact(), parts=TOLL_B), at=NIGHT
    )
    assert placed.parts == TOLL_B


def test_ticket_and_crew_read_the_whole_address(cast):
    task = make_assignment(cast, make_unit(cast))
    services.set_place(
        by=cast.operator, incident_id=task.incident_id,
        place=replace(exact(address="pagar hijau"), parts=VILLAGE), at=NIGHT,
    )  # fmt: skip
    whole = "Dusun Krajan, RT 02/RW 01, patokan masjid, pagar hijau, 51355"
    crew = dispatch.crew_view(task.unit_id, at=NIGHT)
    [ticket] = dispatch.list_tickets_of(cast.operator, task.incident_id, at=NIGHT)
    assert (crew.address, ticket.address) == (whole, whole)


@pytest.mark.parametrize("road_m", [383_600, 387_600])
def test_two_kilometres_along_the_carriageway_may_be_the_same(cast, road_m):
    known = crash(on_toll(), cast)
    assert [c.incident for c in candidates(cast, on_toll(road_m))] == [known]


@pytest.mark.parametrize(
    "elsewhere",
    [on_toll(383_599), on_toll(carriageway="A"), on_toll(road="PANTURA")],
    ids=["farther", "other carriageway", "other road"],
)
def test_farther_or_on_another_carriageway_or_road_is_not_the_same(cast, elsewhere):
    crash(on_toll(), cast)
    assert candidates(cast, elsewhere) == []


def test_stone_in_free_words_meets_the_stone_in_its_field(cast):
    known = crash(on_toll(), cast)
    said = PlaceInput(quality=PlaceQuality.UNKNOWN, address="tol KM 386 B arah Semarang")
    assert [c.incident for c in candidates(cast, said)] == [known]


def test_other_carriageway_is_merged_only_when_the_place_was_asked(cast):
    one, other = crash(on_toll(), cast), crash(on_toll(carriageway="A"), cast)
    merge = {"by": cast.operator, "incident_id": other.id, "into_id": one.id, "at": NIGHT}
    with pytest.raises(OtherCarriageway):
        services.merge_into(**merge, same_victims_confirmed=True)
    merged = services.merge_into(**merge, same_place_confirmed=True, same_victims_confirmed=True)
    assert merged.merged_into_id == one.id
    assert (
        services.unmerge(by=cast.operator, incident_id=other.id, at=NIGHT).parts.carriageway == "A"
    )


def test_nothing_said_is_no_parts():
    assert make_incident().parts == NO_PARTS
