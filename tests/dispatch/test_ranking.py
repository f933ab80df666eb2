"""The order of a proposal and what it explains: pure."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kentongan.dispatch.rules import cover_tier, covering_rank, rank_units
from kentongan.dispatch.rules.ranking import (
    FROM_POST,
    LEAD,
    NO_WAY,
    NOTHING,
    PARTLY,
    POSITION_OLD,
    POST_DOES_NOT_COVER,
    READINESS_NOT_CONFIRMED,
    ROADS_NOT_CHECKED,
    SUPPORT,
    Question,
)
from kentongan.fleet.types import Position, UnitRecord
from kentongan.geo.points import Point
from kentongan.geo.roads.travel import RoadTravel
from kentongan.geo.travel import StraightLine
from tests.conftest import NIGHT
from tests.geo.roads.make import at, grid, make_roads, street

SCENE = Point(-6.92, 110.20)
NEAR, FAR = Point(-6.93, 110.20), Point(-7.10, 110.20)
FIRE = (frozenset({"FIRE"}),)
LATER = NIGHT + timedelta(hours=4)


def unit(number, **overrides):
    values = {
        "id": UUID(int=number), "call_sign": f"Unit {number:03d}", "kind": "FIRE_ENGINE",
        "capabilities": frozenset({"FIRE"}), "state": "AVAILABLE", "ready_until": LATER,
        "phone": "", "org_id": UUID(int=9), "org_name": "Damkar", "post_name": "Pos",
        "post_point": NEAR, "coverage": (("332415", 1),),
    }  # fmt: skip
    return UnitRecord(**(values | overrides))


def rank(*units, positions=None, goal=SCENE, region="3324152001", needs=FIRE, limit=9, travel=None):
    question = Question(goal, region, needs, NIGHT, timedelta(minutes=2), timedelta(minutes=30))
    engine = travel or StraightLine()
    return rank_units(units, positions or {}, question, travel=engine, limit=limit)


def order(*units, **values):
    return [proposed.unit_id.int for proposed in rank(*units, **values)]


def test_capability_goes_before_nearness():
    able, near = unit(1, post_point=FAR), unit(2, capabilities=frozenset({"TREE"}))
    assert order(near, able) == [1, 2]
    assert rank(near, able)[1].missing == ("FIRE",)


def test_not_confirmed_comes_after_confirmed_and_is_not_hidden():
    confirmed, unknown = unit(1, post_point=FAR), unit(2, ready_until=None)
    over = unit(3, ready_until=NIGHT)
    assert order(unknown, over, confirmed) == [1, 2, 3]
    assert READINESS_NOT_CONFIRMED in rank(unknown)[0].unknowns


def test_busy_and_off_units_come_last_with_the_reason():
    busy, off, unable = (
        unit(1, state="BUSY"),
        unit(2, state="OFF"),
        unit(3, capabilities=frozenset()),
    )
    found = rank(busy, off, unable)
    assert [p.unit_id.int for p in found] == [3, 1, 2]
    assert [p.not_available_because for p in found] == ["", "BUSY", "OFF"]


def test_with_a_position_the_shorter_way_is_first_and_marked_as_an_estimate():
    found = rank(unit(1, post_point=FAR), unit(2))
    assert [p.unit_id.int for p in found] == [2, 1]
    assert ROADS_NOT_CHECKED in found[0].unknowns
    assert FROM_POST in found[0].unknowns
    assert found[0].minutes_low == found[0].minutes_high


def test_fresh_position_gives_minutes_and_an_old_one_a_range_with_its_age():
    fresh = Position(point=NEAR, at=NIGHT - timedelta(seconds=119))
    old = Position(point=NEAR, at=NIGHT - timedelta(minutes=5))
    [now] = rank(unit(1), positions={UUID(int=1): fresh})
    [then] = rank(unit(1), positions={UUID(int=1): old})
    assert (now.position_from, now.position_age_s) == ("UNIT", 119)
    assert now.minutes_low == now.minutes_high
    assert then.minutes_low < now.minutes_low < then.minutes_high
    assert (POSITION_OLD in then.unknowns, then.position_age_s) == (True, 300)


def test_long_silent_unit_is_taken_to_stand_at_its_post():
    silent = Position(point=FAR, at=NIGHT - timedelta(hours=2))
    [found] = rank(unit(1), positions={UUID(int=1): silent})
    assert found.position_from == "POST"
    assert found.distance_m < 3_000


def test_without_a_position_covering_posts_decide_and_no_minutes_exist():
    second = unit(1, coverage=(("332415", 2),))
    first = unit(2, coverage=(("332415", 1),))
    elsewhere = unit(3, coverage=(("332401", 1),))
    found = rank(elsewhere, second, first, goal=None)
    assert [p.unit_id.int for p in found] == [2, 1, 3]
    assert all(p.minutes_low is None and p.distance_m is None for p in found)
    assert POST_DOES_NOT_COVER in found[2].unknowns
    assert ROADS_NOT_CHECKED not in found[0].unknowns


def test_kecamatan_only_is_answered_by_the_post_that_covers_it():
    assert covering_rank((("332415", 2), ("3324", 5)), "332415") == 2
    assert covering_rank((("3324152001", 1),), "332415") is None
    assert covering_rank((("332415", 1),), "") is None


def test_cover_is_told_apart():
    needs = (frozenset({"FIRE", "RESCUE"}), frozenset({"MEDICAL_BASIC"}))
    assert cover_tier(frozenset({"FIRE", "RESCUE", "TREE"}), needs) == LEAD
    assert cover_tier(frozenset({"MEDICAL_BASIC"}), needs) == SUPPORT
    assert cover_tier(frozenset({"FIRE"}), needs) == PARTLY
    assert cover_tier(frozenset({"TREE"}), needs) == NOTHING
    assert cover_tier(frozenset(), ()) == LEAD


STATES = st.sampled_from(["AVAILABLE", "BUSY", "OFF", "BROKEN"])
UNITS = st.lists(
    st.builds(
        lambda state, ready, can, lat: (state, ready, can, lat),
        STATES, st.booleans(), st.booleans(), st.floats(-7.2, -6.8),
    ),
    max_size=30,
)  # fmt: skip


@given(UNITS, st.integers(1, 40), st.booleans())
def test_no_unit_is_hidden_and_the_first_are_the_first_of_all(given_units, limit, placed):
    units = [
        unit(
            i, state=state, ready_until=LATER if ready else None, post_point=Point(lat, 110.2),
            capabilities=frozenset({"FIRE"} if can else set()),
        )
        for i, (state, ready, can, lat) in enumerate(given_units, start=1)
    ]  # fmt: skip
    goal = SCENE if placed else None
    whole = order(*units, goal=goal, limit=len(units) + 1)
    assert sorted(whole) == [u.id.int for u in units]
    assert order(*units, goal=goal, limit=limit) == whole[:limit]
    tiers = [
        (p.not_available_because != "", not p.covers) for p in rank(*units, goal=goal, limit=99)
    ]
    assert tiers == sorted(tiers)


def test_order_does_not_depend_on_the_order_given():
    units = [unit(i, post_point=replace(NEAR, lat=-6.93 - i / 100)) for i in range(1, 6)]
    assert order(*units) == order(*reversed(units))


def test_by_road_the_nearest_is_found_behind_a_hundred_that_only_look_near():
    sides = [street(row + 1, *((row, column) for column in range(21))) for row in range(2)]
    engine = RoadTravel(make_roads([*sides, street(9, (0, 20), (1, 20), bridge="yes")]))
    across = [unit(number, post_point=at(1, number / 100)) for number in range(1, 101)]
    near = unit(500, post_point=at(0, 9))
    found = rank(*across, near, goal=at(0, 0), travel=engine, limit=3)
    assert found[0].unit_id.int == 500
    assert [proposed.unit_id.int for proposed in found[1:]] == [100, 99]


def test_unit_that_no_road_reaches_is_last_and_not_hidden():
    island = [street(900, (0, 40), (0, 41)), street(901, (0, 41), (1, 41), (0, 40))]
    engine = RoadTravel(make_roads([*grid(2), *island]))
    found = rank(unit(1, post_point=at(0, 40)), unit(2, post_point=at(1, 1)), goal=at(0, 0),
                 travel=engine)  # fmt: skip
    assert [proposed.unit_id.int for proposed in found] == [2, 1]
    assert [NO_WAY in proposed.unknowns for proposed in found] == [False, True]


def test_whom_no_road_reaches_are_in_order_of_nearness_not_of_their_names():
    """The map may be wrong of one place: then the nearest is still the best to ask."""
    island = [street(900, (0, 40), (0, 41)), street(901, (0, 41), (1, 41), (0, 40))]
    engine = RoadTravel(make_roads([*grid(6), *island]))
    far, near, nowhere = (
        unit(1, post_point=at(0, 0)), unit(2, post_point=at(5, 5)), unit(3, post_point=None),
    )  # fmt: skip
    assert order(far, near, nowhere, goal=at(0, 40), travel=engine) == [2, 1, 3]
