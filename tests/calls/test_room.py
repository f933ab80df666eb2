"""The room around the desk: what each is doing, the line, help, silence, drafts, its board."""

from datetime import timedelta

import pytest

from kentongan.calls import selectors, services, tasks
from kentongan.calls.enums import AgentState, CallState, Channel, Disposition
from kentongan.calls.errors import (
    CallInHand,
    ColleagueNotFree,
    LegalBasisMissing,
    LineNotControlled,
    NoPlaceToTransfer,
    NotYourLine,
)
from kentongan.calls.models import Agent, CallDraft, CallParty
from kentongan.calls.rules import Silence, agent_after, silence_procedure
from kentongan.calls.types import Times
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.types import NewIncident
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.orgs.selectors import rights_of
from tests.calls.make import answered, make_call
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import MARK_PHONE, make_categories, make_incident

SECOND = timedelta(seconds=1)
LATER = NIGHT + 30 * SECOND


def state_of(cast: Cast, name: str) -> str:
    return Agent.objects.get(user_id=cast.people[name].id).state


def simulated(cast: Cast, **overrides: object):
    return answered(cast.operator, channel=Channel.SIMULATED, **overrides)


# ── what each is doing ───────────────────────────────────────────────────────────────────────


def test_answering_says_so_by_itself_and_disposal_makes_free(cast: Cast) -> None:
    services.set_agent_state(by=cast.operator, state=AgentState.BREAK, at=NIGHT)
    call = simulated(cast)
    assert state_of(cast, "operator") == AgentState.ON_CALL
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.PRANK, at=LATER
    )
    assert state_of(cast, "operator") == AgentState.READY


def test_line_put_down_before_it_was_said_what_it_was_means_writing(cast: Cast) -> None:
    call = simulated(cast)
    services.hang_up(by=cast.operator, call_id=call.id, at=LATER)
    assert state_of(cast, "operator") == AgentState.WRAP_UP
    call.refresh_from_db()
    assert (call.state, call.ended_at) == (CallState.ANSWERED, LATER)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.INFORMATION, at=LATER
    )
    assert state_of(cast, "operator") == AgentState.READY


def test_incident_does_not_end_the_talk(cast: Cast) -> None:
    make_categories()
    call = simulated(cast)
    services.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=NewIncident(category="FIRE_STRUCTURE"), at=LATER
    )
    assert state_of(cast, "operator") == AgentState.ON_CALL
    services.end_call(by=cast.operator, call_id=call.id, at=LATER)
    assert state_of(cast, "operator") == AgentState.READY


@pytest.mark.parametrize("wanted", [AgentState.READY, AgentState.BREAK, AgentState.PRAYER])
def test_who_holds_a_caller_cannot_say_otherwise(cast: Cast, wanted: AgentState) -> None:
    simulated(cast)
    with pytest.raises(CallInHand):
        services.set_agent_state(by=cast.operator, state=wanted, at=LATER)


def test_nobody_says_by_hand_that_he_is_on_the_line(cast: Cast) -> None:
    with pytest.raises(CallInHand):
        services.set_agent_state(by=cast.operator, state=AgentState.ON_CALL, at=NIGHT)


