"""A promise to ring back is kept: who rings whom, what came of it, and when it is kept at all."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from kentongan.calls import services as calls
from kentongan.calls.enums import CallState
from kentongan.calls.models import Call
from kentongan.exchange import selectors, services
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.ami import backs
from kentongan.exchange.ami.machine import CallMachine
from kentongan.exchange.enums import BackOutcome, LegState
from kentongan.exchange.errors import BeingRung, NoTelephone, NothingToRing
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.models import Leg
from kentongan.exchange.services.ringing_back import NO_NEWS_AFTER
from kentongan.journal.models import Entry
from kentongan.kernel.actors import EXCHANGE
from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT
from tests.exchange.make import DESK, PHONE, hear, orders

pytestmark = pytest.mark.django_db
K = FactKind
FAR, FAR_LINE, DESK_LINE = "1795322999.7", "PJSIP/trunk-0000000b", "PJSIP/1001-0000000a"


@pytest.fixture
def promised(cast: Any, night: Any, obeys: PracticeExchange) -> Call:
    hear(K.JOINED)
    hear(K.ABANDONED)
    call = Call.objects.get()
    return calls.request_callback(by=cast.operator, call_id=call.id, history_seen=True, at=NIGHT)


@pytest.fixture
def rung(cast: Any, promised: Call) -> str:
    """The operator's telephone 1001 rings; the id of that line."""
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    services.ring_back(by=cast.operator, call_id=promised.id, at=NIGHT)
    return the_leg().uniqueid


def the_leg() -> Leg:
    return Leg.objects.filter(is_back=True).latest("id")


def lift(key: str) -> None:
    hear(K.DIALLED, call=key, member=DESK, member_line=DESK_LINE)


def speak(key: str) -> None:
    hear(K.CONNECTED, call=key, becomes=FAR, line=FAR_LINE, member=DESK, member_line=DESK_LINE)


# ── the order ────────────────────────────────────────────────────────────────────────────────
def test_the_own_telephone_is_rung_first_and_the_promise_stands(
    cast: Any, promised: Call, obeys: PracticeExchange
) -> None:
    with pytest.raises(NoTelephone):
        services.ring_back(by=cast.operator, call_id=promised.id, at=NIGHT)
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    later = NIGHT + timedelta(seconds=50)
    call = services.ring_back(by=cast.operator, call_id=promised.id, at=later)
    assert (call.state, call.answered_by) == (CallState.CALLBACK, None)
    # whoever is told of promises that nobody keeps is not told while somebody keeps it
    assert call.callback_due_at is not None and promised.callback_due_at is not None
    assert call.callback_due_at - promised.callback_due_at == timedelta(seconds=50)
    (ring,) = orders(obeys)
    assert (ring["Action"], ring["Channel"], ring["Exten"]) == ("Originate", "PJSIP/1001", PHONE)
    assert ring["ChannelId"] == the_leg().uniqueid
    assert PHONE not in str(list(Entry.objects.values_list("data", flat=True)))


@pytest.mark.parametrize("safety", ["DO_NOT_CONTACT", "SILENT_ONLY"])
def test_nobody_is_rung_whom_it_could_betray(
    cast: Any, promised: Call, obeys: PracticeExchange, safety: Any
) -> None:
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    calls.set_call_safety(by=cast.operator, call_id=promised.id, contact_safety=safety, at=NIGHT)
    with pytest.raises(NothingToRing):
        services.ring_back(by=cast.operator, call_id=promised.id, at=NIGHT)
    assert orders(obeys) == []


def test_nobody_is_rung_without_a_promise(cast: Any, night: Any, obeys: Any) -> None:
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    hear(K.JOINED)
    with pytest.raises(NothingToRing):
        services.ring_back(by=cast.operator, call_id=Call.objects.get().id, at=NIGHT)


def test_an_exchange_that_is_away_leaves_no_trace(
    cast: Any, promised: Call, obeys: PracticeExchange
) -> None:
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    obeys.close()
    with pytest.raises(Failure):
        services.ring_back(by=cast.operator, call_id=promised.id, at=NIGHT)
    assert Call.objects.get().state == CallState.CALLBACK
    assert not Leg.objects.filter(is_back=True).exists()


