"""What a crew may press and whom it may ring."""

import pytest

from kentongan.dispatch.enums import ArrivalProof, ArrivalReason
from kentongan.field import rules
from kentongan.incidents.enums import ContactSafety


def names(allowed, *, carries_patients=False):
    return [step.name for step in rules.buttons(allowed, carries_patients=carries_patients)]


def test_buttons_stand_in_the_lifecycles_order():
    assert names({"on-scene", "acknowledge", "en-route"}) == ["acknowledge", "en-route", "on-scene"]


def test_never_more_than_a_hand_finds():
    assert len(names(set(rules.STEPS), carries_patients=True)) == rules.MOST_AT_ONCE


def test_patients_are_asked_of_those_who_carry_them():
    assert names({"transport", "clear"}) == ["clear"]
    assert names({"transport", "clear"}, carries_patients=True) == ["transport", "clear"]


@pytest.mark.parametrize(
    ("said", "rung"),
    [
        (["SAFE"], True), (["UNKNOWN"], True), ([], True), (["SAFE", "DO_NOT_CONTACT"], False),
        (["DO_NOT_CONTACT", "SAFE"], False), (["SILENT_ONLY"], False),
    ],
)  # fmt: skip
def test_one_word_of_care_is_enough(said, rung):
    assert rules.may_ring(*said) is rung


def test_nothing_said_is_unknown():
    assert rules.strictest([]) is ContactSafety.UNKNOWN


def test_why_no_position_shows_it_is_one_tap_of_few():
    for proof in (ArrivalProof.FAR, ArrivalProof.UNKNOWN):
        offered = rules.WHY_UNPROVEN[proof]
        assert 0 < len(offered) <= rules.MOST_AT_ONCE
        assert not {ArrivalReason.REPORTED, ArrivalReason.OTHER} & set(offered)