def test_states_are_for_those_who_take_calls(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.set_agent_state(by=cast.fire_officer, state=AgentState.READY, at=NIGHT)


def test_room_sees_its_own_and_not_who_went_home(cast: Cast) -> None:
    long_ago = NIGHT - timedelta(hours=13)
    services.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    services.set_agent_state(by=cast.second_operator, state=AgentState.READY, at=long_ago)
    found = selectors.list_agents(rights_of(cast.supervisor), NIGHT)
    assert [one.user_id for one in found] == [cast.people["operator"].id]
    assert selectors.list_agents(rights_of(cast.outsider), NIGHT) == []


def test_emergency_without_incident_is_still_to_be_written() -> None:
    emergency = agent_after(state="CLASSIFIED", has_ended=True, disposition="EMERGENCY")
    neighbours = agent_after(state="CLASSIFIED", has_ended=True, disposition="OUT_OF_AREA")
    assert (emergency, neighbours) == (AgentState.WRAP_UP, AgentState.READY)


# ── the line ─────────────────────────────────────────────────────────────────────────────────


def test_caller_is_held_and_spoken_to_again(cast: Cast) -> None:
    call = simulated(cast)
    assert services.hold_line(by=cast.operator, call_id=call.id, at=NIGHT).held_at == NIGHT
    assert services.hold_line(by=cast.operator, call_id=call.id, at=LATER).held_at == NIGHT
    assert services.resume_line(by=cast.operator, call_id=call.id, at=LATER).held_at is None
    kinds = list(
        Entry.objects.filter(kind__startswith="calls.line.").values_list("kind", flat=True)
    )
    assert sorted(kinds) == ["calls.line.held", "calls.line.resumed"]


def test_desk_listens_without_being_heard(cast: Cast) -> None:
    call = simulated(cast)
    assert services.mute_line(by=cast.operator, call_id=call.id, at=NIGHT).muted_at == NIGHT
    assert services.unmute_line(by=cast.operator, call_id=call.id, at=LATER).muted_at is None


def test_third_on_the_line_is_kept_sealed_and_let_go(cast: Cast) -> None:
    call = simulated(cast)
    party = services.join_third(
        by=cast.operator, call_id=call.id, phone="+62285111112", name="Wati", at=NIGHT
    )
    services.drop_third(by=cast.operator, call_id=call.id, party_id=party.id, at=LATER)
    assert CallParty.objects.get().left_at == LATER
    assert "285111112" not in "".join(Entry.objects.values_list("data", flat=True))


def test_third_needs_a_number(cast: Cast) -> None:
    call = simulated(cast)
    with pytest.raises(NoPlaceToTransfer):
        services.join_third(by=cast.operator, call_id=call.id, phone=" ", at=NIGHT)


def test_caller_goes_to_a_colleague_who_is_ready(cast: Cast) -> None:
    call = simulated(cast)
    second = cast.people["second_operator"].id
    with pytest.raises(ColleagueNotFree):
        services.transfer_call(by=cast.operator, call_id=call.id, user_id=second, at=LATER)
    services.set_agent_state(by=cast.second_operator, state=AgentState.READY, at=NIGHT)
    moved = services.transfer_call(by=cast.operator, call_id=call.id, user_id=second, at=LATER)
    assert (moved.answered_by, moved.answered_at) == (second, NIGHT)
    assert state_of(cast, "operator") == AgentState.READY
    assert state_of(cast, "second_operator") == AgentState.ON_CALL


def test_line_is_of_the_one_who_holds_it(cast: Cast) -> None:
    call = simulated(cast)
    with pytest.raises(NotYourLine):
        services.hold_line(by=cast.second_operator, call_id=call.id, at=LATER)
    with pytest.raises(NotFound):
        services.hang_up(by=cast.outsider, call_id=call.id, at=LATER)


def test_telephone_beside_the_screen_is_not_pretended_to_be_held(cast: Cast) -> None:
    call = answered(cast.operator, channel=Channel.PHONE)
    with pytest.raises(LineNotControlled):
        services.hold_line(by=cast.operator, call_id=call.id, at=LATER)
    assert services.hang_up(by=cast.operator, call_id=call.id, at=LATER).ended_at == LATER


# ── silence ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("tones", "sound"), [(2, False), (0, True)])
def test_who_answers_with_a_key_or_a_sound_is_never_contacted(
    cast: Cast, tones: int, sound: bool
) -> None:
    call = simulated(cast)
    heard = services.hear_silence(
        by=cast.operator, call_id=call.id, listened_s=20, tones=tones, human_sound=sound, at=LATER
    )
    assert heard.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert not OutboxItem.objects.exists()


def test_nothing_heard_changes_nothing(cast: Cast) -> None:
    call = simulated(cast)
    heard = services.hear_silence(
        by=cast.operator, call_id=call.id, listened_s=20, tones=0, human_sound=False, at=LATER
    )
    assert heard.contact_safety == call.contact_safety


def test_only_a_repeat_without_any_sound_is_short() -> None:
    assert silence_procedure(silent_in_24_h=False, human_sound=False) is Silence.FULL
    assert silence_procedure(silent_in_24_h=True, human_sound=False) is Silence.SHORT
    assert silence_procedure(silent_in_24_h=True, human_sound=True) is Silence.FULL


# ── help ─────────────────────────────────────────────────────────────────────────────────────


def test_supervisor_comes(cast: Cast) -> None:
    asked = services.ask_help(by=cast.operator, at=NIGHT)
    assert services.ask_help(by=cast.operator, at=LATER).id == asked.id
    with pytest.raises(NotAllowed):
        services.answer_help(by=cast.second_operator, help_id=asked.id, at=LATER)
    services.answer_help(by=cast.supervisor, help_id=asked.id, at=LATER)
    assert selectors.list_help_waiting(rights_of(cast.operator)) == []
    assert tasks.ring_for_help(LATER + SECOND) == 0


def test_nobody_came_and_a_telephone_rings_once(cast: Cast) -> None:
    services.ask_help(by=cast.operator, at=NIGHT)
    assert tasks.ring_for_help(NIGHT + 29 * SECOND) == 0
    assert tasks.ring_for_help(LATER) == 1
    assert tasks.ring_for_help(LATER) == 0
    assert OutboxItem.objects.count() == 1
    assert len(selectors.list_help_waiting(rights_of(cast.supervisor))) == 1


# ── its board, drafts, times ─────────────────────────────────────────────────────────────────


def test_note_hangs_until_its_hour_or_until_it_is_taken_off(cast: Cast) -> None:
    until = NIGHT + timedelta(hours=2)
    note = services.post_note(by=cast.operator, text="Jembatan tutup", until_at=until, at=NIGHT)
    rights = rights_of(cast.second_operator)
    assert [one.text for one in selectors.list_notes(rights, NIGHT)] == ["Jembatan tutup"]
    assert selectors.list_notes(rights, until) == []
    services.take_note_off(by=cast.second_operator, note_id=note.id, at=LATER)
    assert selectors.list_notes(rights, LATER) == []


@pytest.mark.parametrize("text", ["", " ", "a" * 501, "nul\x00"])
def test_note_that_cannot_be_kept_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(Unreadable):
        services.post_note(by=cast.operator, text=text, until_at=LATER, at=NIGHT)


def test_draft_is_sealed_found_at_another_desk_and_gone_when_settled(cast: Cast) -> None:
    make_categories()
    call = simulated(cast)
    typed = {"phone": [MARK_PHONE], "narrative": ["rumah terbakar"]}
    services.save_draft(by=cast.operator, call_id=call.id, fields=typed, at=LATER)
    found = selectors.find_draft(cast.second_operator, call.id)
    assert found is not None
    assert (found.fields, found.saved_by) == (typed, cast.people["operator"].id)
    with pytest.raises(NotAllowed):
        selectors.find_draft(cast.auditor, call.id)
    incident = make_incident()
    services.link_call(
        by=cast.operator, call_id=call.id, incident_id=incident.id, same_place_confirmed=True,
        same_victims_confirmed=True, at=LATER,
    )  # fmt: skip
    assert not CallDraft.objects.exists()


def test_draft_larger_than_any_form_is_refused(cast: Cast) -> None:
    call = simulated(cast)
    with pytest.raises(Unreadable):
        services.save_draft(
            by=cast.operator, call_id=call.id, fields={"a": ["x" * 70_000]}, at=LATER
        )


def test_waiting_times_are_dated_decisions(cast: Cast) -> None:
    new = Times(45, 90, 15, 600, "SOP 112/03/2026")
    with pytest.raises(LegalBasisMissing):
        services.set_desk_times(by=cast.admin, times=Times(45, 90, 15, 600, " "), at=NIGHT)
    with pytest.raises(Unreadable):
        services.set_desk_times(by=cast.admin, times=Times(1, 90, 15, 600, "SOP"), at=NIGHT)
    with pytest.raises(NotAllowed):
        services.set_desk_times(by=cast.supervisor, times=new, at=NIGHT)
    services.set_desk_times(by=cast.admin, times=new, at=NIGHT)
    assert selectors.desk_times(NIGHT - SECOND) == selectors.STARTING_TIMES
    assert selectors.desk_times(NIGHT) == new
    services.ask_help(by=cast.operator, at=NIGHT)
    assert tasks.ring_for_help(NIGHT + 44 * SECOND) == 0
    assert tasks.ring_for_help(NIGHT + 45 * SECOND) == 1


def test_waiting_call_is_not_on_anybodys_line(cast: Cast) -> None:
    call = make_call(channel=Channel.SIMULATED)
    with pytest.raises(NotYourLine):
        services.hang_up(by=cast.operator, call_id=call.id, at=NIGHT)