def test_one_caller_is_rung_from_one_desk(cast: Any, rung: str, promised: Call) -> None:
    services.take_seat(by=cast.second_operator, extension="1002", at=NIGHT)
    with pytest.raises(BeingRung) as refused:
        services.ring_back(by=cast.second_operator, call_id=promised.id, at=NIGHT)
    assert refused.value.facts["extension"] == "1001"
    with pytest.raises(IntegrityError):
        Leg.objects.create(
            source="ami", uniqueid="x", call=promised, is_back=True, state=LegState.RINGING,
            joined_at=NIGHT, changed_at=NIGHT,
        )  # fmt: skip


def test_a_ring_of_which_nothing_is_heard_holds_up_nobody(
    cast: Any, rung: str, promised: Call
) -> None:
    later = NIGHT + NO_NEWS_AFTER
    services.ring_back(by=cast.operator, call_id=promised.id, at=later)
    first, second = selectors.list_ringings(promised.id)
    assert (first.state, first.outcome) == (LegState.NOT_REACHED, BackOutcome.NOT_KNOWN)
    assert (second.state, second.uniqueid) == (LegState.RINGING, backs.key_of(promised.id, 2))


# ── what came of it ──────────────────────────────────────────────────────────────────────────
def test_once_the_two_speak_the_call_is_his(cast: Any, rung: str) -> None:
    lift(rung)
    assert Call.objects.get().state == CallState.CALLBACK
    assert the_leg().state == LegState.DIALLING
    speak(rung)
    call, leg = Call.objects.get(), the_leg()
    assert (call.state, call.answered_by) == (CallState.ANSWERED, cast.operator.id)
    assert (leg.state, leg.uniqueid, leg.line) == (LegState.CONNECTED, FAR, FAR_LINE)
    hear(K.DTMF, call=FAR)
    hear(K.RECORDED, call=FAR, recording="/rekaman/balik.wav")
    hear(K.HUNG_UP, call=FAR)
    leg, call = the_leg(), Call.objects.get()
    assert (leg.state, leg.tones, leg.recording) == (LegState.ENDED, 1, "/rekaman/balik.wav")
    assert call.ended_at is not None


def test_the_keys_of_the_line_reach_it(
    cast: Any, rung: str, promised: Call, obeys: PracticeExchange
) -> None:
    speak(rung)
    calls.hold_line(by=cast.operator, call_id=promised.id, at=NIGHT)
    held = orders(obeys)[-1]
    assert (held["Channel"], held["ExtraChannel"]) == (FAR_LINE, DESK_LINE)


@pytest.mark.parametrize("outcome", [BackOutcome.NO_ANSWER, BackOutcome.BUSY])
def test_who_is_not_reached_is_still_promised_it(
    cast: Any, rung: str, promised: Call, outcome: BackOutcome
) -> None:
    lift(rung)
    hear(K.NOT_REACHED, call=rung, outcome=outcome)
    hear(K.NOT_REACHED, call=rung)
    assert Call.objects.get().state == CallState.CALLBACK
    assert the_leg().outcome == outcome
    assert Entry.objects.filter(kind="exchange.call.not-reached").count() == 1
    services.ring_back(by=cast.operator, call_id=promised.id, at=NIGHT + timedelta(seconds=30))
    assert [leg.state for leg in selectors.list_ringings(promised.id)] == [
        LegState.NOT_REACHED, LegState.RINGING,
    ]  # fmt: skip


def test_a_telephone_put_down_says_who_put_it_down(rung: str) -> None:
    hear(K.NOT_REACHED, call=rung)
    assert the_leg().outcome == BackOutcome.DESK_SILENT
    lift(rung)
    hear(K.NOT_REACHED, call=rung)
    assert the_leg().outcome == BackOutcome.CANCELLED


def test_a_second_trunk_that_has_a_way_reaches_him(cast: Any, rung: str) -> None:
    lift(rung)
    hear(K.NOT_REACHED, call=rung, outcome=BackOutcome.UNREACHABLE)
    lift(rung)
    speak(rung)
    assert (the_leg().outcome, Call.objects.get().state) == ("", CallState.ANSWERED)


