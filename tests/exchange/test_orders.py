"""What the desk orders goes to the exchange over TCP, and nothing is written that it refused."""

import socket
import threading
import time
from typing import Any

import pytest

from kentongan.calls import selectors as call_selectors
from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState
from kentongan.calls.errors import LineNotControlled
from kentongan.calls.models import Call, CallParty
from kentongan.exchange import selectors, services
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.address import AmiAddress, read_address
from kentongan.exchange.ami.actions import action, pause
from kentongan.exchange.errors import ExchangeAway, NoTelephone
from kentongan.exchange.facts import FactKind
from kentongan.exchange.models import Leg
from kentongan.journal import reactions
from kentongan.kernel.actors import EXCHANGE
from tests.conftest import NIGHT
from tests.exchange.make import DESK, hear, orders

pytestmark = pytest.mark.django_db
K = FactKind
CALLER, DESK_LINE = "PJSIP/trunk-00000001", "PJSIP/1001-0000000a"


@pytest.fixture
def call(cast: Any, night: Any, obeys: PracticeExchange) -> Call:
    """The operator speaks with a caller, at telephone 1001."""
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    hear(K.JOINED, line=CALLER)
    hear(K.CONNECTED, member=DESK, line=CALLER, member_line=DESK_LINE)
    return Call.objects.get()


def test_a_caller_waits_and_is_spoken_with_again(cast: Any, call: Call, obeys: Any) -> None:
    assert call_selectors.is_controlled(call)
    calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)
    calls.resume_line(by=cast.operator, call_id=call.id, at=NIGHT)
    room = f"konf-{Leg.objects.get().id.hex}"
    held, resumed = orders(obeys)
    assert held == {
        "Action": "Redirect", "Channel": CALLER, "Context": "kentongan", "Exten": room,
        "Priority": "1", "ExtraChannel": DESK_LINE, "ExtraContext": "kentongan",
        "ExtraExten": "tunggu", "ExtraPriority": "1",
    }  # fmt: skip
    assert (resumed["Channel"], resumed["Exten"]) == (DESK_LINE, room)


def test_the_microphone(cast: Any, call: Call, obeys: Any) -> None:
    calls.mute_line(by=cast.operator, call_id=call.id, at=NIGHT)
    calls.unmute_line(by=cast.operator, call_id=call.id, at=NIGHT)
    assert [(o["Action"], o["Channel"], o["State"]) for o in orders(obeys)] == [
        ("MuteAudio", DESK_LINE, "on"), ("MuteAudio", DESK_LINE, "off"),
    ]  # fmt: skip


def test_a_third_one(cast: Any, call: Call, obeys: Any) -> None:
    party = calls.join_third(
        by=cast.operator, call_id=call.id, phone="(0294) 381-119", name="PSC", at=NIGHT
    )
    redirect, ring = orders(obeys)
    assert redirect["Exten"] == redirect["ExtraExten"] == ring["Exten"]
    assert ring["Channel"] == "Local/0294381119@kentongan"
    calls.drop_third(by=cast.operator, call_id=call.id, party_id=party.id, at=NIGHT)
    assert orders(obeys)[-1] == {
        "Action": "Hangup", "Channel": r"/^Local\/0294381119@kentongan\-.*/",
    }  # fmt: skip


def test_handed_on_it_shows_at_the_other_desk(cast: Any, call: Call, obeys: Any) -> None:
    calls.set_agent_state(by=cast.second_operator, state="READY", at=NIGHT)
    order = {"by": cast.operator, "call_id": call.id, "user_id": cast.second_operator.id}
    with pytest.raises(NoTelephone):
        calls.transfer_call(**order, at=NIGHT)
    services.take_seat(by=cast.second_operator, extension="1002", at=NIGHT)
    calls.transfer_call(**order, at=NIGHT)
    reactions.run_all()
    [handed] = [order for order in orders(obeys) if order["Action"] == "Redirect"]
    assert (handed["Channel"], handed["Exten"]) == (CALLER, "1002")
    pop = selectors.find_pop(cast.second_operator)
    assert pop is not None
    assert pop.call_id == call.id
    assert selectors.find_pop(cast.operator) is None


def test_put_down(cast: Any, call: Call, obeys: Any) -> None:
    calls.hang_up(by=cast.operator, call_id=call.id, at=NIGHT)
    assert orders(obeys) == [{"Action": "Hangup", "Channel": CALLER}]
    hear(K.HUNG_UP)
    assert Call.objects.get().ended_at == NIGHT
    assert not call_selectors.is_controlled(Call.objects.get())


def test_what_the_exchange_refuses_is_not_written(cast: Any, call: Call, obeys: Any) -> None:
    obeys.refuses = True
    with pytest.raises(ExchangeAway):
        calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)
    with pytest.raises(ExchangeAway):
        calls.join_third(by=cast.operator, call_id=call.id, phone="0294381119", at=NIGHT)
    assert Call.objects.get().held_at is None
    assert not CallParty.objects.exists()


