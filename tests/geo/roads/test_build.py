"""From roads to a graph: where it is cut, what is left out, what the file refuses."""

from pathlib import Path

import numpy as np
import pytest

from kentongan.geo.errors import NoSuchGraph, NoSuchRoads
from kentongan.geo.roads.build import Report, build_graph
from kentongan.geo.roads.graph import Flag, open_graph
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.sources import source_of
from tests.data import shared_data
from tests.geo.roads.make import Town, grid, make_graph, node, osm_file, street

EMERGENCY = load_profile("emergency")


def report_of(roads: list, stands: dict[int, str] | None = None, **rest: object) -> Report:
    return build_graph(Town(roads, stands or {}), EMERGENCY, **rest)[1]  # type: ignore[arg-type]


def test_roads_are_cut_where_they_meet() -> None:
    report = report_of(grid(3))
    assert (report.vertices, report.segments, report.arcs, report.parts) == (9, 12, 24, 1)
    assert report.disconnected_km == 0


def test_bend_is_no_crossing() -> None:
    bent = street(1, (0, 0), (0, 1), (1, 1), (1, 2))
    assert report_of([bent]).segments == 1


def test_bollard_closes_and_gate_delays() -> None:
    road = [street(1, (0, 0), (0, 1), (0, 2))]
    shut = report_of(road, {node(0, 1): "bollard"})
    assert (shut.barriers_closed, shut.parts) == (1, 2)
    gated = make_graph(road, {node(0, 1): "gate"})
    free = make_graph(road)
    assert np.nansum(gated.segment_forward) == pytest.approx(
        np.nansum(free.segment_forward) + EMERGENCY.gate_s
    )
    assert np.all(gated.segment_flags & Flag.GATE)


def test_loose_roads_are_told_and_nobody_stands_on_a_fragment() -> None:
    loose = street(900, (40, 40), (40, 41))
    graph, report = build_graph(Town([*grid(6), loose]), EMERGENCY)
    assert report.disconnected_km == pytest.approx(0.55, abs=0.02)
    fragment = graph.segment_way[(graph.segment_flags & Flag.FRAGMENT) > 0]
    assert fragment.tolist() == [900]


def test_letter_for_a_road_that_is_not_one_way_is_told() -> None:
    oneway = street(7, (0, 0), (9, 9), oneway="yes")
    report = report_of([*grid(3), oneway], letters=(7, 1, 12345))
    assert report.contraflow == [7]
    assert report.letters_unused == [1, 12345]


def test_what_is_dropped_is_counted_by_its_reason() -> None:
    closed = [street(50 + n, (n, 0), (n, 1), highway="path") for n in range(3)]
    report = report_of([*grid(3), *closed, street(60, (0, 0), (1, 1), access="no")])
    assert report.dropped == {"highway=path": 3, "access=no": 1}


def test_file_is_written_whole_and_mapped(tmp_path: Path) -> None:
    graph = make_graph(grid(4))
    graph.write(tmp_path / "jalan.graph")
    opened = open_graph(tmp_path / "jalan.graph")
    for name, each in graph.arrays.items():
        assert np.array_equal(opened.arrays[name], each.astype(opened.arrays[name].dtype)), name
    assert isinstance(opened.arc_seconds.base.base, np.memmap)
    assert [path.name for path in tmp_path.iterdir()] == ["jalan.graph"]


@pytest.mark.parametrize("kept", [0, 5, 17, 400, -1])
def test_file_cut_short_is_refused_in_a_sentence(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "jalan.graph"
    make_graph(grid(4)).write(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(NoSuchGraph):
        open_graph(path)


def test_graph_of_another_edition_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "jalan.graph"
    make_graph(grid(4)).write(path)
    path.write_bytes(path.read_bytes().replace(b"KENTJALAN2", b"KENTJALAN1", 1))
    with pytest.raises(NoSuchGraph, match="versi Kentongan yang lain.*roads build"):
        open_graph(path)


def test_neighbours_are_near_each_other_in_memory() -> None:
    graph = make_graph(grid(30))
    apart = np.abs(graph.segment_u[:].astype(int) - graph.segment_v[:])
    assert np.median(apart) < 10  # by rows it would be 1 along one direction and 30 across
    assert sorted(set(graph.segment_u.tolist()) | set(graph.segment_v.tolist())) == list(
        range(graph.vertices)
    )


def test_parts_that_no_road_joins_are_told_apart() -> None:
    graph = make_graph([*grid(4), street(900, (40, 40), (40, 41))])
    assert len(set(graph.vertex_part.tolist())) == 2


def test_absent_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchGraph, match="tidak ada"):
        open_graph(tmp_path / "tidak.graph")


def test_openstreetmap_file(tmp_path: Path) -> None:
    source = source_of(osm_file(tmp_path))
    graph, report = build_graph(source, EMERGENCY)
    assert report.dropped == {"highway=footway": 1}
    assert (report.barriers_closed, report.segments, report.parts) == (1, 3, 2)
    assert {graph.name_of(segment) for segment in range(graph.segments)} == {"Jalan Pemuda"}
    assert "OpenStreetMap" in graph.header["attribution"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.osm", b""),
        ("a.osm", b"<osm version='0.6'></osm>"),
        ("a.osm.pbf", b"not a map"),
        ("a.osm.gz", b"\x1f\x8b broken"),
        ("a.graphml", b"<graphml>"),
        ("a.graphml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><graphml>&a;</graphml>"),
        ("a.graphml", b"<g xmlns='http://graphml.graphdrawing.org/xmlns'><node id='x'/></g>"),
        ("a.txt", b"jalan"),
    ],
)  # fmt: skip
def test_file_that_is_no_map_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NoSuchRoads):
        build_graph(source_of(path), EMERGENCY)


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "least_km"),
    [
        ("andorra.osm.pbf", 500),
        ("campo-grande.osm.gz", 1400),
        ("monaco.osm.gz", 55),
        ("simpl_balikpapan_kota_drive.graphml", 230),
    ],
)
def test_published_extracts_build(name: str, least_km: float) -> None:
    _, report = build_graph(source_of(shared_data(f"osm/{name}")), EMERGENCY)
    kept = sum(report.kept_km.values())
    assert kept > least_km
    assert report.disconnected_km < kept * 0.06
