"""What a unit leaves behind, and its crew's hours: said of each, and weighed as was decided."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.console.units import what_it_leaves
from kentongan.dispatch import selectors, services, tasks
from kentongan.dispatch.limits import COVER_WEIGHT, CREW_WEIGHT
from kentongan.dispatch.models import CoverMeasure
from kentongan.dispatch.rules import Weighing, Weights, rank_units
from kentongan.dispatch.rules.cover import LEAST_CALLS
from kentongan.dispatch.rules.ranking import Question
from kentongan.dispatch.selectors.proposals import COVER_NOT_MEASURED
from kentongan.dispatch.types import CoverLeft, CoverMap
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.geo.points import Point
from kentongan.geo.travel import StraightLine
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.selectors import count_by_cell
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP, TIMEKEEPER
from kentongan.orgs import services as orgs
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER, make_fire
from tests.dispatch.test_ranking import FIRE, unit
from tests.fleet.make import make_unit
from tests.incidents.make import exact, make_incident

POST_A, POST_B = UUID(int=1001), UUID(int=1002)
SCENE, NEAR, FARTHER = Point(-6.92, 110.20), Point(-6.93, 110.20), Point(-6.932, 110.20)
TOWN, VALLEY = 0, 1
DECIDED = Weights(per_percent_s=5, per_hour_s=30, most_s=60, busy_share=0.3)


def cover(reach=None, calls=None):
    return CoverMap(
        measured_at=NIGHT, within_s=900,
        reach=reach or {POST_A: frozenset({TOWN, VALLEY}), POST_B: frozenset({TOWN})},
        calls={"FIRE": calls or {TOWN: 60, VALLEY: 40}}, post_places=(TOWN, VALLEY),
    )  # fmt: skip


def weighing(*units, weights=DECIDED, priority=Priority.P2, known=None):
    able = [each for each in units if each.state == UnitState.AVAILABLE]
    known = cover() if known is None else known
    return Weighing(known, {"FIRE"}, able, weights, priority=priority, at=NIGHT)


def rank(*units, weigh=None):
    question = Question(
        SCENE, "3324152001", FIRE, NIGHT, timedelta(minutes=2), timedelta(minutes=30)
    )
    return rank_units(units, {}, question, travel=StraightLine(), limit=9, weighing=weigh)


LAST_OF_THE_VALLEY = unit(1, post_id=POST_A, post_point=NEAR)
ONE_OF_TWO = unit(2, post_id=POST_B, post_point=FARTHER)
OTHER_OF_TWO = unit(3, post_id=POST_B, post_point=Point(-7.1, 110.2))
ALL = (LAST_OF_THE_VALLEY, ONE_OF_TWO, OTHER_OF_TWO)


# what is left


def test_last_unit_of_a_valley_leaves_it_without_one():
    left = weighing(*ALL).of(LAST_OF_THE_VALLEY).left
    assert (left.unreached_now, left.unreached_after) == (0.0, pytest.approx(0.4))
    assert left.calls == 100


def test_one_of_several_leaves_what_the_others_do_not_reach_when_they_are_busy():
    left = weighing(*ALL).of(ONE_OF_TWO).left
    assert left.unreached_now == left.unreached_after == 0.0
    assert left.lost == pytest.approx(0.6 * 0.7 * 0.3**2)


def test_unit_that_is_not_ready_for_it_and_a_post_not_measured_are_not_known():
    busy = unit(4, post_id=POST_A, state=UnitState.BUSY)
    moved = unit(5, post_id=UUID(int=9))
    weigh = weighing(*ALL, busy, moved)
    assert weigh.of(busy).left is None
    assert weigh.of(moved).left is None
    assert Weighing(None, {"FIRE"}, ALL, DECIDED, priority="P2", at=NIGHT).of(ALL[0]).left is None


def test_of_too_few_calls_the_posts_own_places_count_alike():
    few = cover(calls={TOWN: LEAST_CALLS - 1})
    left = weighing(*ALL, known=few).of(LAST_OF_THE_VALLEY).left
    assert (left.calls, left.unreached_after) == (0, 0.5)


counts = st.dictionaries(st.integers(0, 5), st.integers(0, 50), max_size=6)
reaches = st.dictionaries(
    st.sampled_from([UUID(int=n) for n in range(1, 5)]),
    st.frozensets(st.integers(0, 5)),
    min_size=1,
)


@given(counts, reaches, st.floats(0, 0.9), st.data())
def test_shares_are_shares_and_what_is_lost_is_no_more_than_what_a_post_reaches(
    calls, reach, busy, data
):
    posts = data.draw(st.lists(st.sampled_from(sorted(reach)), min_size=1, max_size=6))
    units = [unit(n, post_id=post) for n, post in enumerate(posts)]
    known = cover(reach, calls or {TOWN: 0})
    for each in units:
        left = weighing(*units, weights=Weights(busy_share=busy), known=known).of(each).left
        assert 0 <= left.unreached_now <= left.unreached_after <= 1 + 1e-9
        assert 0 <= left.lost <= 1 + 1e-9


# the order


def test_without_weights_the_order_is_by_minutes_and_it_is_said_all_the_same():
    found = rank(*ALL, weigh=weighing(*ALL, weights=Weights(busy_share=0.3)))
    assert [each.unit_id.int for each in found] == [1, 2, 3]
    assert found[0].left.unreached_after == pytest.approx(0.4)
    assert not any(each.put_before_s for each in found)


def test_a_little_later_unit_goes_first_where_the_nearest_is_the_last_of_its_valley():
    found = rank(*ALL, weigh=weighing(*ALL))
    assert [each.unit_id.int for each in found] == [2, 1, 3]
    assert 0 < found[0].put_before_s <= DECIDED.most_s
    assert not any(each.put_before_s for each in found[1:])


def test_p1_is_always_by_minutes():
    found = rank(*ALL, weigh=weighing(*ALL, priority=Priority.P1))
    assert [each.unit_id.int for each in found] == [1, 2, 3]


def test_nobody_is_put_before_another_for_longer_than_was_decided():
    far = unit(2, post_id=POST_B, post_point=Point(-6.96, 110.20))
    units = LAST_OF_THE_VALLEY, far, OTHER_OF_TWO
    assert [each.unit_id.int for each in rank(*units, weigh=weighing(*units))] == [1, 2, 3]


def test_rested_crew_goes_before_one_that_has_been_up_all_night():
    tired = unit(1, post_point=NEAR, crew_since=NIGHT - timedelta(hours=20))
    rested = unit(2, post_point=FARTHER, crew_since=NIGHT - timedelta(hours=3))
    found = rank(tired, rested, weigh=weighing(tired, rested))
    assert [(each.unit_id.int, each.crew_hours, each.is_crew_tired) for each in found] == [
        (2, 3.0, False), (1, 20.0, True),
    ]  # fmt: skip


def test_who_cannot_do_it_or_is_busy_is_not_put_before_who_can():
    busy = unit(4, state=UnitState.BUSY, post_point=NEAR)
    other = unit(5, capabilities=frozenset({"TREE"}), post_point=NEAR)
    found = rank(*ALL, busy, other, weigh=weighing(*ALL, busy, other))
    assert [each.unit_id.int for each in found] == [2, 1, 3, 5, 4]


# the sentence


def said(**values):
    [proposed] = rank(LAST_OF_THE_VALLEY)
    return what_it_leaves(replace(proposed, **values))


def test_sentence_says_what_is_lost_and_is_silent_where_nothing_is():
    lost = CoverLeft(0.03, 0.12, 0.05, calls=200, within_s=900)
    assert said(left=lost, crew_hours=13.4) == (
        "Bila pergi, 12 dari 100 panggilan sejenis tak terjangkau 15 menit (kini 3);"
        " kru 13 jam bertugas."
    )
    assert said(left=replace(lost, calls=0), put_before_s=40) == (
        "Didahulukan walau ± 40 detik lebih lama;"
        " bila pergi, 12 dari 100 wilayah pos tak terjangkau 15 menit (kini 3)."
    )
    assert said(left=replace(lost, unreached_after=0.03)) == said() == ""


# measuring


@pytest.fixture
def engine(cast, categories, night):
    services.add_routing_rule(
        by=SETUP, region=KENDAL, org_id=cast.org_id("fire"), role=PartyRole.LEAD, family="FIRE",
        capabilities=["FIRE"], at=EARLIER,
    )  # fmt: skip
    return make_unit(cast)


def measure(at=NIGHT):
    for _ in services.measure_cover(by=TIMEKEEPER, at=at):
        pass


def propose(cast, incident, at=NIGHT):
    return selectors.proposals(cast.dispatcher, incident.id, at=at)


def test_proposal_says_what_each_unit_leaves(cast, engine):
    fire = make_fire(place=exact())
    unmeasured = propose(cast, fire)
    assert unmeasured.units[0].left is None
    assert COVER_NOT_MEASURED in unmeasured.unknowns
    measure()
    left = propose(cast, fire).units[0].left
    assert (left.unreached_now, left.unreached_after, left.calls) == (0.0, 1.0, 0)
    make_unit(cast)
    assert propose(cast, fire).units[0].left.unreached_after == 0.0


def test_calls_of_the_past_year_say_where_the_next_one_comes_from(cast, engine):
    for n in range(LEAST_CALLS):
        make_incident(category="FIRE_STRUCTURE", place=exact(lat=-6.92 + n / 100_000))
    measure()
    assert propose(cast, make_fire(place=exact())).units[0].left.calls == LEAST_CALLS


def test_merged_and_cancelled_ones_are_no_calls(cast, engine):
    kept, merged = make_fire(place=exact()), make_fire(place=exact())
    incidents.merge_into(
        by=cast.supervisor, incident_id=merged.id, into_id=kept.id, same_place_confirmed=True,
        same_victims_confirmed=True, at=NIGHT,
    )  # fmt: skip
    assert sum(row[-1] for row in count_by_cell(since=NIGHT - timedelta(days=1))) == 1
    assert not list(count_by_cell(since=NIGHT + timedelta(seconds=1)))


def test_measured_again_after_a_day_and_when_a_post_is_another(cast, engine):
    assert selectors.is_cover_due(NIGHT)
    measure()
    assert not selectors.is_cover_due(NIGHT + timedelta(hours=23))
    assert selectors.is_cover_due(NIGHT + timedelta(hours=24))
    make_unit(cast, org_id=cast.org_id("medical"), post_id=cast.posts["medical_kendal"].id)
    assert selectors.is_cover_due(NIGHT)
    measure()
    assert CoverMeasure.objects.count() == 1
    assert Entry.objects.filter(kind="dispatch.cover.measured").count() == 2


def test_timekeeper_measures_one_place_at_a_time(cast, engine):
    make_fire(place=exact())
    tasks._measuring.steps = tasks._measuring.look_at = None
    handled = [tasks.measure_cover(NIGHT) for _ in range(4)]
    assert handled == [1, 1, 1, 0]  # a place of calls, a post, the keeping; then nothing is due
    assert CoverMeasure.objects.get().post_places == [1]


def test_regency_decides_what_cover_is_worth(cast, engine):
    for code, value in ((COVER_WEIGHT.code, 20), (CREW_WEIGHT.code, 15)):
        orgs.set_limit(by=cast.admin, code=code, value=value, legal_basis="SOP 1/2026", at=NIGHT)
    weights = selectors.weights_at(NIGHT)
    assert (weights.per_percent_s, weights.per_hour_s, weights.most_s) == (20, 15, 60)
    assert weights.may_reorder(Priority.P2)
    assert not weights.may_reorder(Priority.P1)


def test_hours_of_a_crew_begin_when_it_takes_its_seats(cast, engine):
    fleet.seat_crew(by=SETUP, unit_id=engine.id, names=["Budi"], at=NIGHT - timedelta(hours=13))
    [found] = propose(cast, make_fire(place=exact())).units
    assert (found.crew_hours, found.is_crew_tired) == (13.0, True)
    fleet.seat_crew(by=SETUP, unit_id=engine.id, names=["Sari"], at=NIGHT)
    assert propose(cast, make_fire(place=exact())).units[0].crew_hours == 0.0
