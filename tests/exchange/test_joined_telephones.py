"""A telephone that was rung into a call goes down: what Asterisk says of it, and what is told.

One that is laid down was recorded (test_recorded.py). These streams are written after Asterisk's
documentation of the events, in the bytes the manager interface sends.
"""

import json
from typing import Any
from uuid import UUID

import pytest

from kentongan.calls.models import Call
from kentongan.exchange import services
from kentongan.exchange.ami.channels import joined_key, joined_line
from kentongan.exchange.ami.machine import CallMachine
from kentongan.exchange.ami.replay import as_row, facts_in
from kentongan.exchange.enums import LinkState
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.models import Link
from kentongan.journal.models import Entry
from kentongan.kernel.actors import EXCHANGE
from kentongan.orgs.enums import Role
from kentongan.orgs.rules import has_stream_right
from tests.conftest import NIGHT
from tests.exchange.make import LINE, hear

K = FactKind
KEY = UUID("0193aa00-1111-7222-8333-444455556666")
LINE_OF_IT = "pengawas-0193aa00111172228333444455556666"


def frame(event: str, **more: str) -> str:
    fields = {"Event": event, "Privilege": "call,all", **more}
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"


def of_it(event: str, **more: str) -> str:
    line = {
        "Channel": "PJSIP/1009-0000000f", "ChannelStateDesc": "Up", "CallerIDNum": "1009",
        "Uniqueid": LINE_OF_IT, "Linkedid": LINE_OF_IT, "Timestamp": "1795323000.250000",
    }  # fmt: skip
    return frame(event, **(line | more))


RINGS = of_it("Newchannel", ChannelStateDesc="Down") + of_it("Newstate", ChannelStateDesc="Ringing")
LIFTED = of_it("Newstate") + of_it(
    "OriginateResponse", Response="Success", ActionID=LINE_OF_IT, Reason="4", Application="ChanSpy"
)
LAID_DOWN = of_it("HangupRequest") + of_it("Hangup", Cause="16", **{"Cause-txt": "Normal Clearing"})
NOT_LIFTED = of_it(
    "OriginateResponse", Response="Failure", ActionID=LINE_OF_IT, Reason="3"
) + of_it("Hangup", Cause="19")  # fmt: skip
AWAY = frame(
    "OriginateResponse", ActionID=LINE_OF_IT, Response="Failure", Channel="PJSIP/1009",
    Reason="0", Uniqueid="<unknown>", Timestamp="1795323000.250000",
)  # fmt: skip
CALLER = (
    frame("QueueCallerJoin", Queue="112", Uniqueid=LINE, Channel="PJSIP/trunk-00000001",
          CallerIDNum="081234567890")
    + frame("AgentConnect", Queue="112", Uniqueid=LINE, Interface="PJSIP/1001",
            DestChannel="PJSIP/1001-0000000a", HoldTime="2")
)  # fmt: skip
IN_A_ROOM = of_it("ConfbridgeJoin", Conference="konf-1") + of_it("ConfbridgeLeave")

STREAMS = {
    "laid down by hand": (RINGS + LIFTED + LAID_DOWN, ["LEFT"]),
    "never lifted": (RINGS + NOT_LIFTED, ["LEFT"]),
    "no telephone there": (AWAY, ["LEFT"]),
    "out of a call of three": (CALLER + RINGS + LIFTED + IN_A_ROOM + LAID_DOWN,
                               ["JOINED", "CONNECTED", "LEFT"]),
    "still in the call": (CALLER + RINGS + LIFTED, ["JOINED", "CONNECTED"]),
    "another's own": (frame("Hangup", Uniqueid="1795322971.7", Channel="PJSIP/1009-00000001"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_however_it_is_cut(name: str) -> None:
    text, kinds = STREAMS[name]
    data = text.encode()
    assert [fact.kind.value for fact in facts_in([data])] == kinds
    bytewise = facts_in(data[at : at + 1] for at in range(len(data)))
    assert [fact.kind.value for fact in bytewise] == kinds
    for at in range(len(data)):
        assert [fact.kind.value for fact in facts_in([data[:at], data[at:]])] == kinds


def test_the_telling_has_its_id_and_its_time_and_the_callers_line_goes_on() -> None:
    facts = list(facts_in([(CALLER + RINGS + LIFTED + LAID_DOWN + LAID_DOWN).encode()]))
    (left,) = [fact for fact in facts if fact.kind is K.LEFT]
    assert joined_key(left.call) == KEY
    assert json.loads(as_row(left)) == {
        "at": "2026-11-22T04:50:00.000Z", "call": LINE_OF_IT, "state": "LEFT", "queue": None,
        "member": None,
    }  # fmt: skip
    assert facts[-1] == left


@pytest.mark.parametrize(
    "line", ["", "pengawas-", "pengawas-xyz", LINE_OF_IT.upper(), f"{LINE_OF_IT}0", LINE,
             f"x{LINE_OF_IT}", f"{LINE_OF_IT}\n"],
)  # fmt: skip
def test_no_other_line_is_taken_for_one(line: str) -> None:
    assert joined_key(line) is None
    assert CallMachine().take({"Event": "Hangup", "Uniqueid": line}) == []


def test_its_id_there_and_back() -> None:
    assert joined_line(KEY) == LINE_OF_IT
    assert joined_key(joined_line(KEY)) == KEY


# ── what is written down ─────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_it_is_told_by_its_key_alone(cast: Any, night: Any) -> None:
    assert hear(K.LEFT, call=LINE_OF_IT, number="") is None
    entry = Entry.objects.get(kind="exchange.joining.ended")
    assert (entry.subject_id, entry.facts) == (KEY, {"joining_id": str(KEY)})
    assert not Call.objects.exists()
    hear(K.LEFT, call="pengawas-nobody")
    assert Entry.objects.filter(kind="exchange.joining.ended").count() == 1


@pytest.mark.django_db
def test_the_list_after_a_gap_says_who_is_still_there(cast: Any, night: Any) -> None:
    alive = frozenset({LINE_OF_IT, "1.3"})
    snapshot = Fact(K.SNAPSHOT, at=NIGHT, alive=alive)
    services.hear(by=EXCHANGE, source="ami", fact=snapshot, at=NIGHT)
    assert not Entry.objects.filter(kind="exchange.joining.listed").exists()
    Link.objects.create(name="ami", state=LinkState.UP, since_at=NIGHT)
    services.hear(by=EXCHANGE, source="ami", fact=snapshot, at=NIGHT)
    listed = Entry.objects.get(kind="exchange.joining.listed")
    assert listed.facts["alive"] == [str(KEY)]


@pytest.mark.parametrize("kind", ["exchange.joining.ended", "exchange.joining.listed"])
def test_it_is_in_nobodys_stream_at_the_desks(kind: str) -> None:
    for role in (Role.OPERATOR, Role.DISPATCHER, Role.OFFICER, Role.LEADER, Role.ADMIN):
        assert not has_stream_right(role, kind)
    for heard in ("exchange.call.rings", "exchange.link.lost", "exchange.seat.taken"):
        assert has_stream_right(Role.OPERATOR, heard)
