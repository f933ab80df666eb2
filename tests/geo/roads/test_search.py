"""Who is first by road: against a search written twice, with closures, by night, off the road."""

import heapq
import math
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kentongan.geo.points import Point, haversine_m
from kentongan.geo.roads.graph import Flag, RoadGraph, open_graph
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.snap import OFF_ROAD_M, snap, snap_all
from tests.geo.roads.make import LAT, LON, SIDE, at, grid, make_graph, make_roads, street


def slow_search(graph: RoadGraph, source: int) -> dict[int, float]:
    """Dijkstra's own words, over the arcs turned round."""
    leaving: dict[int, list[tuple[int, float]]] = {}
    for target in range(graph.vertices):
        for arc in range(graph.arc_start[target], graph.arc_start[target + 1]):
            leaving.setdefault(int(graph.arc_from[arc]), []).append(
                (target, float(graph.arc_seconds[arc]))
            )
    done: dict[int, float] = {}
    queue = [(0.0, source)]
    while queue:
        seconds, vertex = heapq.heappop(queue)
        if vertex in done:
            continue
        done[vertex] = seconds
        for target, weight in leaving.get(vertex, []):
            heapq.heappush(queue, (seconds + weight, target))
    return done


def vertex_points(graph: RoadGraph) -> dict[int, Point]:
    found = {}
    for segment in range(graph.segments):
        for vertex, place in (
            (graph.segment_u[segment], graph.segment_first[segment]),
            (graph.segment_v[segment], graph.segment_last[segment]),
        ):
            found[int(vertex)] = Point(graph.point_lat[place] / 1e7, graph.point_lon[place] / 1e7)
    return found


def stands_on_the_road(graph: RoadGraph, point: Point) -> bool:
    """Whether it is on one that is connected: nobody is taken to stand on a fragment."""
    place = snap(graph, point)
    return place is not None and place.off_m < 1


@pytest.mark.parametrize("seed", range(5))
def test_seconds_are_those_of_a_search_written_twice(seed: int) -> None:
    chance = random.Random(seed)
    kinds = ["primary", "residential", "track", "service"]
    town = [
        street(
            n, *way, highway=chance.choice(kinds), oneway=chance.choice(["yes", "no", "no", "-1"])
        )
        for n, way in enumerate(
            [((r, c), (r + dr, c + dc)) for r in range(6) for c in range(6)
             for dr, dc in ((0, 1), (1, 0))], start=1
        )
    ]  # fmt: skip
    roads = make_roads(town)
    points = vertex_points(roads.graph)
    starts = [each for each in sorted(points) if stands_on_the_road(roads.graph, points[each])]
    goal = chance.choice(starts)
    found = roads.seconds_to(points[goal], [points[each] for each in starts])
    for start, seconds in zip(starts, found, strict=True):
        truth = slow_search(roads.graph, start).get(goal)
        if seconds is None:
            assert truth is None
        else:
            assert truth is not None
            assert seconds == pytest.approx(truth, abs=0.2)


def test_partway_along_both_roads() -> None:
    roads = make_roads(grid(4))
    pace = 3.6 / 25
    [seconds] = roads.seconds_to(at(0, 0.25), [at(2, 0.5)])
    east = haversine_m(LAT, LON, LAT, LON + SIDE)
    south = haversine_m(LAT, LON, LAT + SIDE, LON)
    assert seconds == pytest.approx((2 * south + 0.75 * east) * pace, rel=0.01)


def test_on_one_road_without_leaving_it() -> None:
    roads = make_roads(grid(3))
    [seconds] = roads.seconds_to(at(0, 0.75), [at(0, 0.25)])
    assert seconds == pytest.approx(0.5 * haversine_m(LAT, LON, LAT, LON + SIDE) * 0.144, rel=0.01)


def test_one_way_is_driven_round() -> None:
    town = [street(1, (0, 0), (0, 1), oneway="yes"), street(2, (0, 1), (1, 1), (1, 0), (0, 0))]
    roads = make_roads(town)
    [along] = roads.seconds_to(at(0, 0.9), [at(0, 0.1)])
    [round_] = roads.seconds_to(at(0, 0.1), [at(0, 0.9)])
    assert along is not None
    assert round_ is not None
    assert round_ > 3 * along


def test_two_roads_between_the_same_crossings_leave_the_other_open() -> None:
    short = street(1, (0, 0), (0, 1))
    long = street(2, (0, 0), (1, 0), (1, 1), (0, 1))
    roads = make_roads([short, long, street(3, (0, 1), (0, 2)), street(4, (0, -1), (0, 0))])
    [free] = roads.seconds_to(at(0, 2), [at(0, -1)])
    closed = {n for n in range(roads.graph.segments) if roads.graph.segment_way[n] == 1}
    [round_] = roads.seconds_to(at(0, 2), [at(0, -1)], closed=closed)
    assert free is not None
    assert round_ is not None
    assert round_ > free
    way = roads.route(at(0, 2), at(0, -1), closed=closed)
    assert way is not None
    assert not closed & set(way.segments)
    assert way.seconds == pytest.approx(round_)


