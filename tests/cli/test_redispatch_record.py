"""The promise on eight real days: by our order nine calls in ten are reached no later than by the
record's choice, under the same model.
"""

from datetime import timedelta

import pytest

from kentongan.cli.replay.records import read_record
from kentongan.cli.replay.redispatch import FIRST_STATION, OURS, POLICIES, RECORD, STRAIGHT_LINE
from kentongan.cli.replay.redispatch.report import Report, Source
from kentongan.cli.replay.redispatch.running import make_report
from kentongan.cli.replay.redispatch.whys import Why
from kentongan.geo.points import Point
from kentongan.geo.roads.build import build_graph
from kentongan.geo.roads.graph import MICRO
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.sources import source_of
from tests.cli.recorded import invent, write_record
from tests.data import shared_data

FILE = "calls/sffd_2017-01_complete_seconds.csv.gz"
BALIKPAPAN = "osm/simpl_balikpapan_kota_drive.graphml"
DEMANDS, CALLS, NEVER_REACHED = 7_704, 3_560, 128
SOURCE = Source("", "", "", "", "")

pytestmark = pytest.mark.data


def p90(report: Report, policy: str) -> float:
    [found] = [each.responses.p90_s for each in report.results if each.policy == policy]
    assert found is not None
    return found


def farther(report: Report) -> int:
    """How often our order sent a unit though the record's was free and nearer."""
    [ours] = [each for each in report.comparisons if each.policy == OURS]
    return sum(reason.units for reason in ours.reasons if reason.why is Why.FARTHER)


@pytest.mark.parametrize("hours", [4, 8, 24])
def test_ours_is_no_later_than_the_record_on_eight_days(hours):
    """Whatever is taken for the end of a shift; and also of the calls whose recorded units were
    free in the model at once, so that the model's own error is no merit of ours.
    """
    record = read_record(shared_data(FILE))
    report = make_report(
        record, [RECORD, OURS], source=SOURCE, off_duty_after=timedelta(hours=hours)
    )
    assert (report.calls, report.demands, report.unreached) == (CALLS, DEMANDS, NEVER_REACHED)
    assert p90(report, OURS) <= p90(report, RECORD)
    assert farther(report) == 0
    [ours] = report.comparisons
    of_record, of_ours = ours.without_wait
    assert of_ours.p90_s <= of_record.p90_s
    assert of_record.n > 0.9 * (CALLS - NEVER_REACHED)


def test_by_real_roads_ours_beats_the_map_and_the_first_station(tmp_path):
    """Invented calls on the roads of Balikpapan: no real record has both."""
    graph, _ = build_graph(source_of(shared_data(BALIKPAPAN)), load_profile("emergency"))
    path = tmp_path / "balikpapan.graph"
    graph.write(path)
    points = zip(graph.point_lat.tolist(), graph.point_lon.tolist(), strict=True)
    places = [Point(lat / MICRO, lon / MICRO) for lat, lon in points]
    rows = invent(places, calls=800, stations=10, days=8)
    record = read_record(write_record(tmp_path / "karangan.csv", rows))
    report = make_report(
        record, POLICIES, source=SOURCE, off_duty_after=timedelta(hours=8), roads=path
    )
    assert report.assumed.basis == "ROAD_GRAPH"
    assert farther(report) == 0
    for rival in (STRAIGHT_LINE, FIRST_STATION):
        assert p90(report, OURS) < p90(report, rival)
