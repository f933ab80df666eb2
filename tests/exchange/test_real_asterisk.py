"""Every order of the desk at a real Asterisk: what is written in docs/operations holds there.

Two Asterisks talk SIP on this machine (tests/exchange/asterisk): the centre's, with the lines of
docs/operations word for word, and one that plays every telephone. Without one they are left out.
"""

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState, CallState
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.exchange import services
from kentongan.exchange.adapters.asterisk import give_orders
from kentongan.exchange.enums import JoinMode, LegState
from kentongan.exchange.listener import Listener
from kentongan.exchange.models import Leg, Link
from kentongan.journal.models import Entry
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT
from tests.exchange.asterisk.run import ROOT, Asterisk, both
from tests.exchange.test_listener import until

pytestmark = [
    pytest.mark.processes, pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not ROOT, reason="no Asterisk here: KENTONGAN_TEST_ASTERISK is the root of one (`/`)"
    ),
]  # fmt: skip

PHONE, BUSY, RINGS_ON, NO_WAY = "0812000001", "0812000002", "0812000003", "0812000004"
CALLER, DESK, SUPERVISOR = 400, 700, 1100
"""What each of the three hums."""


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Asterisk, Asterisk]]:
    with both() as asterisks:
        yield asterisks


@pytest.fixture
def centre(two: tuple[Asterisk, Asterisk], cast: Any, settings: Any) -> Iterator[Asterisk]:
    """The centre's, listened to; the operator sits at 1001."""
    centre, outside = two
    settings.AMI = centre.ami
    listener = Listener(centre.ami)
    thread = threading.Thread(target=listener.run, daemon=True)
    thread.start()
    until(lambda: Link.objects.filter(state="UP").exists())
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    yield centre
    for each in (outside, centre):
        each.says("channel request hangup all")
    until(lambda: not channels(centre) and not channels(outside))
    listener.stop()
    thread.join(10)
    connection.close()


@pytest.fixture
def outside(two: tuple[Asterisk, Asterisk]) -> Asterisk:
    return two[1]


def channels(asterisk: Asterisk) -> list[str]:
    """The telephones' lines; what a conference room announces with is none."""
    rows = asterisk.says("core show channels concise").splitlines()
    return [row for row in rows if "!" in row and not row.startswith("CBAnn/")]


def bridged(asterisk: Asterisk, name: str) -> set[str]:
    """In which bridges channels of this name are."""
    rows = [row.split("!") for row in channels(asterisk)]
    return {row[12] for row in rows if row[0].startswith(name) and len(row) > 12 and row[12]}


def in_room(asterisk: Asterisk, room: str) -> int:
    """How many are in a conference room."""
    rows = asterisk.says(f"confbridge list {room}").splitlines()
    return len([row for row in rows if row.startswith("PJSIP/") or row.startswith("Local/")])


def phone_in(outside: Asterisk, number: str = PHONE, exten: str = "112") -> None:
    """Somebody calls 112."""
    call = {
        "Channel": f"PJSIP/{exten}@centre", "CallerID": f"<{number}>", "Context": "telepon",
        "Exten": "112", "Priority": "1", "Async": "true", "ChannelId": f"caller-{number}",
    }  # fmt: skip
    give_orders(outside.ami, [("Originate", call)])


def spoken(outside: Asterisk, number: str = PHONE) -> Call:
    phone_in(outside, number)
    until(lambda: Leg.objects.filter(state=LegState.CONNECTED).exists())
    until(lambda: Call.objects.filter(state=CallState.ANSWERED).exists())
    return Call.objects.get()


def put_down(outside: Asterisk, number: str = PHONE) -> None:
    give_orders(outside.ami, [("Hangup", {"Channel": f"caller-{number}"})])


def test_a_call_from_the_first_ring_to_the_end(cast: Any, centre: Any, outside: Any) -> None:
    call = spoken(outside)
    leg = Leg.objects.get()
    assert call.caller_phone.endswith(PHONE[1:])
    assert call.answered_by == cast.operator.id
    assert (leg.member, leg.queue) == ("PJSIP/1001", "112")
    give_orders(outside.ami, [
        ("PlayDTMF", {"Channel": f"caller-{PHONE}", "Digit": "5", "Duration": "150"}),
    ])  # fmt: skip
    until(lambda: Leg.objects.get().tones == 1)
    put_down(outside)
    until(lambda: Leg.objects.get().state == LegState.ENDED)
    assert Call.objects.get().ended_at is not None


def test_hold_and_speak_again(cast: Any, centre: Asterisk, outside: Asterisk) -> None:
    call = spoken(outside)
    room = f"konf-{Leg.objects.get().id.hex}"
    calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: in_room(centre, room) == 1)
    assert len(channels(centre)) == 2
    until(lambda: outside.heard(CALLER, for_s=0.3) == outside.heard(DESK, for_s=0.3) == set())
    calls.resume_line(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: in_room(centre, room) == 2)
    until(lambda: outside.heard(CALLER, for_s=0.3) == {DESK})
    put_down(outside)
    until(lambda: Leg.objects.get().state == LegState.ENDED)