def test_closed_road_changes_who_is_first() -> None:
    town = [street(1, (0, 0), (0, 1)), street(2, (0, 1), (0, 3)), street(4, (0, -1), (0, 0))]
    roads = make_roads([*town, street(3, (0, 0), (2, 0), (2, 3), (0, 3))])
    goal, near, far = at(0, 1.2), at(0, -0.1), at(0.5, 3)
    shut = snap(roads.graph, at(0, 0.8))
    assert shut is not None
    for closed, order in (([], [0, 1]), ([shut.segment], [1, 0])):
        assert [place for place, _ in roads.nearest(goal, [near, far], 2, closed=closed)] == order


def test_goal_on_a_closed_road_is_driven_to_and_it_is_said() -> None:
    roads = make_roads(grid(3))
    place = snap(roads.graph, at(0, 0.5))
    assert place is not None
    closed = [place.segment]
    assert roads.seconds_to(at(0, 0.5), [at(1, 1)], closed=closed)[0] is not None
    to_it, past_it = (
        roads.route(at(*goal), at(1, 1), closed=closed) for goal in ((0, 0.5), (0, 0))
    )
    assert to_it is not None
    assert past_it is not None
    assert (to_it.enters_closed, past_it.enters_closed) == (True, False)


def test_unit_at_the_crossing_of_a_closed_road_may_leave_by_the_others() -> None:
    roads = make_roads(grid(3))
    every = {n for n in range(roads.graph.segments) if roads.graph.segment_way[n] == 1}
    assert roads.seconds_to(at(2, 2), [at(0, 0)], closed=every)[0] is not None


def test_night_is_quicker_where_the_profile_says_so() -> None:
    roads = make_roads(grid(4))
    [day] = roads.seconds_to(at(0, 0), [at(3, 3)])
    [night] = roads.seconds_to(at(0, 0), [at(3, 3)], is_night=True)
    assert day is not None
    assert night == pytest.approx(day * 0.95)


def test_far_from_any_road_is_not_known() -> None:
    roads = make_roads(grid(3))
    away = at(-10, 0)
    assert haversine_m(away.lat, away.lon, LAT, LON) > OFF_ROAD_M
    assert roads.seconds_to(away, [at(0, 0)]) == [None]
    assert roads.seconds_to(at(0, 0), [away, at(1, 1)])[0] is None


def test_metres_off_the_road_cost_time() -> None:
    roads = make_roads(grid(3))
    [on], [off] = (roads.seconds_to(at(0, 0), [at(row, 0.5)]) for row in (1, 1.2))
    assert on is not None
    assert off is not None
    assert off - on == pytest.approx(0.2 * SIDE * 111_195 / (10 / 3.6), rel=0.02)


def test_graph_in_a_file_is_searched_in_place(tmp_path: Path) -> None:
    make_graph(grid(4)).write(tmp_path / "jalan.graph")
    roads = Roads(open_graph(tmp_path / "jalan.graph"))
    before = (tmp_path / "jalan.graph").read_bytes()
    weights = roads.arcs.weights(False)
    assert np.shares_memory(weights.data, roads.graph.arc_seconds)
    assert np.shares_memory(weights.indices, roads.graph.arc_from)
    asked = at(0, 0), [at(3, 3), at(0, 3)]
    assert roads.seconds_to(*asked, closed=[1]) == make_roads(grid(4)).seconds_to(
        *asked, closed=[1]
    )
    assert (tmp_path / "jalan.graph").read_bytes() == before


def test_limit_ends_the_search() -> None:
    roads = make_roads(grid(6))
    near, far = roads.seconds_to(at(0, 0), [at(0, 1), at(5, 5)], within_s=200)
    assert near is not None
    assert far is None


def test_route_has_the_shape_the_seconds_and_what_it_passes() -> None:
    town = [*grid(4), street(500, (3, 3), (3, 4), bridge="yes")]
    roads = make_roads(town)
    way = roads.route(at(3, 3.9), at(0.5, 0))
    assert way is not None
    assert way.points[0] == pytest.approx((at(0.5, 0).lat, at(0.5, 0).lon), abs=1e-6)
    assert way.points[-1] == pytest.approx((at(3, 3.9).lat, at(3, 3.9).lon), abs=1e-6)
    length = sum(haversine_m(*a, *b) for a, b in zip(way.points, way.points[1:], strict=False))
    assert length == pytest.approx(way.metres, rel=0.001)
    assert way.flags == Flag.BRIDGE
    assert [way.seconds] == pytest.approx(roads.seconds_to(at(3, 3.9), [at(0.5, 0)]))


