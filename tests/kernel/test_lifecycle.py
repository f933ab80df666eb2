"""Lifecycles as data: what is allowed, and what a refusal says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.kernel.errors import IllegalStep
from kentongan.kernel.lifecycle import Lifecycle, Transition, everything_but

DOOR = Lifecycle(
    name="door",
    states=("OPEN", "SHUT", "LOCKED"),
    transitions=(
        Transition("shut", ("OPEN",), "SHUT"),
        Transition("open", ("SHUT",), "OPEN"),
        Transition("lock", ("SHUT",), "LOCKED", who="KEEPER", needs="key"),
        Transition("unlock", ("LOCKED",), "SHUT"),
        Transition("break", ("SHUT", "LOCKED"), "OPEN"),
    ),
)


def test_step_leads_where_the_table_says():
    assert DOOR.target("lock", "SHUT") == "LOCKED"
    assert DOOR.steps_from("SHUT") == ("open", "lock", "break")
    assert DOOR.sources("break") == ("SHUT", "LOCKED")


def test_illegal_step_says_state_sources_and_what_can_be_done():
    with pytest.raises(IllegalStep) as refused:
        DOOR.target("lock", "OPEN")
    failure = refused.value
    assert failure.facts == {
        "step": "lock", "state": "OPEN", "sources": ("SHUT",), "allowed": ("shut",),
    }  # fmt: skip
    assert "SHUT" in failure.sentence(failure.rule)


def test_unknown_step_is_refused_too():
    with pytest.raises(IllegalStep) as refused:
        DOOR.target("paint", "OPEN")
    assert refused.value.facts["sources"] == ()
    assert refused.value.sentence("{sources}") == "—"


@given(st.sampled_from(DOOR.states), st.sampled_from(["shut", "open", "lock", "unlock", "break"]))
def test_allows_and_target_agree(state, step):
    if DOOR.allows(step, state):
        assert DOOR.target(step, state) in DOOR.states
        assert step in DOOR.steps_from(state)
        assert state in DOOR.sources(step)
    else:
        assert step not in DOOR.steps_from(state)
        with pytest.raises(IllegalStep):
            DOOR.target(step, state)


@pytest.mark.parametrize("transition", [
    Transition("fly", ("OPEN",), "SKY"), Transition("fly", ("SKY",), "OPEN"),
])  # fmt: skip
def test_table_with_an_unknown_state_is_a_bug(transition):
    with pytest.raises(ValueError, match="SKY"):
        Lifecycle("door", ("OPEN",), (transition,))


def test_table_that_gives_a_step_twice_is_a_bug():
    twice = (Transition("shut", ("OPEN",), "SHUT"), Transition("shut", ("OPEN",), "OPEN"))
    with pytest.raises(ValueError, match="twice"):
        Lifecycle("door", ("OPEN", "SHUT"), twice)


def test_everything_but_keeps_the_order():
    assert everything_but(DOOR.states, "SHUT") == ("OPEN", "LOCKED")