def test_mute(cast: Any, centre: Asterisk, outside: Asterisk) -> None:
    call = spoken(outside)
    until(lambda: outside.heard(CALLER, for_s=0.3) == {DESK})
    calls.mute_line(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: outside.heard(CALLER, for_s=0.3) == set())
    assert outside.heard(DESK, for_s=0.3) == {CALLER}
    calls.unmute_line(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: outside.heard(CALLER, for_s=0.3) == {DESK})


def test_a_third_one_comes_and_goes(cast: Any, centre: Asterisk, outside: Asterisk) -> None:
    call = spoken(outside)
    room = f"konf-{Leg.objects.get().id.hex}"
    party = calls.join_third(by=cast.operator, call_id=call.id, phone="0813000001", at=NIGHT)
    until(lambda: in_room(centre, room) == 3)
    calls.drop_third(by=cast.operator, call_id=call.id, party_id=party.id, at=NIGHT)
    until(lambda: in_room(centre, room) == 2)
    assert Leg.objects.get().state == LegState.CONNECTED


def test_a_colleague_takes_it_over(cast: Any, centre: Asterisk, outside: Asterisk) -> None:
    services.take_seat(by=cast.second_operator, extension="1002", at=NIGHT)
    calls.set_agent_state(by=cast.second_operator, state=AgentState.READY, at=NIGHT)
    call = spoken(outside)
    calls.transfer_call(
        by=cast.operator, call_id=call.id, user_id=cast.second_operator.id, at=NIGHT
    )
    until(lambda: bridged(centre, "PJSIP/1002"))
    assert Leg.objects.get().state == LegState.CONNECTED
    put_down(outside)
    until(lambda: Leg.objects.get().state == LegState.ENDED)


def test_a_desk_ends_the_line(cast: Any, centre: Asterisk, outside: Asterisk) -> None:
    call = spoken(outside)
    calls.hang_up(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: Leg.objects.get().state == LegState.ENDED)
    until(lambda: channels(outside) == [])


HEARS: dict[JoinMode, dict[int, set[int]]] = {
    JoinMode.LISTEN: {CALLER: {DESK}, DESK: {CALLER}, SUPERVISOR: {CALLER, DESK}},
    JoinMode.WHISPER: {
        CALLER: {DESK}, DESK: {CALLER, SUPERVISOR}, SUPERVISOR: {CALLER, DESK},
    },
    JoinMode.TALK: {
        CALLER: {DESK, SUPERVISOR}, DESK: {CALLER, SUPERVISOR}, SUPERVISOR: {CALLER, DESK},
    },
}  # fmt: skip


@pytest.mark.parametrize("mode", list(JoinMode))
def test_a_supervisor_joins_in_and_leaves(
    cast: Any, centre: Asterisk, outside: Asterisk, mode: JoinMode
) -> None:
    """A caller hears nothing of who listens, nor of who whispers to the desk (ADR 0028)."""
    services.take_seat(by=cast.supervisor, extension="1003", at=NIGHT)
    call = spoken(outside)
    key = new_id()
    services.join_in(by=cast.supervisor, call_id=call.id, key=key, mode=mode, at=NIGHT)
    until(lambda: len(channels(centre)) == 3)
    if mode is not JoinMode.TALK:
        until(lambda: any("ChanSpy" in row for row in channels(centre)))
    else:
        until(lambda: in_room(centre, f"konf-{Leg.objects.get().id.hex}") == 3)
    until(lambda: outside.heard(SUPERVISOR, for_s=0.3) == HEARS[mode][SUPERVISOR])
    heard = {each: outside.heard(each, for_s=0.5) for each in HEARS[mode]}
    assert heard == HEARS[mode]
    assert services.leave_again(by=cast.supervisor, key=key, at=NIGHT)
    until(lambda: len(channels(centre)) == 2)
    until(lambda: outside.heard(CALLER, for_s=0.3) == {DESK})
    assert not services.leave_again(by=cast.supervisor, key=key, at=NIGHT)
    assert Leg.objects.get().state == LegState.CONNECTED
    services.join_in(by=cast.supervisor, call_id=call.id, key=new_id(), mode=mode, at=NIGHT)
    until(lambda: len(channels(centre)) == 3)
    put_down(outside)
    until(lambda: Leg.objects.get().state == LegState.ENDED)


def ended(key: UUID) -> bool:
    kind = "exchange.joining.ended"
    return Entry.objects.filter(kind=kind, subject_id=key).exists()


