"""A closed road, drawn at one desk: on another desk, and in the cab of who drives towards it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from kentongan.fleet import services as fleet
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.types import PlaceInput
from kentongan.kernel import clock
from kentongan.roads.models import Closure
from tests.browser.conftest import PHONE, Sit
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.fleet.make import crew_of, make_unit
from tests.geo.roads.make import at as corner
from tests.geo.roads.make import make_graph, street
from tests.node import wait_for

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip


@pytest.fixture(autouse=True)
def graph() -> Iterator[None]:
    """One road, of which the node knows."""
    path = Path(os.environ["KENTONGAN_DATA"]) / "roads.graph"
    make_graph([street(1, (0, 0), (0, 2)), street(2, (0, 2), (0, 4))]).write(path)
    yield
    path.unlink()


@pytest.fixture
def unit(cast: Any) -> Any:
    """Under way to a fire at the other end of it."""
    unit, goal = make_unit(cast), corner(0, 4)
    place = PlaceInput(lat=goal.lat, lon=goal.lon, accuracy_m=10.0, source=PlaceSource.MAP,
                       quality=PlaceQuality.EXACT)  # fmt: skip
    here = corner(0, 0)
    fleet.report_position(by=crew_of(unit), unit_id=unit.id, lat=here.lat, lon=here.lon,
                          at=clock.now())  # fmt: skip
    make_assignment(cast, unit, make_accepted(cast, make_fire(place=place)))
    return unit


def test_line_that_is_drawn_stops_the_crew_and_stands_on_every_desk(
    sit: Sit, unit: Any, screenshot: Any
) -> None:
    desk, other, cab = sit("operator", "/jalan"), sit("fire_officer", "/jalan"), sit(unit)
    expect(cab.locator(".crew-alarm")).to_have_count(0)
    expect(desk.locator("#roads-map[data-drawn]")).to_be_attached()
    middle = corner(0, 1)
    desk.fill("#coordinates", f"{middle.lat:.6f}, {middle.lon:.6f}")
    desk.get_by_role("button", name="Garis").click()
    desk.locator("#map canvas").click(position={"x": 200, "y": 20})
    expect(desk.locator("[data-map-say]")).to_have_text("Garis dengan 2 titik.")
    desk.get_by_label("Banjir atau genangan").check()
    desk.fill("#road", "Jalan Pantura")
    screenshot("roads-desk", page=desk)
    desk.get_by_role("button", name="Laporkan tertutup").click()
    expect(other.locator("#roads")).to_contain_text("Jalan Pantura")
    expect(cab.locator(".crew-alarm")).to_contain_text("TERPUTUS")
    assert cab.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    screenshot("roads-cab", page=cab)
    assert Closure.objects.get().shape.kind == "LineString"
    other.get_by_role("button", name="Sudah dapat dilewati").click()
    expect(cab.locator(".crew-alarm")).to_have_count(0)
    expect(desk.locator("#roads")).to_contain_text("Tidak ada jalan yang dilaporkan tertutup.")


def test_crew_without_a_position_is_told_what_to_do_and_with_one_it_is_kept(
    sit: Sit, unit: Any
) -> None:
    cab = sit(unit)
    cab.locator("#road summary").click()
    cab.locator("#road").get_by_label("Pohon tumbang").check()
    cab.locator("#road").get_by_role("button", name="Laporkan tertutup").click()
    expect(cab.locator("#road")).not_to_have_attribute("open", "")
    wait_for(Closure.objects.exists)
    expect(cab.locator("#task .crew-place")).to_contain_text("Pohon tumbang")
    assert Closure.objects.get().source == "CREW"
