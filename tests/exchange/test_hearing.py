"""What an exchange tells becomes calls: one line one call, nobody lost, people before machines."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState, CallState, Channel, Disposition
from kentongan.calls.models import Agent, Call
from kentongan.exchange import selectors, services
from kentongan.exchange.enums import LegState
from kentongan.exchange.errors import ExtensionUnusable
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.models import Leg, Seat
from kentongan.journal.models import Entry
from kentongan.kernel.actors import EXCHANGE
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.selectors import rights_of
from tests.conftest import NIGHT
from tests.exchange.make import DESK, LINE, PHONE, hear

K = FactKind
pytestmark = pytest.mark.django_db


def the_call() -> Call:
    return Call.objects.get()


def sit(who: Any, extension: str = "1001") -> Seat:
    return services.take_seat(by=who, extension=extension, at=NIGHT)


def test_a_caller_who_joins_rings_here(cast: Any, night: Any) -> None:
    hear(K.JOINED)
    call = the_call()
    assert (call.state, call.channel, call.line) == (CallState.INCOMING, Channel.PHONE, "112")
    assert call.caller_phone == PHONE
    assert call.arrived_at == NIGHT


def test_told_twice_is_one_call(cast: Any, night: Any) -> None:
    for _ in range(3):
        hear(K.JOINED)
        hear(K.RINGING, member=DESK)
    assert Call.objects.count() == Leg.objects.count() == 1
    rung = Entry.objects.filter(kind="exchange.call.rings")
    assert rung.count() == 1


def test_the_same_id_at_another_exchange_is_another_caller(cast: Any, night: Any) -> None:
    hear(K.JOINED)
    hear(K.JOINED, source="cti")
    assert Call.objects.count() == 2


def test_whoever_lifts_the_telephone_has_the_call(cast: Any, night: Any) -> None:
    sit(cast.operator)
    hear(K.JOINED)
    hear(K.RINGING, member=DESK)
    pop = selectors.find_pop(cast.operator)
    assert pop is not None
    assert not pop.is_connected
    hear(K.CONNECTED, member=DESK, at=NIGHT + timedelta(seconds=7))
    call = the_call()
    assert (call.state, call.answered_by) == (CallState.ANSWERED, cast.operator.id)
    assert call.answered_at == NIGHT + timedelta(seconds=7)
    assert Agent.objects.get(user_id=cast.operator.id).state == AgentState.ON_CALL
    entry = Entry.objects.get(kind="calls.call.answered")
    assert entry.by_id == cast.operator.id
    pop = selectors.find_pop(cast.operator)
    assert pop is not None
    assert (pop.call_id, pop.is_connected) == (call.id, True)
    assert selectors.find_pop(cast.second_operator) is None


def test_the_line_goes_down_and_what_it_was_is_still_to_be_said(cast: Any, night: Any) -> None:
    sit(cast.operator)
    hear(K.JOINED)
    hear(K.CONNECTED, member=DESK)
    hear(K.HUNG_UP, member=DESK, at=NIGHT + timedelta(seconds=60))
    call = the_call()
    assert (call.state, call.ended_at) == (CallState.ANSWERED, NIGHT + timedelta(seconds=60))
    assert Agent.objects.get().state == AgentState.WRAP_UP
    assert selectors.find_pop(cast.operator) is None


def test_a_telephone_where_nobody_is_known_to_sit(cast: Any, night: Any) -> None:
    """The call goes on ringing at the desks; whoever spoke says that it is his."""
    hear(K.JOINED)
    hear(K.CONNECTED, member="PJSIP/1099")
    assert the_call().state == CallState.INCOMING
    calls.answer_call(by=cast.operator, call_id=the_call().id, at=NIGHT)
    hear(K.HUNG_UP)
    assert the_call().ended_at == NIGHT


def test_one_who_may_not_answer_takes_nothing(cast: Any, night: Any) -> None:
    Seat.objects.create(user_id=cast.fire_officer.id, extension="1001", since_at=NIGHT)
    hear(K.JOINED)
    hear(K.CONNECTED, member=DESK)
    assert the_call().state == CallState.INCOMING


def test_who_answered_by_hand_was_first(cast: Any, night: Any) -> None:
    sit(cast.operator)
    hear(K.JOINED)
    calls.answer_call(by=cast.second_operator, call_id=the_call().id, at=NIGHT)
    hear(K.CONNECTED, member=DESK)
    assert the_call().answered_by == cast.second_operator.id


def test_whoever_hangs_up_waiting_is_on_the_list(cast: Any, night: Any, connected: Any) -> None:
    hear(K.JOINED)
    hear(K.ABANDONED, at=NIGHT + timedelta(seconds=20))
    call = the_call()
    assert (call.state, call.disposition) == (CallState.ABANDONED, Disposition.DROPPED)
    since = NIGHT - timedelta(hours=1)
    rights = rights_of(cast.operator)
    assert [leg.call_id for leg in selectors.list_lost_callers(rights, since=since)] == [call.id]
    # a person looks at the history and promises: it is in the queue of promises, and not here
    calls.request_callback(by=cast.operator, call_id=call.id, history_seen=True, at=NIGHT)
    assert selectors.list_lost_callers(rights, since=since) == []
    assert the_call().state == CallState.CALLBACK


def test_of_more_who_hung_up_than_are_listed_all_are_counted(
    cast: Any, night: Any, connected: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(selectors, "MOST_LOST", 2)
    rights = rights_of(cast.operator)
    for number in range(3):
        hear(K.JOINED, call=f"1795322971.{number}")
        hear(K.ABANDONED, call=f"1795322971.{number}")
        shown = len(selectors.list_lost_callers(rights, since=NIGHT))
        counted = selectors.count_lost_callers(rights, since=NIGHT, shown=shown)
        assert (shown, counted) == (min(number + 1, 2), number + 1)


def test_nobody_is_listed_whom_a_ring_could_betray(cast: Any, night: Any, connected: Any) -> None:
    hear(K.JOINED)
    hear(K.ABANDONED)
    calls.set_call_safety(
        by=cast.operator, call_id=the_call().id, contact_safety="DO_NOT_CONTACT", at=NIGHT
    )
    assert selectors.list_lost_callers(rights_of(cast.operator), since=NIGHT) == []
    assert selectors.list_lost_callers(rights_of(cast.outsider), since=NIGHT) == []


def test_pauses_and_members_are_live_and_say_who_sits_there(cast: Any, night: Any) -> None:
    hear(K.PAUSED, call="", member=DESK)
    assert not Entry.objects.filter(kind__startswith="exchange.member").exists(), "no link yet"
    services.note_link(by=EXCHANGE, name="ami", is_up=True, at=NIGHT)
    sit(cast.operator)
    told = (K.MEMBER_ADDED, K.PAUSED, K.UNPAUSED, K.MEMBER_CHANGED, K.MEMBER_REMOVED, K.MEMBER)
    for kind in told:
        hear(kind, call="", member=DESK)
    hear(K.PAUSED, call="", member="Local/agent3@agents")
    found = Entry.objects.filter(kind__startswith="exchange.member").order_by("seq")
    assert [entry.kind.rpartition(".")[2] for entry in found] == [
        "added", "paused", "unpaused", "changed", "removed", "paused",
    ]  # fmt: skip
    assert {entry.facts["user_id"] for entry in found[:5]} == {str(cast.operator.id)}
    assert (found[5].facts["extension"], found[5].facts["user_id"]) == ("agent3", None)
    assert Call.objects.count() == 0


def test_a_caller_who_was_turned_away_is_a_call(cast: Any, night: Any) -> None:
    hear(K.TURNED_AWAY)
    assert the_call().state == CallState.ABANDONED
    assert Leg.objects.get().state == LegState.TURNED_AWAY


def test_a_caller_without_a_number(cast: Any, night: Any) -> None:
    hear(K.JOINED, number="")
    assert the_call().caller_phone == ""


@pytest.mark.parametrize(
    "order", list(permutations([K.JOINED, K.RINGING, K.CONNECTED, K.HUNG_UP], 4))
)
def test_told_in_any_order_it_is_one_call_and_no_error(
    cast: Any, night: Any, order: tuple[FactKind, ...]
) -> None:
    sit(cast.operator)
    for kind in order:
        hear(kind, member=DESK)
    assert Call.objects.count() == 1


def test_what_ended_rings_no_more(cast: Any, night: Any) -> None:
    sit(cast.operator)
    hear(K.JOINED)
    hear(K.ABANDONED)
    hear(K.RINGING, member=DESK)
    hear(K.CONNECTED, member=DESK)
    assert the_call().state == CallState.ABANDONED


def test_a_telephone_that_nobody_lifts_waits_again(cast: Any, night: Any) -> None:
    sit(cast.operator)
    hear(K.JOINED)
    hear(K.RINGING, member=DESK)
    hear(K.MISSED, member=DESK)
    leg = Leg.objects.get()
    assert (leg.state, leg.user_id) == (LegState.WAITING, None)


def test_keys_are_counted_and_recordings_kept_out_of_the_journal(cast: Any, night: Any) -> None:
    hear(K.JOINED)
    for _ in range(3):
        hear(K.DTMF)
    hear(K.RECORDED, recording=f"/rekaman/{PHONE}.wav")
    leg = Leg.objects.get()
    assert (leg.tones, leg.recording) == (3, f"/rekaman/{PHONE}.wav")
    assert PHONE not in str(list(Entry.objects.values_list("data", flat=True)))
    # a desk is told at once of two, whoever presses on tells it nothing new
    assert Entry.objects.filter(kind="exchange.call.pressed").count() == 2


def test_after_a_gap_lines_that_are_gone_are_ended(cast: Any, night: Any) -> None:
    sit(cast.operator)
    hear(K.JOINED, call="1.1")
    hear(K.JOINED, call="1.2")
    hear(K.CONNECTED, call="1.2", member=DESK)
    hear(K.JOINED, call="1.3")
    later = NIGHT + timedelta(seconds=30)
    hear(K.JOINED, call="1.4", at=later + timedelta(seconds=1))
    services.hear(
        by=EXCHANGE, source="ami", fact=Fact(K.SNAPSHOT, at=later, alive=frozenset({"1.3"})),
        at=later + timedelta(seconds=2),
    )  # fmt: skip
    states = dict(Leg.objects.values_list("uniqueid", "state"))
    assert states == {"1.1": "ABANDONED", "1.2": "ENDED", "1.3": "WAITING", "1.4": "WAITING"}


def test_who_waited_before_we_listened_has_waited_since_then(cast: Any, night: Any) -> None:
    services.hear(
        by=EXCHANGE, source="ami", at=NIGHT,
        fact=Fact(K.JOINED, call="9.9", queue="112", at=NIGHT - timedelta(minutes=3)),
    )  # fmt: skip
    waited = Leg.objects.get(uniqueid="9.9")
    assert waited.call.arrived_at == NIGHT - timedelta(minutes=3)
    for wrong in (timedelta(days=2), timedelta(hours=-5)):
        fact = Fact(K.JOINED, call=str(wrong), queue="112", at=NIGHT - wrong)
        services.hear(by=EXCHANGE, source="ami", fact=fact, at=NIGHT)
        assert Leg.objects.get(uniqueid=str(wrong)).call.arrived_at == NIGHT


def test_one_bad_fact_takes_no_other_with_it(cast: Any, night: Any) -> None:
    facts = [
        Fact(K.JOINED, call="a", queue="112"),
        Fact(K.JOINED, call="b", queue="112", number="\0"),
        Fact(K.JOINED, call="c" * 500, queue="q" * 500, number="1" * 500, line="l" * 500),
    ]
    services.hear_all(by=EXCHANGE, source="ami", facts=facts, at=NIGHT)
    kept = set(Leg.objects.values_list("uniqueid", flat=True))
    assert "a" in kept
    assert len(kept) == 2
    assert max(len(each) for each in kept) == 64


def test_a_fact_that_nobody_thought_of_takes_no_caller_with_it(
    cast: Any, night: Any, monkeypatch: Any
) -> None:
    def fitted(fact: Fact) -> Fact:
        return fact if fact.call != "b" else {}["nobody thought of it"]

    monkeypatch.setattr("kentongan.exchange.rules.fitted", fitted)
    facts = [Fact(K.JOINED, call=call, queue="112") for call in ("a", "b", "c")]
    services.hear_all(by=EXCHANGE, source="ami", facts=facts, at=NIGHT)
    assert set(Leg.objects.values_list("uniqueid", flat=True)) == {"a", "c"}


def test_callers_of_an_exchange_with_a_long_name_stay_apart(cast: Any, night: Any) -> None:
    lines = [f"{'sentral-telepon-kabupaten-' * 4}1795322971.{n}" for n in range(3)]
    for line in lines:
        hear(K.JOINED, call=line)
    hear(K.ABANDONED, call=lines[1])
    assert Call.objects.count() == 3
    later = NIGHT + timedelta(seconds=30)
    services.hear(
        by=EXCHANGE, source="ami", fact=Fact(K.SNAPSHOT, at=later, alive=frozenset(lines[:1])),
        at=later,
    )  # fmt: skip
    assert sorted(Leg.objects.values_list("state", flat=True)) == [
        "ABANDONED", "ABANDONED", "WAITING",
    ]  # fmt: skip


@pytest.mark.parametrize(("tones", "awaits"), [(0, ""), (2, "DECIDE")])
def test_keys_pressed_into_a_silence_were_heard_whoever_says_what_it_was(
    cast: Any, night: Any, tones: int, awaits: str
) -> None:
    """Over the API, too, and by a call that was rung back since: practice.md §3.2."""
    sit(cast.operator)
    hear(K.JOINED)
    hear(K.CONNECTED, member=DESK)
    for _ in range(tones):
        hear(K.DTMF)
    call = calls.classify_call(
        by=cast.operator, call_id=the_call().id, disposition=Disposition.SILENT, at=NIGHT
    )
    assert call.awaits == awaits
    assert (call.contact_safety == "DO_NOT_CONTACT") is bool(tones)


# ── who sits where ───────────────────────────────────────────────────────────────────────────
def test_one_person_at_one_telephone(cast: Any, night: Any) -> None:
    sit(cast.operator)
    sit(cast.operator)
    sit(cast.second_operator)
    assert selectors.seated_at("1001") == cast.second_operator.id
    sit(cast.second_operator, "1002")
    assert selectors.seats() == {cast.second_operator.id: "1002"}
    services.leave_seat(by=cast.second_operator, at=NIGHT)
    assert selectors.extension_of(cast.second_operator.id) == ""
    kinds = list(
        Entry.objects.filter(kind__startswith="exchange.seat").values_list("kind", flat=True)
    )
    assert kinds.count("exchange.seat.taken") == 3
    assert kinds.count("exchange.seat.left") == 3


@pytest.mark.parametrize(
    "extension", ["", " ", "x" * 21, "10 01", "1001\r\nAction: x", "../1", "é"]
)
def test_what_is_no_telephone(cast: Any, night: Any, extension: str) -> None:
    with pytest.raises(ExtensionUnusable):
        sit(cast.operator, extension)


def test_only_who_takes_calls_sits_at_one(cast: Any, night: Any) -> None:
    with pytest.raises(NotAllowed):
        sit(cast.fire_officer)


def test_a_link_is_written_down_when_it_changes(cast: Any, night: Any, connected: Any) -> None:
    for is_up in (False, False, True, True, False):
        services.note_link(by=EXCHANGE, name="ami", is_up=is_up, reason="silent", at=NIGHT)
    kinds = Entry.objects.filter(kind__startswith="exchange.link").order_by("seq")
    assert [kind.rpartition(".")[2] for kind in kinds.values_list("kind", flat=True)] == [
        "lost", "restored", "lost",
    ]  # fmt: skip
    assert [link.name for link in selectors.lost_links()] == ["ami"]


def test_no_exchange_no_banner(cast: Any, night: Any) -> None:
    services.note_link(by=EXCHANGE, name="ami", is_up=False, at=NIGHT)
    assert selectors.lost_links() == []


def test_the_line_of_a_call(cast: Any, night: Any, connected: Any) -> None:
    hear(K.JOINED)
    call_id = the_call().id
    assert selectors.find_open_leg(call_id) == selectors.find_leg(call_id)
    assert set(selectors.legs_of([call_id])) == {call_id}
    assert Leg.objects.get().uniqueid == LINE
