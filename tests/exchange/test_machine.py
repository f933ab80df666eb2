"""What the recorded streams of a real Asterisk say, and what no recording shows."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.cli.main import main
from kentongan.exchange.ami import machine as machine_module
from kentongan.exchange.ami.channels import extension_of, interface_of, number_of, started_at
from kentongan.exchange.ami.machine import CallMachine
from kentongan.exchange.ami.replay import facts_in
from kentongan.exchange.facts import Fact, FactKind
from tests.data import shared_data

K = FactKind
ONE, TWO = "Local/agent1@agents", "Local/agent2@agents"

# clock · line · what · queue · who · caller's number
SAID: dict[str, list[tuple[str, str, str, str, str, str]]] = {
    "00_login": [],
    "01_answered_normal": [
        ("04:49:31", "1795322971.0", "JOINED", "psc112", "", "081234567890"),
        ("04:49:31", "1795322971.0", "RINGING", "psc112", ONE, "081234567890"),
        ("04:49:33", "1795322971.0", "CONNECTED", "psc112", ONE, "081234567890"),
        ("04:49:40", "1795322971.0", "HUNG_UP", "psc112", ONE, "081234567890"),
    ],
    "02_two_callers_one_waits": [
        ("04:49:48", "1795322988.4", "JOINED", "psc112", "", "081111111111"),
        ("04:49:48", "1795322988.4", "RINGING", "psc112", ONE, "081111111111"),
        ("04:49:49", "1795322989.8", "JOINED", "psc112", "", "082222222222"),
        ("04:49:49", "1795322989.8", "RINGING", "psc112", TWO, "082222222222"),
        ("04:49:50", "1795322988.4", "CONNECTED", "psc112", ONE, "081111111111"),
        ("04:49:52", "1795322989.8", "CONNECTED", "psc112", TWO, "082222222222"),
        ("04:49:56", "1795322988.4", "HUNG_UP", "psc112", ONE, "081111111111"),
        ("04:49:56", "1795322989.8", "HUNG_UP", "psc112", TWO, "082222222222"),
    ],
    "03_abandoned_in_queue": [
        ("04:50:15", "1795323015.12", "JOINED", "psc112slow", "", "083333333333"),
        ("04:50:15", "1795323015.12", "RINGING", "psc112slow", "Local/slow@agents", "083333333333"),
        ("04:50:18", "1795323015.12", "ABANDONED", "psc112slow", "", "083333333333"),
    ],
    "06_queue_full_or_joinempty": [
        ("04:51:10", "1795323070.28", "TURNED_AWAY", "psc112empty", "", "086666666666"),
    ],
    "07_queue_status_snapshot": [
        ("", "", "MEMBER", "psc112noans", "Local/noans@agents", ""),
        ("", "", "MEMBER", "psc112", ONE, ""),
        ("", "", "MEMBER", "psc112", TWO, ""),
        ("", "", "MEMBER", "psc112slow", "Local/slow@agents", ""),
        ("", "", "SNAPSHOT", "", "", ""),
    ],
    "09_member_add_penalty_remove": [
        ("04:52:13", "", "MEMBER_ADDED", "psc112", "Local/agent3@agents", ""),
        ("", "", "MEMBER_CHANGED", "psc112", "Local/agent3@agents", ""),
        ("", "", "MEMBER_REMOVED", "psc112", "Local/agent3@agents", ""),
    ],
    "10_anonymous_caller": [
        ("04:52:17", "1795323137.58", "JOINED", "psc112", "", ""),
        ("04:52:17", "1795323137.58", "RINGING", "psc112", ONE, ""),
        ("04:52:19", "1795323137.58", "CONNECTED", "psc112", ONE, ""),
        ("04:52:21", "1795323137.58", "HUNG_UP", "psc112", ONE, ""),
    ],
    "99_logoff": [],
}  # fmt: skip


def told(fact: Fact) -> tuple[str, str, str, str, str, str]:
    at = f"{fact.at:%H:%M:%S}" if fact.at else ""
    return (at, fact.call, fact.kind.value, fact.queue, fact.member, fact.number)


def test_every_recorded_stream_has_its_expectation() -> None:
    assert {path.stem for path in shared_data("pbx").glob("*.ami")} == set(SAID)


@pytest.mark.parametrize("name", SAID)
def test_a_recorded_stream(name: str) -> None:
    data = (shared_data("pbx") / f"{name}.ami").read_bytes()
    assert [told(fact) for fact in facts_in([data])] == SAID[name]


@pytest.mark.parametrize("name", SAID)
def test_cut_at_every_byte_it_says_the_same(name: str) -> None:
    data = (shared_data("pbx") / f"{name}.ami").read_bytes()
    assert [told(f) for f in facts_in(data[at : at + 1] for at in range(len(data)))] == SAID[name]
    # in two, at every offset of the short streams and at many of the long ones
    for at in range(0, len(data), 1 if len(data) < 4000 else 1009):
        assert [told(fact) for fact in facts_in([data[:at], data[at:]])] == SAID[name]


@given(cuts=st.lists(st.integers(1, 2000), min_size=1, max_size=40))
def test_cut_into_any_pieces_it_says_the_same(cuts: list[int]) -> None:
    data, pieces, at = (shared_data("pbx") / "03_abandoned_in_queue.ami").read_bytes(), [], 0
    while at < len(data):
        size = cuts[len(pieces) % len(cuts)]
        pieces.append(data[at : at + size])
        at += size
    assert [told(fact) for fact in facts_in(pieces)] == SAID["03_abandoned_in_queue"]


def test_the_command_prints_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pbx", "replay", str(shared_data("pbx") / "01_answered_normal.ami")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(row) for row in rows] == [["at", "call", "state", "queue", "member"]] * 4
    assert rows[2] == {
        "at": "2026-11-22T04:49:33.000Z", "call": "1795322971.0", "state": "CONNECTED",
        "queue": "psc112", "member": ONE,
    }  # fmt: skip


def test_only_our_queues_are_heard() -> None:
    data = (shared_data("pbx") / "03_abandoned_in_queue.ami").read_bytes()
    assert list(facts_in([data], ["psc112"])) == []
    assert len(list(facts_in([data], ["psc112slow"]))) == 3


# ── what no recording shows ──────────────────────────────────────────────────────────────────
def join(call: str = "5.1", **more: str) -> dict[str, str]:
    channel = {"Uniqueid": call, "Channel": "PJSIP/trunk-0000000a", "CallerIDNum": "0812"}
    return {"Event": "QueueCallerJoin", "Queue": "112", **channel, **more}


def of(event: str, call: str = "5.1", **more: str) -> dict[str, str]:
    return {"Event": event, "Uniqueid": call, "Queue": "112", "Interface": "PJSIP/1001", **more}


def kinds(*frames: dict[str, str]) -> list[str]:
    machine = CallMachine()
    return [fact.kind.value for frame in frames for fact in machine.take(frame)]


def test_what_is_told_twice_is_a_fact_once() -> None:
    frames = [join(), of("AgentConnect"), of("Hangup")]
    assert kinds(*(f for frame in frames for f in (frame, frame))) == [
        "JOINED", "CONNECTED", "HUNG_UP",
    ]  # fmt: skip


def test_a_member_who_does_not_lift() -> None:
    assert kinds(join(), of("AgentCalled"), of("AgentRingNoAnswer"), of("AgentCalled")) == [
        "JOINED", "RINGING", "MISSED", "RINGING",
    ]  # fmt: skip


def test_whoever_hangs_up_without_an_answer_has_abandoned() -> None:
    left = of("QueueCallerLeave")
    timed_out = of("VarSet", Variable="QUEUESTATUS", Value="TIMEOUT")
    assert kinds(join(), left, timed_out, of("Hangup")) == ["JOINED", "ABANDONED"]


def test_the_far_end_of_a_member_ends_no_call() -> None:
    assert kinds(join(), of("AgentConnect"), of("Hangup", "5.2")) == ["JOINED", "CONNECTED"]


def test_a_caller_who_is_handed_on_is_still_there() -> None:
    complete = of("AgentComplete", Reason="transfer", TalkTime="60")
    assert kinds(join(), of("AgentConnect"), complete) == ["JOINED", "CONNECTED"]


def test_overflow_to_a_second_queue_is_the_same_caller() -> None:
    facts = [f for frame in (join(), join(Queue="113")) for f in CallMachine().take(frame)]
    assert [fact.queue for fact in facts] == ["112", "113"]


def test_a_caller_is_counted_from_the_announcement_before_the_queue() -> None:
    waits = of("UserEvent", UserEvent="KentonganWait", CallerIDNum="081234567890")
    other = of("UserEvent", call="6.1", UserEvent="Anything")
    assert kinds(waits, other, waits, of("Hangup")) == ["JOINED", "ABANDONED"]
    assert kinds(waits, join(), of("Hangup")) == ["JOINED", "JOINED", "ABANDONED"]


def test_keys_pressed_are_counted_not_told() -> None:
    machine = CallMachine()
    machine.take(join())
    (fact,) = machine.take(of("DTMFEnd", Digit="7", Direction="Received"))
    assert fact.kind is K.DTMF
    assert "7" not in repr(fact)
    assert machine.take(of("DTMFEnd", Digit="7", Direction="Sent")) == []


def test_pause_is_told_when_it_changes() -> None:
    paused = of("QueueMemberPause", Paused="1")
    status = of("QueueMemberStatus", Paused="1")
    back = of("QueueMemberStatus", Paused="0")
    assert kinds(paused, status, back, back) == ["PAUSED", "UNPAUSED"]


def test_where_the_recording_is_kept() -> None:
    machine = CallMachine()
    machine.take(join())
    frame = of("VarSet", Variable="MIXMONITOR_FILENAME", Value="/rekaman/a.wav")
    assert [f.recording for f in machine.take(frame)] == ["/rekaman/a.wav"]
    assert machine.take(frame) == []


def test_after_a_gap_who_waits_and_who_speaks_is_found() -> None:
    """Joined before we listened; connected while nobody did; gone meanwhile."""
    machine = CallMachine()
    bridged = {"BridgeId": "b", "Application": "Queue", "ApplicationData": "112,t"}
    facts = [
        fact
        for frame in (
            {"Event": "QueueEntry", "Queue": "112", "Uniqueid": "2.1", "CallerIDNum": "0813"},
            {"Event": "CoreShowChannel", "Uniqueid": "2.1", "Channel": "PJSIP/trunk-00000001"},
            {"Event": "CoreShowChannel", "Uniqueid": "3.1", "Channel": "PJSIP/t-00000002"}
            | bridged,
            {"Event": "CoreShowChannel", "Uniqueid": "3.2", "Channel": "PJSIP/1002-00000003",
             "BridgeId": "b"},
            {"Event": "CoreShowChannelsComplete"},
        )
        for fact in machine.take(frame)
    ]  # fmt: skip
    assert [(f.kind.value, f.call, f.member) for f in facts] == [
        ("JOINED", "2.1", ""),
        ("JOINED", "3.1", ""),
        ("CONNECTED", "3.1", "PJSIP/1002"),
        ("SNAPSHOT", "", ""),
    ]
    assert facts[-1].alive == {"2.1", "3.1", "3.2"}


def test_lines_kept_in_mind_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_module, "MOST_CALLS", 50)
    machine = CallMachine()
    for n in range(500):
        machine.take(join(f"{n}.1"))
    assert len(machine._lines) == 50


_WORDS = st.sampled_from(
    ["", "0", "1", "5.1", "112", "-1", "9" * 40, "\ufffd", "FULL", "QUEUESTATUS", "Queue", "²"]
)
_KEYS = st.sampled_from(
    ["Uniqueid", "Queue", "Interface", "Location", "CallerIDNum", "Variable", "Value", "Paused",
     "Application", "AppData", "ApplicationData", "BridgeId", "HoldTime", "TalkTime", "Channel",
     "DestUniqueid", "Timestamp", "LoginTime", "Direction"]
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(CallMachine()._steps)), st.dictionaries(_KEYS, _WORDS)),
        max_size=12,
    )
)
def test_frames_of_any_content_raise_nothing(frames: list[tuple[str, dict[str, str]]]) -> None:
    machine = CallMachine()
    for event, rest in frames:
        machine.take({"Event": event, **rest})


@pytest.mark.parametrize(
    ("told_as", "number"),
    [
        ("081234", "081234"), ("<unknown>", ""), ("Anonymous", ""), ("", ""),
        ('"Joko" <0812>', "0812"), ("+62 812-3", "+628123"), ("0" * 99, "0" * 32),
    ],
)  # fmt: skip
def test_numbers(told_as: str, number: str) -> None:
    assert number_of(told_as) == number


def test_words_of_asterisk() -> None:
    assert interface_of("PJSIP/1001-0000000a") == "PJSIP/1001"
    assert interface_of("Local/agent1@agents-00000001;1") == "Local/agent1@agents"
    assert [extension_of(i) for i in ("PJSIP/1001", "Local/1001@agents/n", "1001")] == ["1001"] * 3
    assert started_at("pbx-1795322971.0") == datetime(2026, 11, 22, 4, 49, 31, tzinfo=UTC)
    assert [started_at(t) for t in ("", "x.1", "12.1", "99999999999.1", "²")] == [None] * 5