def test_reach_grows_with_the_time() -> None:
    roads = make_roads(grid(6))
    small, large = (set(roads.reach(at(0, 0), seconds)) for seconds in (120, 400))
    assert small < large < set(range(roads.graph.segments))


def test_nearest_road_is_the_nearest_wherever_one_stands() -> None:
    roads = make_roads(grid(6))
    chance = random.Random(7)
    for _ in range(300):
        row, column = chance.uniform(-1, 6), chance.uniform(-1, 6)
        place = snap(roads.graph, at(row, column))
        assert place is not None
        rows, columns = min(max(row, 0), 5), min(max(column, 0), 5)
        candidates = [(round(rows), columns), (rows, round(columns))]
        truth = min(haversine_m(at(row, column).lat, at(row, column).lon, at(*c).lat, at(*c).lon)
                    for c in candidates)  # fmt: skip
        assert place.off_m == pytest.approx(truth, abs=1.0)


def test_points_are_put_on_the_roads_together_as_one_by_one() -> None:
    roads = make_roads(grid(6))
    chance = random.Random(3)
    points = [at(chance.uniform(-5, 9), chance.uniform(-5, 9)) for _ in range(200)]
    for together, point in zip(snap_all(roads.graph, points), points, strict=True):
        alone = snap(roads.graph, point)
        assert (together is None) == (alone is None)
        if together and alone:
            assert (together.segment, together.off_m) == (alone.segment, alone.off_m)
            assert together.share == pytest.approx(alone.share)


def asked_beyond(roads: Roads, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How far each search goes from now on."""
    limits: list[float] = []
    towards = roads.arcs.towards

    def noting(*args: Any, **kwargs: Any) -> Any:
        limits.append(args[4])
        return towards(*args, **kwargs)

    monkeypatch.setattr(roads.arcs, "towards", noting)
    return limits


def test_unit_on_an_island_is_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    island = [street(900 + row, *((row, column) for column in range(40, 46))) for row in range(6)]
    island += [street(950 + n, *((row, n) for row in range(6))) for n in range(40, 46)]
    roads = make_roads([*grid(6), *island])
    limits = asked_beyond(roads, monkeypatch)
    found = roads.first(at(0, 0), [at(0, 1), at(0, 40)], 2)
    assert found.seconds[0] is not None
    assert found.seconds[1] is None
    assert math.inf not in limits


def test_unit_that_closures_cut_off_is_none_and_no_other_is_hidden() -> None:
    spur = street(900, (0, 5), (0, 6), (0, 7), (0, 8))
    across = [street(910 + n, (0, n), (1, n), (1, n - 1)) for n in (7, 8)]
    roads = make_roads([*grid(6), spur, *across])
    bridge = snap(roads.graph, at(0, 5.5))
    assert bridge is not None
    starts = [at(0, 8), at(5, 5), at(0, 1)]
    free = roads.first(at(0, 0), starts, 3)
    assert None not in free.seconds
    cut = roads.first(at(0, 0), starts, 3, closed=[bridge.segment])
    assert cut.seconds == [None, *free.seconds[1:]]


@pytest.mark.parametrize("seed", range(8))
def test_first_are_those_of_the_whole_search(seed: int) -> None:
    chance = random.Random(seed)
    town = [each for each in grid(12) if chance.random() < 0.9]
    town += [street(500 + n, (n, 0), (n + 1, 1), oneway="yes") for n in range(8)]
    roads = make_roads(town)
    closed = chance.sample(range(roads.graph.segments), 20)
    starts = [at(chance.uniform(0, 11), chance.uniform(0, 11)) for _ in range(40)]
    for enough in (1, 5, 40):
        goal = at(chance.uniform(0, 11), chance.uniform(0, 11))
        is_night = chance.random() < 0.5
        truth = roads.seconds_to(goal, starts, closed=closed, is_night=is_night)
        found = Roads(roads.graph).first(goal, starts, enough, closed=closed, is_night=is_night)
        given = [each for each in found.seconds if each is not None]
        every = sorted(each for each in truth if each is not None)
        assert len(given) >= min(enough, len(every))
        assert sorted(given) == pytest.approx(every[: len(given)])


def test_search_leaves_nothing_behind_it() -> None:
    roads = make_roads(grid(5))
    before = {name: each.copy() for name, each in roads.graph.arrays.items()}
    roads.route(at(0, 0), at(4, 4), closed=[3, 5], is_night=True)
    list(roads.reach(at(0, 0), 100, closed=[1]))
    roads.first(at(0, 0), [at(2, 2)], 1, closed=[7, 8])
    assert all(np.array_equal(before[name], each) for name, each in roads.graph.arrays.items())


def test_many_threads_may_search_one_graph() -> None:
    roads: Roads = make_roads(grid(6))
    ask = lambda n: roads.seconds_to(at(0, 0), [at(5, 5)], closed=[n % 3], is_night=n % 2 == 0)  # noqa: E731
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(60)))
    assert found == [ask(n) for n in range(60)]
