"""Erlang A against its limits, published values, and a simulation of its own."""

import heapq
import math
import random
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc

from kentongan.levels.rules.erlang import (
    Goal,
    Load,
    _beta_shares,
    abandoned,
    agents_needed,
    answered_within,
    erlang_b,
    erlang_c,
    with_shrinkage,
)

NENA = (Goal(0.90, 15), Goal(0.95, 20))


@pytest.mark.parametrize(
    ("erlangs", "agents", "blocked"),
    # the tables of every teletraffic book: 4.461 E on 10 lines block 1 %, 12.03 E on 20 block 1 %
    [(4.461, 10, 0.01), (12.03, 20, 0.01), (0.8694, 4, 0.01), (1.0, 1, 0.5), (80.91, 90, 0.03)],
)
def test_erlang_b_is_as_in_the_tables(erlangs, agents, blocked):
    assert erlang_b(erlangs, agents) == pytest.approx(blocked, rel=0.05)


@pytest.mark.parametrize(
    ("erlangs", "agents", "waits"), [(0.5, 1, 0.5), (1.0, 2, 1 / 3), (2.0, 3, 4 / 9), (5.0, 5, 1.0)]
)
def test_erlang_c_is_as_worked_by_hand(erlangs, agents, waits):
    assert erlang_c(erlangs, agents) == pytest.approx(waits)


def test_endless_patience_is_erlang_c():
    for agents in (6, 7, 10):
        patient = answered_within(Load(100, 180), agents, 15)
        nearly = answered_within(Load(100, 180, 1e7), agents, 15)
        assert nearly == pytest.approx(patient, abs=1e-3)


def test_no_patience_is_erlang_b():
    load = Load(100, 180, 1e-4)
    assert abandoned(load, 5) == pytest.approx(erlang_b(5.0, 5), rel=1e-3)
    assert answered_within(load, 5, 15) == pytest.approx(1 - erlang_b(5.0, 5), rel=1e-3)


def test_patience_as_long_as_a_call_is_a_poisson_queue():
    # with θ = μ the number present is Poisson(a): Palm's own check
    assert answered_within(Load(100, 180, 180), 5, 0) == pytest.approx(0.44049, abs=1e-4)


def simulated(
    load: Load, agents: int, within_s: float, calls: int, seed: int
) -> tuple[float, float]:
    """(answered within, given up) of a first-come queue of made calls."""
    chance = random.Random(seed)
    free = [0.0] * agents
    now, in_time, gone = 0.0, 0, 0
    for _ in range(calls):
        now += chance.expovariate(load.calls_per_hour / 3600)
        patience = chance.expovariate(1 / (load.patience_s or 1e12))
        wait = max(free[0] - now, 0.0)
        if wait > patience:
            gone += 1
            continue
        in_time += wait <= within_s
        heapq.heapreplace(free, now + wait + chance.expovariate(1 / load.handling_s))
    return in_time / calls, gone / calls


@pytest.mark.parametrize(
    ("load", "agents"),
    [(Load(100, 180, 60), 5), (Load(12, 240, 45), 2), (Load(60, 120, 120), 2), (Load(40, 150), 3)],
)
def test_a_simulation_says_the_same(load, agents):
    in_time, gone = simulated(load, agents, 15, calls=60_000, seed=112)
    assert answered_within(load, agents, 15) == pytest.approx(in_time, abs=0.015)
    assert abandoned(load, agents) == pytest.approx(gone, abs=0.015)


@given(
    calls=st.floats(0.01, 400), handling=st.floats(20, 900),
    patience=st.one_of(st.none(), st.floats(5, 900)),
)  # fmt: skip
def test_more_people_never_answer_less(calls, handling, patience):
    load = Load(calls, handling, patience)
    around = max(int(load.erlangs), 1)
    shares = [answered_within(load, n, 15) for n in range(around, around + 8)]
    assert all(a <= b + 1e-9 for a, b in pairwise(shares))
    assert all(0 <= share <= 1 + 1e-9 for share in shares)


def test_the_fewest_people_that_meet_both_goals():
    load = Load(100, 180, 60)
    needed = agents_needed(load, NENA)
    assert all(answered_within(load, needed, g.within_s) >= g.share for g in NENA)
    assert not all(answered_within(load, needed - 1, g.within_s) >= g.share for g in NENA)


def test_unknown_patience_asks_for_no_fewer():
    assert agents_needed(Load(100, 180), NENA) >= agents_needed(Load(100, 180, 60), NENA)


def test_a_silent_hour_still_needs_one_and_a_huge_one_ends():
    assert agents_needed(Load(0, 180, 60), NENA) == 1
    assert agents_needed(Load(100_000, 900, 60), NENA) == 500
    assert answered_within(Load(0.1, 60, 60), 400, 15) == pytest.approx(1.0)


@pytest.mark.parametrize(("agents", "percent", "rostered"), [(1, 0, 1), (1, 15, 2), (17, 15, 20)])
def test_shrinkage_is_rounded_up(agents, percent, rostered):
    assert with_shrinkage(agents, percent) == rostered


def test_beta_shares_are_those_of_scipy():
    """Ours is a recurrence; scipy's a continued fraction."""
    for b, decay in ((1.5, 0.1), (40.0, 0.2), (3e4, 1e-3), (2e7, 5e-6)):
        ours = list(islice(_beta_shares(b, decay), 60))
        theirs = [float(betainc(a, b, -math.expm1(-decay))) for a in range(1, 61)]
        assert ours == pytest.approx(theirs, abs=1e-11)