def test_after_a_gap_a_ring_that_is_gone_has_reached_nobody(rung: str) -> None:
    snapshot = Fact(K.SNAPSHOT, at=NIGHT + timedelta(seconds=9), alive=frozenset())
    services.hear(by=EXCHANGE, source="ami", fact=snapshot, at=NIGHT + timedelta(seconds=10))
    assert (the_leg().state, the_leg().outcome) == (LegState.NOT_REACHED, BackOutcome.NOT_KNOWN)
    assert Call.objects.get().state == CallState.CALLBACK


def test_what_nobody_ordered_makes_no_call(night: Any, promised: Call) -> None:
    before = Call.objects.count()
    for key in (backs.key_of(new_id(), 1), backs.key_of(promised.id, 9), "balik-", "balik-zz-1"):
        for kind in (K.DIALLED, K.CONNECTED, K.NOT_REACHED, K.HUNG_UP):
            assert hear(kind, call=key, becomes="1.2") is None
    assert Call.objects.count() == before


# ── the frames ───────────────────────────────────────────────────────────────────────────────
KEY = backs.key_of(new_id(), 1)
ON_DESK = {"Channel": DESK_LINE, "Uniqueid": KEY}
TO_HIM = {"DestChannel": FAR_LINE, "DestUniqueid": FAR}


def said(*frames: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    machine = CallMachine(["112"])
    for frame in frames:
        for fact in machine.take(frame):
            yield fact.kind.value, fact.call, fact.outcome or fact.becomes


def test_frames_of_a_caller_who_lifts() -> None:
    assert list(said(
        {"Event": "Newchannel", **ON_DESK}, {"Event": "Newstate", **ON_DESK},
        {"Event": "DialBegin", **ON_DESK, **TO_HIM},
        {"Event": "DialEnd", "DialStatus": "ANSWER", **ON_DESK, **TO_HIM},
        {"Event": "DTMFEnd", "Direction": "Received", "Uniqueid": FAR, "Channel": FAR_LINE},
        {"Event": "Hangup", "Uniqueid": FAR, "Channel": FAR_LINE},
        {"Event": "Hangup", **ON_DESK},
    )) == [
        ("DIALLED", KEY, ""), ("CONNECTED", KEY, FAR), ("DTMF", FAR, ""), ("HUNG_UP", FAR, ""),
        ("NOT_REACHED", KEY, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("NOANSWER", "NO_ANSWER"), ("BUSY", "BUSY"), ("CANCEL", "CANCELLED"),
     ("CONGESTION", "UNREACHABLE"), ("CHANUNAVAIL", "UNREACHABLE"), ("", "UNREACHABLE")],
)  # fmt: skip
def test_frames_of_one_who_does_not(status: str, outcome: str) -> None:
    ended = {"Event": "DialEnd", "DialStatus": status, **ON_DESK, **TO_HIM}
    assert list(said(ended)) == [("NOT_REACHED", KEY, outcome)]


def test_frames_of_a_desk_that_never_rang() -> None:
    refused = {"Event": "OriginateResponse", "Response": "Failure", "Uniqueid": "<null>"}
    assert list(said(refused | {"ActionID": KEY})) == [("NOT_REACHED", KEY, "DESK_SILENT")]
    assert list(said(refused | {"ActionID": "order"})) == []
    assert list(said(refused | {"ActionID": KEY, "Response": "Success"})) == []


def test_others_that_dial_are_none_of_ours() -> None:
    other = {"Channel": DESK_LINE, "Uniqueid": "1795322971.3", **TO_HIM}
    assert list(said({"Event": "DialBegin", **other}, {"Event": "DialEnd", **other})) == []


def test_who_lifted_while_nobody_listened_is_found() -> None:
    bridged = {"BridgeId": "b1", "Application": "Dial", "ApplicationData": "x"}
    him = {"Channel": FAR_LINE, "Uniqueid": FAR, "BridgeId": "b1", "Application": "AppDial"}
    found = list(said(
        {"Event": "CoreShowChannel", **ON_DESK, **bridged}, {"Event": "CoreShowChannel", **him},
        {"Event": "CoreShowChannelsComplete"}, {"Event": "Hangup", "Uniqueid": FAR},
    ))  # fmt: skip
    assert found == [("CONNECTED", KEY, FAR), ("SNAPSHOT", "", ""), ("HUNG_UP", FAR, "")]
