"""The rules, from values alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.incidents import rules
from kentongan.incidents.enums import (
    ENDED_STATES,
    ClosingCode,
    ContactSafety,
    Family,
    Feedback,
    IncidentState,
    Priority,
    is_looser,
    stricter,
)
from kentongan.incidents.errors import (
    ClosingNoteMissing,
    CoolingFirst,
    FeedbackMissing,
    PriorityStays,
    ReporterNotToBeContacted,
    SafetyStays,
    SamenessNotConfirmed,
    TooLateToReopen,
)
from kentongan.incidents.starter import CATEGORIES, FACT_RULES
from kentongan.kernel.errors import IllegalStep
from tests.conftest import NIGHT

S = IncidentState
STEPS = sorted({t.step for t in rules.INCIDENT.transitions})


@given(st.sampled_from(list(S)), st.sampled_from(STEPS))
def test_each_step_leads_to_a_known_state_or_says_what_can_be_done(state: str, step: str) -> None:
    try:
        assert rules.INCIDENT.target(step, state) in rules.INCIDENT.states
    except IllegalStep as refusal:
        steps = rules.INCIDENT.steps_from(state)
        assert refusal.facts["allowed"] == tuple(rules.INCIDENT.word(each) for each in steps)
        assert refusal.facts["sources"]


@pytest.mark.parametrize("state", ENDED_STATES)
def test_out_of_an_ended_state_only_reopening_leads(state: str) -> None:
    assert set(rules.INCIDENT.steps_from(state)) <= rules.REOPENING_STEPS


@pytest.mark.parametrize("state", [s for s in S if s not in ENDED_STATES])
def test_every_open_state_can_be_cancelled(state: str) -> None:
    assert rules.INCIDENT.target("cancel", state) == S.CANCELLED


def test_every_state_is_reached_and_every_open_one_can_end() -> None:
    targets = {t.target for t in rules.INCIDENT.transitions}
    assert targets | {S.DRAFT} == set(S)


@pytest.mark.parametrize(
    ("state", "done", "cooling", "step"),
    [
        (S.DISPATCHED, False, False, "units-gone"),
        (S.ON_SCENE, False, True, "units-gone"),
        (S.ON_SCENE, True, True, "cool"),
        (S.CONTROLLED, True, True, "cool"),
        (S.COOLING, True, True, "field-done"),
        (S.ON_SCENE, True, False, "field-done"),
        (S.DISPATCHED, True, False, "field-done"),
        (S.FIELD_DONE, True, False, "units-gone"),
    ],
)
def test_departure_of_the_last_unit(state: str, done: bool, cooling: bool, step: str) -> None:
    found = rules.step_when_last_unit_left(state, done=done, passes_cooling=cooling)
    assert found == step


@pytest.mark.parametrize("state", [S.DISPATCHED, S.ON_SCENE, S.CONTROLLED, S.COOLING])
def test_departure_ends_nothing_where_nobody_came(state: str) -> None:
    found = rules.step_when_last_unit_left(
        state, done=True, passes_cooling=False, somebody_came=False
    )
    assert found == "units-gone"


def test_fire_that_nobody_has_reached_is_not_put_out() -> None:
    found = rules.step_when_last_unit_left(S.DISPATCHED, done=True, passes_cooling=True)
    assert found == "units-gone"


@pytest.mark.parametrize(
    "code",
    [
        "FIRE_STRUCTURE", "LANDSLIDE_HOUSE", "WATER_RESCUE", "ENTRAPMENT", "MEDICAL_CHEST_PAIN",
        "MEDICAL_STROKE", "MEDICAL_BREATHING", "MEDICAL_LABOUR",
    ],
)  # fmt: skip
def test_what_kills_in_minutes_starts_as_p1(code: str) -> None:
    assert next(each.priority for each in CATEGORIES if each.code == code) == Priority.P1


@pytest.mark.parametrize("stated", [True, None])
@pytest.mark.parametrize(
    "fact",
    [
        "HOUSE_HIT", "PERSON_IN_WATER", "TRAPPED", "CHEST_PAIN", "STROKE_SIGNS",
        "BREATHING_DIFFICULTY", "LABOUR",
    ],
)  # fmt: skip
def test_what_kills_in_minutes_is_p1_whatever_it_was_filed_as(
    fact: str, stated: bool | None
) -> None:
    found = rules.priority_for("P5", {fact: stated}, FACT_RULES, category="OTHER")
    assert found == Priority.P1


FACTS = st.dictionaries(
    st.sampled_from([rule.fact for rule in FACT_RULES]), st.sampled_from([True, False, None])
)


@given(st.sampled_from(list(Priority)), FACTS, st.booleans())
def test_facts_never_lower_a_priority(
    default: str, facts: dict[str, bool | None], need: bool
) -> None:
    found = rules.priority_for(default, facts, FACT_RULES, category="SNAKE", need_stated=need)
    assert not rules.is_lower(found, default)


def test_unknown_takes_the_higher_once_a_need_is_stated() -> None:
    facts = {"BITTEN": None}
    with_need = rules.priority_for("P3", facts, FACT_RULES, category="SNAKE", need_stated=True)
    without = rules.priority_for("P3", facts, FACT_RULES, category="SNAKE", need_stated=False)
    assert (with_need, without) == ("P1", "P3")


def test_rule_of_another_category_does_not_count() -> None:
    facts = {"BITTEN": True}
    assert rules.priority_for("P4", facts, FACT_RULES, category="WASP_NEST") == "P4"


@pytest.mark.parametrize(
    ("current", "wanted", "person", "scene", "refused"),
    [
        ("P3", "P1", False, False, False),
        ("P2", "P3", True, False, False),
        ("P2", "P3", False, True, True),
        ("P1", "P2", True, False, True),
        ("P1", "P2", True, True, False),
    ],
)
def test_lowering_a_priority(
    current: str, wanted: str, person: bool, scene: bool, refused: bool
) -> None:
    def lower() -> None:
        rules.require_may_lower(current=current, wanted=wanted, by_person=person, from_scene=scene)

    if refused:
        with pytest.raises(PriorityStays):
            lower()
    else:
        lower()


@pytest.mark.parametrize(
    "code",
    [
        "FIRE_STRUCTURE", "LANDSLIDE_HOUSE", "WATER_RESCUE", "ENTRAPMENT", "MEDICAL_CHEST_PAIN",
        "MEDICAL_STROKE", "MEDICAL_BREATHING", "MEDICAL_LABOUR",
    ],
)  # fmt: skip
def test_what_practice_calls_p1_is_p1(code: str) -> None:
    assert next(c for c in CATEGORIES if c.code == code).priority == Priority.P1


def test_starter_categories_have_known_families_and_their_own_codes() -> None:
    assert len({c.code for c in CATEGORIES}) == len(CATEGORIES)
    assert {c.family for c in CATEGORIES} == set(Family)
    for category in CATEGORIES:
        forbids = category.contact_safety == ContactSafety.DO_NOT_CONTACT
        assert forbids == (category.code in rules.NEVER_AT_FIRST)


SAFETY = st.sampled_from(list(ContactSafety))


@given(SAFETY, SAFETY)
def test_the_stricter_of_two_is_not_looser_than_either(one: str, other: str) -> None:
    found = stricter(one, other)
    assert found in (one, other)
    assert not is_looser(found, one)
    assert not is_looser(found, other)


@pytest.mark.parametrize("code", sorted(rules.NEVER_AT_FIRST))
@pytest.mark.parametrize("default", list(ContactSafety))
@pytest.mark.parametrize("stated", [*ContactSafety, None])
def test_dangerous_category_forbids_contact_whatever_is_said(
    code: str, default: str, stated: ContactSafety | None
) -> None:
    assert rules.starting_safety(code, default, stated) == ContactSafety.DO_NOT_CONTACT


@pytest.mark.parametrize("safety", list(ContactSafety))
def test_only_safe_allows_anything_automatic(safety: str) -> None:
    assert rules.may_contact_automatically(safety) == (safety == ContactSafety.SAFE)


def test_machine_never_loosens_contact() -> None:
    rules.require_may_loosen(current="UNKNOWN", wanted="DO_NOT_CONTACT", by_person=False)
    rules.require_may_loosen(current="DO_NOT_CONTACT", wanted="SAFE", by_person=True)
    with pytest.raises(SafetyStays):
        rules.require_may_loosen(current="UNKNOWN", wanted="SAFE", by_person=False)


FAMILIES = st.sampled_from(list(Family))


@given(FAMILIES, FAMILIES)
def test_compatibility_goes_both_ways(one: str, other: str) -> None:
    assert rules.are_compatible(one, other) == rules.are_compatible(other, one)


@given(FAMILIES)
def test_a_family_is_compatible_with_itself(family: str) -> None:
    assert rules.are_compatible(family, family)


def test_family_of_the_regencys_own_is_compatible_with_itself() -> None:
    assert rules.are_compatible("PERAHU", "PERAHU")
    assert not rules.are_compatible("PERAHU", Family.FIRE)


@pytest.mark.parametrize(
    ("address", "metre", "side"),
    [
        ("Tol KM 385+600 B arah Semarang", 385_600, "B"),
        ("km 390 A", 390_000, "A"),
        ("Pantura KM.12", 12_000, ""),
    ],
)
def test_kilometre_stones_are_read(address: str, metre: int, side: str) -> None:
    assert rules.kilometre_of(address) == rules.Kilometre(metre, side)


@pytest.mark.parametrize(
    ("state", "hours", "rechecked"),
    [(S.COOLING, 1, False), (S.COOLING, 0, True), (S.COOLING, None, True), (S.ON_SCENE, 1, True)],
)
def test_fire_is_rechecked_at_its_hour(state: str, hours: int | None, rechecked: bool) -> None:
    recheck_at = None if hours is None else NIGHT + timedelta(hours=hours)
    assert rules.is_rechecked(state, recheck_at, NIGHT) == rechecked


def test_no_stone_in_an_ordinary_address() -> None:
    assert rules.kilometre_of("Jl. Kamboja 12") is None


def test_other_carriageway_is_never_the_same_stretch() -> None:
    a, b = rules.Kilometre(385_600, "A"), rules.Kilometre(385_600, "B")
    assert not rules.is_same_stretch(a, b, within_m=2000)
    assert rules.is_same_stretch(a, rules.Kilometre(387_600, "A"), within_m=2000)
    assert not rules.is_same_stretch(a, rules.Kilometre(387_601, "A"), within_m=2000)
    assert rules.is_same_stretch(a, rules.Kilometre(385_000, ""), within_m=2000)


@pytest.mark.parametrize(
    ("distance_m", "radius_m", "regions", "families", "near"),
    [
        (299.0, 300, ("3324", "3324"), ("FIRE", "FIRE"), True),
        (301.0, 300, ("3324", "3324"), ("FIRE", "FIRE"), False),
        (4999.0, 5000, ("3324", "3324"), ("WILDFIRE", "WILDFIRE"), True),
        (3000.0, 300, ("3324152001", "3324152001"), ("FLOOD", "FLOOD"), True),
        (3000.0, 300, ("3324152001", "3324152002"), ("FLOOD", "FLOOD"), False),
        (None, 300, ("332415", "3324152001"), ("FIRE", "FIRE"), True),
        (None, 300, ("3324", "3324152001"), ("FIRE", "FIRE"), False),
    ],
)
def test_nearness(
    distance_m: float | None,
    radius_m: float,
    regions: tuple[str, str],
    families: tuple[str, str],
    near: bool,
) -> None:
    found = rules.is_near(
        distance_m=distance_m, radius_m=radius_m, regions=regions, families=families, road_m=2000,
    )  # fmt: skip
    assert found == near


@pytest.mark.parametrize(
    ("hours", "distance_m", "is_fire", "recent"),
    [
        (None, 9000.0, False, True),
        (24, 9000.0, False, True),
        (25, 100.0, False, False),
        (72, 500.0, True, True),
        (72, 501.0, True, False),
        (73, 100.0, True, False),
        (25, None, True, False),
    ],
)
def test_ended_ones_stay_candidates_for_a_time(
    hours: int | None, distance_m: float | None, is_fire: bool, recent: bool
) -> None:
    ended_ago = None if hours is None else timedelta(hours=hours)
    day = timedelta(hours=24)
    found = rules.is_recent_enough(
        ended_ago=ended_ago, distance_m=distance_m, is_fire=is_fire,
        within=rules.Rekindling(day, 3 * day, 500),
    )  # fmt: skip
    assert found == recent


def test_age_only_orders_and_ended_ones_come_last() -> None:
    def key(is_ended: bool, age_s: float, distance_m: float) -> tuple[object, ...]:
        return rules.candidate_order(is_ended=is_ended, age_s=age_s, distance_m=distance_m)

    young, old, ended = key(False, 60, 200), key(False, 9_000_000, 1), key(True, 1, 1)
    assert sorted([ended, old, young]) == [young, old, ended]


@pytest.mark.parametrize("feedback", list(Feedback))
def test_forbidden_contact_is_closed_as_not_allowed_only(feedback: str) -> None:
    if feedback == Feedback.NOT_ALLOWED:
        rules.require_feedback(ContactSafety.DO_NOT_CONTACT, feedback)
    else:
        with pytest.raises(ReporterNotToBeContacted):
            rules.require_feedback(ContactSafety.DO_NOT_CONTACT, feedback)
    rules.require_feedback(ContactSafety.UNKNOWN, feedback)


@pytest.mark.parametrize("safety", list(ContactSafety))
def test_missing_feedback_is_refused(safety: str) -> None:
    with pytest.raises(FeedbackMissing):
        rules.require_feedback(safety, "")


@pytest.mark.parametrize("code", sorted(rules.NEEDS_NOTE))
def test_codes_that_must_say_more(code: str) -> None:
    rules.require_closing_note(code, "dr. Anu, 03.10")
    with pytest.raises(ClosingNoteMissing):
        rules.require_closing_note(code, "  ")


def test_tree_needs_no_note() -> None:
    rules.require_closing_note(ClosingCode.HANDLED, "")


def test_fire_is_cooled_before_it_is_done() -> None:
    rules.require_cooled(passes_cooling=False, state=S.ON_SCENE)
    rules.require_cooled(passes_cooling=True, state=S.COOLING)
    rules.require_cooled(passes_cooling=True, state=S.REVIEW, closing_code="HANDLED")
    rules.require_cooled(passes_cooling=True, state=S.AWAITING_DISPATCH, closing_code="NOT_FOUND")
    with pytest.raises(CoolingFirst):
        rules.require_cooled(passes_cooling=True, state=S.CONTROLLED)
    with pytest.raises(CoolingFirst):
        rules.require_cooled(passes_cooling=True, state=S.AWAITING_DISPATCH, closing_code="HANDLED")


@pytest.mark.parametrize(("cooling", "hours"), [(False, 24), (True, 72)])
def test_reopening_has_its_window(cooling: bool, hours: int) -> None:
    def reopen(after: timedelta) -> None:
        rules.require_may_reopen(
            number="INS", ended_at=NIGHT, window=timedelta(hours=hours), at=NIGHT + after
        )

    reopen(timedelta(hours=hours))
    with pytest.raises(TooLateToReopen):
        reopen(timedelta(hours=hours, seconds=1))


@pytest.mark.parametrize(("place", "victims"), [(False, False), (True, False), (False, True)])
def test_p1_is_merged_only_after_both_questions(place: bool, victims: bool) -> None:
    rules.require_same(is_p1=False, place_confirmed=place, victims_confirmed=victims)
    with pytest.raises(SamenessNotConfirmed):
        rules.require_same(is_p1=True, place_confirmed=place, victims_confirmed=victims)
