"""Which engine a node has, and what it says where the roads do not reach."""

import os
from pathlib import Path
from typing import Any

import pytest

from kentongan.geo.roads.closing import all_closed
from kentongan.geo.roads.engine import travel
from kentongan.geo.roads.travel import RoadTravel
from kentongan.geo.shapes import point_shape
from kentongan.geo.travel import StraightLine, TravelBasis
from tests.geo.roads.make import at, grid, make_graph, make_roads, street

SPEED_KMH = 40.0


@pytest.fixture
def graph_file(settings: Any, tmp_path: Path) -> Path:
    settings.ROADS_FILE = tmp_path / "roads.graph"
    return tmp_path / "roads.graph"


def test_node_without_a_graph_has_the_straight_line(graph_file: Path) -> None:
    assert isinstance(travel(), StraightLine)


def test_graph_is_opened_once_and_a_new_one_is_taken_over(graph_file: Path) -> None:
    make_graph(grid(3)).write(graph_file)
    first = travel()
    assert isinstance(first, RoadTravel)
    assert travel() is first
    make_graph(grid(4)).write(graph_file)
    assert travel() is not first


def test_broken_graph_stops_no_proposal_and_is_told(graph_file: Path, caplog: Any) -> None:
    make_graph(grid(3)).write(graph_file)
    os.truncate(graph_file, 40)
    assert isinstance(travel(), StraightLine)
    assert "road graph not used" in caplog.text


def test_seconds_are_of_the_roads_and_say_so() -> None:
    engine = RoadTravel(make_roads(grid(6)))
    [near, far] = engine.to_goal(at(0, 0), [at(0, 1), at(5, 5)], speed_kmh=SPEED_KMH)
    assert near is not None
    assert far is not None
    assert near.seconds < far.seconds
    assert {near.basis, far.basis} == {TravelBasis.ROAD_GRAPH}
    assert not near.is_estimate


def test_night_has_seconds_of_its_own(graph_file: Path) -> None:
    make_graph(grid(6)).write(graph_file)
    seconds = {
        hour: travel(hour=hour).to_goal(at(0, 0), [at(5, 5)], speed_kmh=SPEED_KMH)[0].seconds
        for hour in (*range(24), None)
    }
    night = {hour for hour, each in seconds.items() if each < seconds[None]}
    assert night == {21, 22, 23, 0, 1, 2, 3, 4}
    by_night = travel(hour=3)
    way = by_night.way(at(0, 0), at(5, 5))
    assert way.seconds == pytest.approx(seconds[3], abs=1)
    # what is closed stays closed by night
    shape = point_shape(at(0, 1), 30.0)
    assert by_night.avoiding(frozenset([shape])).is_closed(way) == travel([shape]).is_closed(way)


def test_off_the_graph_it_is_the_straight_line_and_says_so() -> None:
    engine, straight = RoadTravel(make_roads(grid(3))), StraightLine()
    away = at(-20, 0)
    for goal, start in ((away, at(0, 0)), (at(0, 0), away)):
        [found] = engine.to_goal(goal, [start], speed_kmh=SPEED_KMH)
        assert found == straight.between(start, goal, speed_kmh=SPEED_KMH)


def test_where_no_road_leads_nothing_is_made_up() -> None:
    rows, columns = range(6), range(40, 46)
    island = [street(900 + row, *((row, column) for column in columns)) for row in rows]
    island += [street(950 + column, *((row, column) for row in rows)) for column in columns]
    roads = make_roads([*grid(6), *island])
    assert roads.stands(at(0, 40))
    [found] = RoadTravel(roads).to_goal(at(0, 0), [at(0, 40)], speed_kmh=SPEED_KMH)
    assert found is None


def test_enough_stops_early_and_leaves_out_only_who_is_later() -> None:
    engine = RoadTravel(make_roads(grid(6)))
    starts = [at(row, column) for row in range(6) for column in range(6)]
    every = [each.seconds for each in engine.to_goal(at(0, 0), starts, speed_kmh=1) if each]
    some = engine.to_goal(at(0, 0), starts, speed_kmh=1, enough=4)
    known = [each.seconds for each in some if each]
    assert 4 <= len(known) <= len(every) == 36
    assert sorted(known) == sorted(every)[: len(known)]


def test_closed_roads_are_driven_round() -> None:
    roads = make_roads(grid(6))
    shut = [n for n in range(roads.graph.segments) if roads.graph.segment_way[n] == 1]
    [free] = RoadTravel(roads).to_goal(at(0, 0), [at(0, 5)], speed_kmh=SPEED_KMH)
    [round_] = RoadTravel(roads, all_closed(shut)).to_goal(
        at(0, 0), [at(0, 5)], speed_kmh=SPEED_KMH
    )
    assert free is not None
    assert round_ is not None
    assert round_.seconds > free.seconds


def test_each_start_has_its_own_speed_where_the_roads_do_not_say() -> None:
    engine, straight = RoadTravel(make_roads(grid(3))), StraightLine()
    away = [at(-20, 0), at(-21, 0)]
    found = engine.to_goal(at(0, 0), away, speed_kmh=[40.0, 20.0])
    assert found == [
        straight.between(start, at(0, 0), speed_kmh=kmh)
        for start, kmh in zip(away, (40.0, 20.0), strict=True)
    ]
