"""Which roads a closure takes away: a point, a line, a flooded area; drawn by hand."""

import json

import pytest

from kentongan.geo.cover import Box
from kentongan.geo.points import Point
from kentongan.geo.roads.closing import Closed, closed_in
from kentongan.geo.roads.graph import RoadGraph
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.travel import RoadTravel
from kentongan.geo.shapes import Shape, point_shape, read_shape
from kentongan.geo.travel import TravelBasis
from tests.geo.roads.make import at, grid, make_graph, make_roads, street

TOWN = grid(5)


@pytest.fixture(scope="module")
def graph() -> RoadGraph:
    return make_graph(TOWN)


def line(*places: tuple[float, float], width_m: float = 20.0) -> Shape:
    return _shape("LineString", [_pair(at(*place)) for place in places], width_m)


def area(*places: tuple[float, float]) -> Shape:
    ring = [_pair(at(*place)) for place in places]
    return _shape("Polygon", [[*ring, ring[0]]], 0.0)


def _pair(point: Point) -> list[float]:
    return [point.lon, point.lat]


def _shape(kind: str, coordinates: object, width_m: float) -> Shape:
    return read_shape(json.dumps({"type": kind, "coordinates": coordinates}), width_m)


def ends_of(graph: RoadGraph, closed: Closed) -> set[tuple[tuple[int, int], ...]]:
    """Segments as pairs of crossings."""
    found = set()
    for each in closed.spans:
        pair = []
        for place in (graph.segment_first[each], graph.segment_last[each]):
            lat, lon = graph.point_lat[place] / 1e7, graph.point_lon[place] / 1e7
            origin = at(0, 0)
            pair.append((round((lat - origin.lat) / 0.005), round((lon - origin.lon) / 0.005)))
        found.add(tuple(sorted(pair)))
    return found


def test_point_closes_its_road_and_no_other(graph: RoadGraph) -> None:
    closed = closed_in(graph, point_shape(at(2, 1.5), 30))
    assert ends_of(graph, closed) == {((2, 1), (2, 2))}


def test_point_beside_the_road_means_that_road(graph: RoadGraph) -> None:
    beside = at(2 + 90 / 555, 1.5)
    assert ends_of(graph, closed_in(graph, point_shape(beside, 20))) == {((2, 1), (2, 2))}
    assert closed_in(graph, point_shape(at(2.5, 1.5), 20)).spans == {}


def test_point_on_a_crossing_closes_all_its_roads(graph: RoadGraph) -> None:
    closed = closed_in(graph, point_shape(at(2, 2), 40))
    assert ends_of(graph, closed) == {
        ((2, 1), (2, 2)), ((2, 2), (2, 3)), ((1, 2), (2, 2)), ((2, 2), (3, 2)),
    }  # fmt: skip


def test_line_along_a_road_leaves_its_side_streets_open(graph: RoadGraph) -> None:
    along = closed_in(graph, line((2, 0.9), (2.01, 2), (2, 3.1)))
    assert ends_of(graph, along) == {((2, 1), (2, 2)), ((2, 2), (2, 3)), ((2, 0), (2, 1)),
                                     ((2, 3), (2, 4))}  # fmt: skip
    short = closed_in(graph, line((2, 1.02), (2.01, 1.5), (2, 1.98)))
    assert ends_of(graph, short) == {((2, 1), (2, 2))}


def test_line_across_a_road_is_a_barrier(graph: RoadGraph) -> None:
    closed = closed_in(graph, line((1.8, 1.5), (2.2, 1.5)))
    assert ends_of(graph, closed) == {((2, 1), (2, 2))}


def test_flooded_area_closes_what_it_wets(graph: RoadGraph) -> None:
    closed = closed_in(graph, area((1.5, 1.5), (1.5, 2.5), (2.5, 2.5), (2.5, 1.5)))
    assert ends_of(graph, closed) == {
        ((2, 1), (2, 2)), ((2, 2), (2, 3)), ((1, 2), (2, 2)), ((2, 2), (3, 2)),
    }  # fmt: skip


def test_closure_off_the_map_closes_nothing(graph: RoadGraph) -> None:
    assert closed_in(graph, point_shape(at(40, 40), 100)).spans == {}


def test_way_leads_around_what_is_closed_or_nowhere() -> None:
    # two villages, one road, and a detour three blocks long
    roads = make_roads([street(1, (0, 0), (0, 2)), street(2, (0, 0), (3, 0), (3, 2), (0, 2)),
                        street(3, (0, 2), (0, 3))])  # fmt: skip
    engine = RoadTravel(roads)
    flood = point_shape(at(0, 1), 30)
    around = engine.avoiding(frozenset({flood}))
    [direct], [detour] = (
        each.to_goal(at(0, 3), [at(0, 0)], speed_kmh=40.0) for each in (engine, around)
    )
    assert direct is not None
    assert detour is not None
    assert detour.seconds > 2 * direct.seconds
    assert detour.basis is TravelBasis.ROAD_GRAPH
    usual = engine.way(at(0, 3), at(0, 0))
    assert usual is not None
    assert around.is_closed(usual)
    assert around.way(at(0, 3), at(0, 0.5)) is not None
    between = around.way(at(0, 0.5), at(0, 1.5))
    assert between is not None
    assert between.seconds > direct.seconds
    both = around.avoiding(frozenset({flood, point_shape(at(3, 1), 30)}))
    assert both.to_goal(at(0, 3), [at(0, 0)], speed_kmh=40.0) == [None]
    assert engine.closes(flood)[0] == 1


def test_roads_are_drawn_by_class_the_greater_ones_first() -> None:
    town = make_graph([street(1, (0, 0), (0, 3)), street(2, (0, 0), (2, 0), highway="trunk")])
    engine = RoadTravel(Roads(town))
    box = Box(min_lat=at(0, 0).lat, min_lon=at(0, 0).lon, max_lat=at(3, 0).lat,
              max_lon=at(0, 3).lon)  # fmt: skip
    assert list(engine.lines_in(box, most=10)) == ["trunk", "residential"]
    assert list(engine.lines_in(box, most=1)) == ["trunk"]
    [[first, last]] = engine.lines_in(box, most=1)["trunk"]
    assert (first, last) == ((110.2, -6.92), (110.2, -6.91))
