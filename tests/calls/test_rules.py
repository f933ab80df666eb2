"""The rules of calls, from values alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.calls import rules
from kentongan.calls.enums import OPEN_CALLS, CallState, Disposition
from kentongan.calls.errors import CallbackNotSafe, LookAtHistoryFirst, NotYoursToUndo
from kentongan.incidents.enums import ContactSafety
from kentongan.kernel.errors import IllegalStep
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT

SHORT = timedelta(seconds=5)
STEPS = sorted({t.step for t in rules.CALL.transitions})


@given(st.sampled_from(list(CallState)), st.sampled_from(STEPS))
def test_each_step_leads_to_a_known_state_or_says_what_can_be_done(state: str, step: str) -> None:
    try:
        assert rules.CALL.target(step, state) in rules.CALL.states
    except IllegalStep as refusal:
        steps = rules.CALL.steps_from(state)
        assert refusal.facts["allowed"] == tuple(rules.CALL.word(each) for each in steps)
        assert not any(each in rules.CALL.states for each in refusal.facts["sources"])


@pytest.mark.parametrize("state", ["INCOMING", "QUEUED", "ANSWERED"])
@pytest.mark.parametrize("disposition", list(Disposition))
def test_every_key_works_from_ringing_waiting_and_answered(state: str, disposition: str) -> None:
    step = rules.step_of(Disposition(disposition))
    assert rules.CALL.target(step, state) == rules.STATE_OF[Disposition(disposition)]


@pytest.mark.parametrize("disposition", list(Disposition))
def test_only_emergencies_and_the_neighbours_stay_open(disposition: Disposition) -> None:
    stays = rules.STATE_OF[disposition] in OPEN_CALLS
    assert stays == (disposition in rules.STAYS_OPEN)


def test_ended_is_the_end_but_for_a_wrong_link() -> None:
    assert rules.CALL.steps_from(CallState.ENDED) == ("unlink",)


@pytest.mark.parametrize("safety", list(ContactSafety))
@pytest.mark.parametrize("person", [True, False])
@pytest.mark.parametrize("seen", [True, False])
def test_ringing_back(safety: ContactSafety, person: bool, seen: bool) -> None:
    def ask() -> None:
        rules.require_callback_is_safe(contact_safety=safety, by_person=person, history_seen=seen)

    if safety == ContactSafety.SAFE or (safety == ContactSafety.UNKNOWN and person and seen):
        ask()
    elif safety == ContactSafety.UNKNOWN and person:
        with pytest.raises(LookAtHistoryFirst):
            ask()
    else:
        with pytest.raises(CallbackNotSafe):
            ask()


@pytest.mark.parametrize(
    ("own", "minutes", "supervisor", "may"),
    [
        (True, 15, False, True),
        (True, 16, False, False),
        (False, 1, False, False),
        (False, 600, True, True),
    ],
)
def test_undoing_a_label(own: bool, minutes: int, supervisor: bool, may: bool) -> None:
    me, other = new_id(), new_id()

    def ask() -> None:
        rules.require_may_undo(
            by_id=me,
            classified_by=me if own else other,
            classified_at=NIGHT,
            is_supervisor=supervisor,
            within=timedelta(minutes=15),
            at=NIGHT + timedelta(minutes=minutes),
        )

    if may:
        ask()
    else:
        with pytest.raises(NotYoursToUndo):
            ask()


def test_silent_call_with_a_sound_forbids_contact() -> None:
    with_sound = rules.safety_after("SILENT", "SAFE", human_sound=True)
    assert with_sound == ContactSafety.DO_NOT_CONTACT
    assert rules.safety_after("SILENT", "SAFE", human_sound=False) == ContactSafety.SAFE
    assert rules.safety_after("PRANK", "UNKNOWN", human_sound=True) == ContactSafety.UNKNOWN


@pytest.mark.parametrize("disposition", ["", *Disposition])
@pytest.mark.parametrize("seconds", [None, 0, 4.9, 5, 60])
@pytest.mark.parametrize("is_lost", [True, False])
def test_every_call_counts_in_exactly_one_share(
    disposition: str, seconds: float | None, is_lost: bool
) -> None:
    waited = None if seconds is None else timedelta(seconds=seconds)
    name = rules.share_of(disposition, waited=waited, short=SHORT, is_lost=is_lost)
    assert rules.shares_of([name]).total == 1


@pytest.mark.parametrize(("seconds", "share"), [(4.9, "abandoned_short"), (5, "abandoned_long")])
def test_lost_calls_are_split_at_five_seconds(seconds: float, share: str) -> None:
    assert rules.share_of("", waited=timedelta(seconds=seconds), short=SHORT, is_lost=True) == share