def test_an_exchange_that_says_nothing_holds_up_no_desk(
    cast: Any, call: Call, obeys: PracticeExchange
) -> None:
    obeys.fall_silent()
    began = time.monotonic()
    with pytest.raises(ExchangeAway):
        calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)
    assert time.monotonic() - began < 3.0
    obeys.close()
    with pytest.raises(ExchangeAway):
        calls.hang_up(by=cast.operator, call_id=call.id, at=NIGHT)


def test_what_answers_there_and_is_no_exchange(cast: Any, call: Call, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            client, _ = server.accept()
            client.sendall(b"\xff" * 5000 + b"Response: Success\r\n\r\n" * 200)
            client.close()

        threading.Thread(target=serve, daemon=True).start()
        settings.AMI = AmiAddress("127.0.0.1", server.getsockname()[1], "u", "s")
        with pytest.raises(ExchangeAway):
            calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)


def test_a_call_written_by_hand_has_no_keys(cast: Any, night: Any, obeys: Any) -> None:
    hear(K.JOINED)
    call = calls.answer_call(by=cast.operator, call_id=Call.objects.get().id, at=NIGHT)
    with pytest.raises(LineNotControlled):
        calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)


# ── words of the wire ────────────────────────────────────────────────────────────────────────
def test_no_order_is_smuggled_in_behind_another() -> None:
    told = action("Hangup", {"Channel": "PJSIP/1\r\nAction: Command\r\n\r\n"}, action_id="1")
    assert told == b"Action: Hangup\r\nActionID: 1\r\nChannel: PJSIP/1\r\n\r\n"
    assert b"Paused: true" in pause("PJSIP/1", is_paused=True, reason="BREAK")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", None),
        ("ami://a:b@pbx/112", AmiAddress("pbx", 5038, "a", "b", ("112",))),
        ("ami://a:b%40c@10.0.0.1:15038/112,119", AmiAddress("10.0.0.1", 15038, "a", "b@c",
                                                           ("112", "119"))),
        ("ami://a:b@pbx", AmiAddress("pbx", 5038, "a", "b")),
    ],
)  # fmt: skip
def test_addresses(text: str, address: AmiAddress | None) -> None:
    assert read_address(text) == address
    assert "b@c" not in repr(address)


@pytest.mark.parametrize(
    "text", ["pbx", "http://a:b@pbx", "ami://pbx", "ami://a@pbx", "ami://a:b@pbx:x",
             "ami://a:b%0d%0ac@pbx", "ami://a:b@pbx:99999"],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read_address(text)
    assert "b@" not in str(refusal.value)


def test_who_is_at_prayer_is_not_rung_while_a_colleague_is_ready(
    cast: Any, night: Any, obeys: PracticeExchange
) -> None:
    for who, extension in ((cast.operator, "1001"), (cast.second_operator, "1002")):
        services.take_seat(by=who, extension=extension, at=NIGHT)
        calls.set_agent_state(by=who, state=AgentState.READY, at=NIGHT)
    reactions.run_all()
    services.give_pauses(at=NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.PRAYER, at=NIGHT)
    reactions.run_all()
    services.give_pauses(at=NIGHT)
    paused = orders(obeys)[-1]
    assert paused == {
        "Action": "QueuePause", "Interface": "PJSIP/1001", "Paused": "true", "Reason": "PRAYER",
    }  # fmt: skip
    before = len(obeys.orders)
    calls.set_agent_state(by=cast.second_operator, state=AgentState.BREAK, at=NIGHT)
    reactions.run_all()
    services.give_pauses(at=NIGHT)
    assert len(obeys.orders) == before  # the last one: a caller would ring nobody
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    reactions.run_all()
    services.give_pauses(at=NIGHT)
    assert orders(obeys)[-1]["Paused"] == "false"


def test_no_transaction_waits_for_a_pause(cast: Any, night: Any, obeys: PracticeExchange) -> None:
    services.give_pauses(at=NIGHT)  # of what other tests have left
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.BREAK, at=NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    reactions.run_all()
    assert orders(obeys) == []
    assert services.has_asked()
    assert services.give_pauses(at=NIGHT) == 1  # what he has said last
    assert [order["Paused"] for order in orders(obeys)] == ["false"]
    assert not services.has_asked()


def test_exchange_known_to_be_away_is_not_waited_for(
    cast: Any, call: Call, obeys: PracticeExchange
) -> None:
    services.note_link(by=EXCHANGE, name="ami", is_up=False, reason="silent", at=NIGHT)
    before = len(obeys.orders)
    with pytest.raises(ExchangeAway):
        calls.hold_line(by=cast.operator, call_id=call.id, at=NIGHT)
    assert len(obeys.orders) == before
