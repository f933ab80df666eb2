"""Whatever comes together, nobody waits over fifteen seconds, or while an operator is free."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kentongan.demotions.enums import Exclusion, Place, Release, Verdict
from kentongan.demotions.limits import BLOCK, PRANKS, WAIT
from kentongan.demotions.rules import (
    MOST_WAIT_S,
    Caller,
    Prank,
    exclusion_of,
    is_enough,
    place_of,
    still_stands,
    wait_for,
)
from tests.conftest import NIGHT

flags = some.booleans()
callers = some.builds(
    Caller,
    waited=some.timedeltas(timedelta(hours=-1), timedelta(hours=1)),
    exclusion=some.sampled_from(["", *Exclusion]), calls_again=flags, has_own_incident=flags,
    is_near_incident=flags, place=some.sampled_from(Place), is_surge=flags, is_operator_free=flags,
)  # fmt: skip


@given(caller=callers, limit_s=some.integers(-100, 100_000))
def test_nobody_waits_longer_than_fifteen_seconds_from_the_first_ring(caller, limit_s):
    wait = wait_for(caller, limit_s)
    assert 0 <= wait.seconds <= MOST_WAIT_S
    waited = max(caller.waited.total_seconds(), 0)
    assert wait.seconds == 0 or waited + wait.seconds < MOST_WAIT_S + 1
    assert bool(wait.release) == (wait.seconds == 0)


@given(caller=callers, limit_s=some.integers(0, MOST_WAIT_S))
def test_whatever_could_be_in_earnest_waits_not_one_second(caller, limit_s):
    in_earnest = (
        caller.exclusion or caller.calls_again or caller.has_own_incident
        or caller.is_near_incident or caller.place == Place.UNUSUAL or caller.is_surge
        or caller.is_operator_free
    )  # fmt: skip
    if in_earnest:
        assert wait_for(caller, limit_s).seconds == 0


def test_a_caller_asked_again_has_only_the_rest_left():
    assert wait_for(Caller(waited=timedelta()), 15).seconds == 15
    assert wait_for(Caller(waited=timedelta(seconds=5.2)), 15).seconds == 10
    assert wait_for(Caller(waited=timedelta(seconds=15)), 15).release == Release.WAITED
    assert wait_for(Caller(waited=timedelta()), 0).release == Release.WAITED


def test_no_row_of_the_regencys_is_looser_than_practice():
    assert max(WAIT.allowed) == MOST_WAIT_S
    assert min(PRANKS.allowed) == 3
    assert BLOCK.starting == 0
    assert max(BLOCK.allowed) == 72 * 3600


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("", Exclusion.ANONYMOUS),
        ("+62294381112", Exclusion.LANDLINE),
        ("+62211500000", Exclusion.LANDLINE),
        ("356938035643809", Exclusion.NO_SUBSCRIBER),
        ("112", Exclusion.NO_SUBSCRIBER),
        ("+6591234567", Exclusion.NO_SUBSCRIBER),
        ("+6281234500999", ""),
    ],
)
def test_only_a_subscribers_mobile_number_is_ever_demoted(number, why):
    assert exclusion_of(number, is_official=False, was_silent=False) == why


@given(number=some.text(max_size=20), is_official=flags, was_silent=flags)
def test_official_and_silent_numbers_never_are(number, is_official, was_silent):
    if is_official or was_silent:
        assert exclusion_of(number, is_official=is_official, was_silent=was_silent)


def test_three_by_two_are_enough_and_three_by_one_are_not():
    def made(*people: int) -> list[Prank]:
        return [Prank(UUID(int=n), NIGHT, UUID(int=who)) for n, who in enumerate(people)]

    assert is_enough(made(1, 2, 1), count=3, operators=2)
    assert not is_enough(made(1, 1, 1, 1, 1), count=3, operators=2)
    assert not is_enough(made(1, 2), count=3, operators=2)


def test_one_in_earnest_or_too_many_in_doubt_undo_it():
    assert still_stands(["", Verdict.PRANK, Verdict.NO_RECORDING], count=3)
    assert not still_stands(["", Verdict.UNCLEAR, ""], count=3)
    assert still_stands(["", Verdict.UNCLEAR, "", ""], count=3)
    assert not still_stands(["", Verdict.NOT_PRANK, "", "", ""], count=3)


def test_a_place_with_nothing_to_compare_is_not_usual():
    assert place_of([], unusual_m=5000) == Place.UNUSUAL
    assert place_of([9000, 400], unusual_m=5000) == Place.USUAL
    assert place_of([9000], unusual_m=5000) == Place.UNUSUAL
