"""Recorded calls sent again: nobody is in two places at once, and every call is served once."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.cli.replay.records import Response
from kentongan.cli.replay.redispatch import (
    FIRST_STATION,
    OURS,
    OURS_COVER,
    POLICIES,
    RECORD,
    STRAIGHT_LINE,
)
from kentongan.cli.replay.redispatch.covering import CoverAsked
from kentongan.cli.replay.redispatch.demands import calls_of
from kentongan.cli.replay.redispatch.drives import Drives
from kentongan.cli.replay.redispatch.policies import make_policy
from kentongan.cli.replay.redispatch.simulation import Task, redispatch
from kentongan.cli.replay.redispatch.vehicles import fleet_of
from kentongan.geo.points import distance_m
from kentongan.geo.roads.travel import RoadTravel
from kentongan.geo.travel import CIRCUITY, KMH, StraightLine, Travel
from tests.cli.recorded import BEGIN, make_row
from tests.geo.roads.make import at, make_roads, street

SLACK_S, SLACK_M = 1e-3, 0.5
FORTY = settings(deadline=None, max_examples=40)

# ── whatever the record, whatever the policy ─────────────────────────────────────────────────
UNITS = [("E01", "ENGINE"), ("E02", "ENGINE"), ("E03", "ENGINE"), ("M1", "MEDIC"), ("M2", "MEDIC")]


@st.composite
def records(draw: st.DrawFn) -> list[Response]:
    """Up to a dozen calls in few hours, so that units are wanting."""
    rows: list[Response] = []
    for call in range(draw(st.integers(1, 12))):
        sent = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True))
        minute, lat = draw(st.floats(0, 120)), draw(st.floats(-1.3, -1.1))
        priority, area = draw(st.sampled_from("32A")), draw(st.sampled_from(["01", "02", "03"]))
        for unit, unit_type in sent:
            rows.append(
                make_row(
                    str(call), unit, line=len(rows) + 2, minute=minute, unit_type=unit_type,
                    priority=priority, area=area, lat=lat, lon=116.8 + draw(st.floats(0, 0.1)),
                    turnout_s=draw(st.none() | st.floats(0, 300)),
                    drive_s=draw(st.none() | st.floats(0, 900)),
                    worked_s=draw(st.none() | st.floats(0, 7200)),
                )
            )  # fmt: skip
    return rows


def run(rows: list[Response], policy: str, travel: Travel | None = None) -> list[Task]:
    fleet = fleet_of(rows)
    drives = Drives(travel or StraightLine())
    calls = calls_of(rows, fleet)
    chosen = make_policy(policy, calls, fleet, drives.travel, CoverAsked())
    return redispatch(calls, fleet, chosen, drives)


def by_unit(tasks: list[Task]) -> list[list[Task]]:
    own: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        own[task.unit].append(task)
    return [sorted(each, key=lambda task: task.sent_at) for each in own.values()]


@pytest.mark.parametrize("policy", POLICIES)
@given(rows=records())
@FORTY
def test_everything_asked_for_is_served_exactly_once(policy, rows):
    tasks = run(rows, policy)
    assert sorted(task.demand.line for task in tasks) == [row.line for row in rows]


@pytest.mark.parametrize("policy", POLICIES)
@given(rows=records())
@FORTY
def test_unit_is_never_in_two_places_at_once(policy, rows):
    fleet = {vehicle.name: vehicle for vehicle in fleet_of(rows)}
    for own in by_unit(run(rows, policy)):
        home, kmh = fleet[own[0].unit].home, fleet[own[0].unit].kmh
        assert own[0].start == home
        for before, after in pairwise(own):
            assert after.sent_at >= before.free_at - SLACK_S
            gone_m = distance_m(before.free_point, after.start)
            left_m = distance_m(after.start, home)
            way_m = distance_m(before.free_point, home)
            # on the way home from where it came free, and not farther than it can have driven
            assert gone_m + left_m <= way_m + SLACK_M
            passed_s = after.sent_at - before.free_at
            assert gone_m * CIRCUITY <= passed_s * kmh * KMH + SLACK_M


@pytest.mark.parametrize("policy", POLICIES)
@given(rows=records())
@FORTY
def test_nobody_leaves_before_the_call_and_nobody_arrives_before_leaving(policy, rows):
    for task in run(rows, policy):
        assert task.sent_at >= task.demand.asked_at >= task.call.received_at
        assert task.free_at >= task.sent_at
        assert (task.arrived_at is not None) == task.demand.arrives
        if task.arrived_at is not None:
            expected = task.sent_at + task.demand.turnout_s + task.drive_s
            assert task.arrived_at == pytest.approx(expected)


@given(rows=records())
@FORTY
def test_work_is_the_same_whoever_goes(rows):
    """What the record needed is conserved: types, number, and the seconds at the scene."""
    told = set()
    for policy in POLICIES:
        tasks = run(rows, policy)
        types = {vehicle.name: vehicle.unit_type for vehicle in fleet_of(rows)}
        assert all(types[task.unit] == task.demand.unit_type for task in tasks)
        worked = sum(task.free_at - task.arrived_at for task in tasks if task.arrived_at)
        called_off = sum(task.free_at - task.sent_at for task in tasks if not task.arrived_at)
        told.add((round(worked, 2), round(called_off, 2)))
    assert len(told) == 1


@given(rows=records())
@FORTY
def test_record_sends_whom_the_record_sent(rows):
    assert all(task.unit == task.demand.unit for task in run(rows, RECORD))


@pytest.mark.parametrize("policy", [OURS, STRAIGHT_LINE, FIRST_STATION])
@given(rows=records())
@FORTY
def test_nobody_waits_while_a_unit_is_free(policy, rows):
    tasks = run(rows, policy)
    for waited in (task for task in tasks if task.waited_s > 0):
        asked = waited.demand.asked_at
        for vehicle in fleet_of(rows):
            if vehicle.unit_type == waited.demand.unit_type and vehicle.is_on_duty(asked):
                own = [task for task in tasks if task.unit == vehicle.name]
                assert any(task.sent_at <= asked <= task.free_at for task in own)


@pytest.mark.parametrize("policy", [OURS, STRAIGHT_LINE, FIRST_STATION])
@given(rows=records())
@FORTY
def test_who_waits_is_served_by_priority_then_by_how_long(policy, rows):
    def turn(task: Task) -> tuple[int, float, int]:
        return task.call.rank, task.demand.asked_at, task.demand.line

    tasks = [task for task in run(rows, policy) if task.waited_s > 0]
    for first in tasks:
        for later in tasks:
            both_waited = later.demand.asked_at < first.sent_at < later.sent_at
            if both_waited and first.demand.unit_type == later.demand.unit_type:
                assert turn(first) < turn(later)


@given(rows=records())
@FORTY
def test_without_roads_ours_is_as_near_as_the_straight_line(rows):
    """All of one type are equally fast; the report says so."""
    ours, nearest = ([t.arrived_at for t in run(rows, p)] for p in (OURS, STRAIGHT_LINE))
    assert ours == pytest.approx(nearest)


@pytest.mark.parametrize("policy", POLICIES)
def test_same_record_gives_the_same_tasks(policy):
    rows = [make_row(str(n), f"E0{n % 3}", line=n + 2, minute=n * 3.0) for n in range(30)]
    assert run(rows, policy) == run(rows, policy)


# ── single rules ─────────────────────────────────────────────────────────────────────────────
WEST, EAST = {"lon": 116.80, "area": "01"}, {"lon": 116.90, "area": "02"}


def two_stations() -> list[Response]:
    """E01 in the west, E02 in the east, both on duty all day."""
    return [
        make_row(unit="E01", line=2, worked_s=60, **WEST),
        make_row("2", "E02", line=3, worked_s=60, **EAST),
        make_row("3", "E01", line=4, minute=400, worked_s=60, **WEST),
        make_row("4", "E02", line=5, minute=400, worked_s=60, **EAST),
    ]


def test_nearer_unit_goes_instead_of_the_recorded():
    called = make_row("9", "E01", line=9, minute=200, **EAST)
    tasks = {policy: run([*two_stations(), called], policy) for policy in POLICIES}
    sent = {policy: [t.unit for t in own if t.demand.line == 9] for policy, own in tasks.items()}
    assert sent == {
        RECORD: ["E01"], OURS: ["E02"], OURS_COVER: ["E02"], STRAIGHT_LINE: ["E02"],
        FIRST_STATION: ["E02"],
    }  # fmt: skip


def test_first_station_goes_though_its_unit_is_still_far_away():
    """E02 is on its way home from the west when its own area calls; E01 stands nearer."""
    away = make_row("8", "E02", line=8, minute=190, worked_s=240, **WEST)
    called = make_row("9", "E02", line=9, minute=200, lon=116.86, area="02")
    tasks = {policy: run([*two_stations(), away, called], policy) for policy in POLICIES}
    assert [t.unit for t in tasks[FIRST_STATION] if t.demand.line == 9] == ["E02"]


def test_silent_unit_is_off_duty_and_not_sent():
    rows = [
        make_row("1", "E01", line=2, **WEST),
        make_row("2", "E02", line=3, minute=600, **WEST),
        make_row("3", "E01", line=4, minute=1200, **WEST),
    ]
    fleet = fleet_of(rows, silence=timedelta(hours=8))
    assert [len(vehicle.duty) for vehicle in fleet] == [2, 1]
    assert [task.unit for task in run(rows, OURS)] == ["E01", "E02", "E01"]


def test_called_off_unit_turns_round_where_it_is():
    rows = [make_row(unit="E01", turnout_s=60, drive_s=None, worked_s=120, **WEST)]
    rows.append(make_row("2", "E01", line=3, minute=60, lon=116.90, area="02"))
    first = run(rows, OURS)[0]
    assert first.arrived_at is None
    assert first.free_at - first.sent_at == pytest.approx(180)


def test_lost_stamps_are_the_median_of_the_type():
    known = [make_row(str(n), f"E{n}", line=n, turnout_s=n * 10.0) for n in (1, 2, 3)]
    lost = make_row("9", "E9", line=9, turnout_s=None, worked_s=None)
    rows = [*known, lost]
    [demand] = [d for c in calls_of(rows, fleet_of(rows)) for d in c.demands if d.line == 9]
    assert (demand.turnout_s, demand.busy_s) == (20.0, 1200.0)


def test_arriving_unit_of_a_type_is_chosen_before_the_one_called_off():
    """Otherwise the nearest would be the one that turns round."""
    rows = [
        make_row(unit="E01", line=2, drive_s=None, worked_s=60, **WEST),
        make_row(unit="E02", line=3, **WEST),
    ]
    [call] = calls_of(rows, fleet_of(rows))
    assert [demand.line for demand in call.demands] == [3, 2]


def test_two_units_at_one_second_are_two():
    rows = [make_row(unit="E01", line=2), make_row(unit="E02", line=3)]
    for policy in POLICIES:
        assert {task.unit for task in run(rows, policy)} == {"E01", "E02"}


def test_call_is_as_old_as_its_ring():
    [call] = calls_of([row := make_row()], fleet_of([row]))
    assert call.received_at == BEGIN.timestamp()
    assert (call.forwarded_at - call.received_at, call.recorded_s) == (60.0, 360.0)


# ── along the roads ──────────────────────────────────────────────────────────────────────────
def test_ours_goes_by_the_roads_and_the_straight_line_through_the_river():
    """Two banks, one bridge at the far end: the station across the water is near on the map."""
    bank, other = [(0, n) for n in range(13)], [(2, n) for n in range(13)]
    bridge = [(0, 12), (1, 12), (2, 12)]
    roads = RoadTravel(make_roads([street(1, *bank), street(2, *other), street(3, *bridge)]))
    here, across = at(0, 4), at(2, 0)
    rows = [
        make_row("1", "E01", line=2, worked_s=60, area="01", lat=here.lat, lon=here.lon),
        make_row("2", "E02", line=3, worked_s=60, area="02", lat=across.lat, lon=across.lon),
        make_row("3", "E02", line=4, minute=120, area="03", lat=at(0, 0).lat, lon=at(0, 0).lon),
        make_row("4", "E01", line=5, minute=240, area="01", lat=here.lat, lon=here.lon),
    ]
    sent = {
        policy: next(t.unit for t in run(rows, policy, roads) if t.demand.line == 4)
        for policy in (OURS, STRAIGHT_LINE)
    }
    assert sent == {OURS: "E01", STRAIGHT_LINE: "E02"}