def test_a_supervisor_who_lays_the_telephone_down_is_told_of(
    cast: Any, centre: Asterisk, outside: Asterisk
) -> None:
    services.take_seat(by=cast.supervisor, extension="1003", at=NIGHT)
    call, key = spoken(outside), new_id()
    join = partial(services.join_in, by=cast.supervisor, call_id=call.id, mode=JoinMode.LISTEN)
    join(key=key, at=NIGHT)
    until(lambda: outside.heard(SUPERVISOR, for_s=0.3) == {CALLER, DESK})
    assert not ended(key)
    (line,) = [row.split("!")[0] for row in channels(outside) if "!1100!" in row]
    outside.says(f"channel request hangup {line}")
    until(lambda: ended(key))
    services.take_seat(by=cast.supervisor, extension="1777", at=NIGHT)
    key = new_id()
    join(key=key, at=NIGHT)
    until(lambda: ended(key))
    assert Leg.objects.get().state == LegState.CONNECTED


# ── ringing back ─────────────────────────────────────────────────────────────────────────────
def promised(cast: Any, number: str) -> Call:
    call = calls.receive_call(by=cast.operator, new=NewCall(phone=number), at=NIGHT)
    calls.abandon_call(by=cast.operator, call_id=call.id, at=NIGHT)
    return calls.request_callback(by=cast.operator, call_id=call.id, history_seen=True, at=NIGHT)


def test_a_caller_is_rung_back_and_spoken_with(
    cast: Any, centre: Asterisk, outside: Asterisk
) -> None:
    call = promised(cast, PHONE)
    services.ring_back(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: Call.objects.get().state == CallState.ANSWERED)
    leg = Leg.objects.get()
    assert leg.state == LegState.CONNECTED
    calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: in_room(centre, f"konf-{leg.id.hex}") == 1)
    calls.resume_line(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: in_room(centre, f"konf-{leg.id.hex}") == 2)
    outside.says("channel request hangup all")
    until(lambda: Leg.objects.get().state == LegState.ENDED)


@pytest.mark.parametrize(
    ("number", "outcome"), [(BUSY, "BUSY"), (NO_WAY, "UNREACHABLE"), (RINGS_ON, "CANCELLED")]
)
def test_a_caller_who_is_not_reached(
    cast: Any, centre: Asterisk, outside: Asterisk, number: str, outcome: str
) -> None:
    call = promised(cast, number)
    services.ring_back(by=cast.operator, call_id=call.id, at=NIGHT)
    if number == RINGS_ON:
        until(lambda: Leg.objects.get().state == LegState.DIALLING)
        give_orders(centre.ami, [("Hangup", {"Channel": Leg.objects.get().uniqueid})])
    until(lambda: Leg.objects.get().state == LegState.NOT_REACHED)
    assert Leg.objects.get().outcome == outcome
    assert Call.objects.get().state == CallState.CALLBACK


def test_a_desk_whose_telephone_is_not_there(
    cast: Any, centre: Asterisk, outside: Asterisk
) -> None:
    services.take_seat(by=cast.operator, extension="1777", at=NIGHT)
    call = promised(cast, PHONE)
    services.ring_back(by=cast.operator, call_id=call.id, at=NIGHT)
    until(lambda: Leg.objects.get().state == LegState.NOT_REACHED)
    assert Leg.objects.get().outcome == "DESK_SILENT"


# ── those who answer ─────────────────────────────────────────────────────────────────────────
def test_who_rests_is_not_rung_while_another_is_ready(
    cast: Any, centre: Asterisk, outside: Asterisk
) -> None:
    services.take_seat(by=cast.second_operator, extension="1002", at=NIGHT)
    for person in (cast.operator, cast.second_operator):
        calls.set_agent_state(by=person, state=AgentState.READY, at=NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.PRAYER, at=NIGHT)
    follow(cast.operator, AgentState.PRAYER)
    until(lambda: "paused" in centre.says("queue show 112"))
    phone_in(outside)
    until(lambda: Leg.objects.filter(state=LegState.WAITING).exists())
    follow(cast.operator, AgentState.READY)
    until(lambda: Call.objects.filter(answered_by=cast.operator.id).exists())


def follow(by: Actor, state: AgentState) -> None:
    services.follow_agent(by=by, user_id=by.id, state=state, at=NIGHT)


@pytest.mark.parametrize(
    ("script", "state"),
    [("echo 0", CallState.ANSWERED), ("exit 1", CallState.ANSWERED),
     ('test -e "$0.asked" && echo 0 || { touch "$0.asked"; echo 1; }', CallState.ANSWERED),
     ("echo refused", CallState.ABANDONED)],
)  # fmt: skip
def test_the_dialplan_before_the_queue_lets_everybody_in_who_is_not_refused(
    cast: Any, centre: Asterisk, outside: Asterisk, script: str, state: CallState
) -> None:
    centre.waits.write_text(f"#!/bin/sh\n{script}\n")
    centre.waits.chmod(0o755)
    phone_in(outside, exten="113")
    until(lambda: Call.objects.filter(state=state).exists())
    assert Call.objects.count() == 1
