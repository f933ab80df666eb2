"""The benches of the roads, tiny: what they measure is there; how quick it is, is the machine's."""

from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from kentongan.cli.bench.network import make_network
from kentongan.cli.bench.node import BenchNode
from kentongan.cli.bench.plain import Plain, agree
from kentongan.cli.bench.recommend import FIRST, UNITS, Night, measured
from kentongan.cli.bench.roads import build_figures
from kentongan.geo.roads.build import build_graph
from kentongan.geo.roads.osm import OpenStreetMap
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.search import Roads
from kentongan.geo.travel import TravelBasis, TravelEstimate

SMALL = 0.02


def estimates(*seconds: float | None) -> list[TravelEstimate | None]:
    return [
        None if each is None else TravelEstimate(each, None, TravelBasis.ROAD_GRAPH)
        for each in seconds
    ]


def test_network_is_sparse_has_a_hierarchy_and_one_way_roads() -> None:
    network = make_network(20_000)
    assert network.nodes == pytest.approx(20_000, rel=0.1)
    assert {"motorway", "trunk", "primary", "secondary", "tertiary"} < set(network.highway)
    assert 0.03 < np.mean(network.oneway) < 0.2
    _, report = build_graph(network, load_profile("emergency"))
    assert report.vertices < report.segments < 2 * report.vertices
    assert report.disconnected_km < 0.05 * sum(report.kept_km.values())


def test_network_in_a_file_is_the_network(tmp_path: Path) -> None:
    network = make_network(3_000)
    network.write(tmp_path / "jalan.osm.pbf")
    read = list(OpenStreetMap(tmp_path / "jalan.osm.pbf").ways())
    for mine, theirs in zip(network.ways(), read, strict=True):
        assert (mine.id, mine.nodes, mine.tags) == (theirs.id, theirs.nodes, theirs.tags)
        assert mine.lats == pytest.approx(theirs.lats, abs=1e-7)


def test_who_is_first_is_measured_and_exact(tmp_path: Path) -> None:
    figures = {figure.name: figure for figure in measured(tmp_path, 0.01, SMALL)}
    assert set(figures) == {
        "recommend_road_250k_p99", "recommend_road_250k_mixed_p99", "recommend_road_1m_p99",
        "recommend_road_1m_mixed_p99", "recommend_road_exact_share",
    }  # fmt: skip
    exact = figures.pop("recommend_road_exact_share")
    assert (exact.value, exact.n, exact.is_met) == (1.0, 20, True)
    assert all(figure.value and figure.limit for figure in figures.values())


def test_whole_search_of_the_bench_closes_roads_by_leaving_them_out() -> None:
    graph, _ = build_graph(make_network(6_000), load_profile("emergency"))
    night, roads, plain = Night(graph), Roads(graph), Plain(graph)
    case = next(night.cases())
    assert case.question.goal is not None
    starts = [case.positions[UUID(int=n + 1)].point for n in range(UNITS)]
    mine = roads.seconds_to(case.question.goal, starts, closed=case.closed)
    theirs = plain.seconds_to(case.question.goal, starts, case.closed)
    assert [np.inf if each is None else each for each in mine] == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("found", "is_exact"),
    [
        ((10.0, 20.0, None), True),
        ((10.0, 20.0, 30.0), True),
        ((10.0, None, 30.0), False),
        ((10.0, None, None), False),
        ((10.0, 20.1, None), False),
    ],
)
def test_answer_is_exact_when_all_is_true_and_nobody_earlier_is_left_out(
    found: tuple[float | None, ...], is_exact: bool
) -> None:
    assert agree(estimates(*found), [10.0, 20.0, 30.0], 2) is is_exact


def test_nobody_is_missed_where_no_road_leads() -> None:
    assert agree(estimates(None, None), [np.inf, np.inf], FIRST)


def test_build_is_measured_as_a_command(tmp_path: Path) -> None:
    with BenchNode() as node:
        rate, rss = build_figures(node, 2_000)
    assert (rate.name, rss.name) == ("roads_build_rate", "roads_build_rss")
    assert rate.value and rss.value and rate.limit
