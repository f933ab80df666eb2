"""A true emergency from a demoted number reaches a person within fifteen seconds."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState, CallState, Disposition
from kentongan.calls.models import Call
from kentongan.demotions import selectors, services
from kentongan.demotions.enums import EndCause, Ground, Release
from kentongan.demotions.limits import BLOCK
from kentongan.demotions.models import Delay, Demotion, Listening
from kentongan.demotions.tasks import ring_for_delayed
from kentongan.exchange.models import Leg
from kentongan.incidents.enums import Priority
from kentongan.kernel.actors import REACTIONS
from kentongan.kernel.signing import signature
from kentongan.messaging.enums import Medium
from kentongan.messaging.models import Message
from kentongan.surge import services as surge
from tests.conftest import NIGHT
from tests.demotions.make import PRANKSTER, demoted, make_supervisor, ring
from tests.incidents.make import exact, make_incident
from tests.locating.make import hear, message

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
SECRET = "rahasia-antara-sentral-dan-node"  # noqa: S105


def arrive(call: Call, at=NIGHT) -> Delay | None:
    services.note_arrivals(by=REACTIONS, call_ids=[call.id], at=at)
    return Delay.objects.filter(call_id=call.id).first()


def test_others_wait_for_nothing(cast):
    demoted(cast)
    assert arrive(ring(phone="+6281234500111")) is None
    assert arrive(ring(phone="")) is None


def test_it_waits_fifteen_seconds_and_then_a_supervisors_telephone_rings(cast):
    demoted(cast)
    call = ring()
    delay = arrive(call)
    assert (delay.wait_s, delay.until_at) == (15, NIGHT + SECOND * 15)
    assert selectors.delays_among([call.id], NIGHT + SECOND * 14)
    assert not selectors.delays_among([call.id], NIGHT + SECOND * 15)
    ring_for_delayed(NIGHT + SECOND * 14)
    assert not Message.objects.exists()
    ring_for_delayed(NIGHT + SECOND * 15)
    ring_for_delayed(NIGHT + SECOND * 16)
    [rung] = Message.objects.all()
    assert rung.medium == Medium.PHONE_CALL
    assert call.number in rung.text
    assert PRANKSTER not in rung.text


def test_one_that_was_answered_or_hung_up_rings_nobody(cast):
    demoted(cast)
    first = ring()
    arrive(first)
    calls.answer_call(by=cast.dispatcher, call_id=first.id, at=NIGHT + SECOND * 3)
    ring_for_delayed(NIGHT + SECOND * 15)
    assert not Message.objects.exists()


def test_one_that_was_answered_before_it_was_looked_at_never_waited(cast):
    demoted(cast)
    call = ring()
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    assert arrive(call, NIGHT + SECOND) is None


def test_it_waits_not_a_second_while_an_operator_is_free(cast):
    demoted(cast)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    delay = arrive(ring())
    assert (delay.wait_s, delay.release, delay.rings_at) == (0, Release.OPERATOR_FREE, None)


def test_an_operator_who_becomes_free_releases_it(cast):
    demoted(cast)
    call = ring()
    arrive(call)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT + SECOND * 4)
    assert services.release_waiting(by=REACTIONS, at=NIGHT + SECOND * 4) == 1
    delay = Delay.objects.get(call=call)
    assert (delay.release, delay.released_at) == (Release.OPERATOR_FREE, NIGHT + SECOND * 4)


def test_a_second_call_within_two_minutes_ends_the_demotion(cast):
    row = demoted(cast)
    first = ring()
    arrive(first)
    calls.abandon_call(by=cast.operator, call_id=first.id, at=NIGHT + SECOND * 8)
    second = ring(at=NIGHT + SECOND * 119)
    assert arrive(second, NIGHT + SECOND * 119) is None
    row.refresh_from_db()
    assert row.end_cause == EndCause.SECOND_CALL


def test_a_call_after_more_than_two_minutes_does_not(cast):
    row = demoted(cast)
    arrive(ring())
    delay = arrive(ring(at=NIGHT + SECOND * 121), NIGHT + SECOND * 121)
    assert delay.wait_s == 15
    row.refresh_from_db()
    assert row.ended_at is None


def test_a_surge_suspends_it(cast):
    demoted(cast)
    for number in range(4):
        ring(phone=f"+62812345001{number:02}")
    assert arrive(ring()).release == Release.SURGE


def test_a_surge_that_is_declared_releases_who_waits(cast):
    row = demoted(cast)
    call = ring()
    assert arrive(call).wait_s == 15
    surge.declare_surge(by=cast.supervisor, reason="Banjir bandang.", at=NIGHT + SECOND)
    services.release_waiting(by=REACTIONS, at=NIGHT + SECOND)
    assert Delay.objects.get(call=call).release == Release.SURGE
    row.refresh_from_db()
    assert row.ended_at is None


def test_a_fresh_p1_lifts_it_where_nobody_knows_where_the_caller_is(cast):
    row = demoted(cast)
    make_incident(at=NIGHT - timedelta(minutes=5), priority=Priority.P1)
    assert arrive(ring()) is None
    row.refresh_from_db()
    assert row.end_cause == EndCause.NEAR_INCIDENT


def test_an_old_p1_elsewhere_does_not(cast):
    demoted(cast)
    make_incident(at=NIGHT - timedelta(minutes=40), priority=Priority.P1)
    assert arrive(ring()).wait_s == 15


def _tell_place_of_basis(lat: float) -> None:
    for each in Listening.objects.filter(ground=Ground.BASIS).select_related("call"):
        at = each.call.arrived_at
        hear(message(lat=lat, s=at.minute), phone=PRANKSTER, at=at)


def test_an_open_incident_within_two_kilometres_lifts_it(cast):
    row = demoted(cast)
    _tell_place_of_basis(-6.9194)
    make_incident(at=NIGHT - timedelta(hours=5), place=exact(-6.9350, 110.2011))
    call = ring()
    hear(message(lat=-6.9194), phone=PRANKSTER, at=NIGHT)
    assert arrive(call) is None
    row.refresh_from_db()
    assert row.end_cause == EndCause.NEAR_INCIDENT


def test_one_farther_away_does_not_where_the_caller_is_at_the_usual_place(cast):
    demoted(cast)
    _tell_place_of_basis(-6.9194)
    make_incident(at=NIGHT - timedelta(hours=5), place=exact(-6.9400, 110.2011))
    call = ring()
    hear(message(lat=-6.9194), phone=PRANKSTER, at=NIGHT)
    assert arrive(call).wait_s == 15


def test_an_unusual_place_lifts_it_also_while_it_waits(cast):
    row = demoted(cast)
    _tell_place_of_basis(-6.9194)
    call = ring()
    assert arrive(call).wait_s == 15
    hear(message(lat=-7.1000), phone=PRANKSTER, at=NIGHT + SECOND * 6)
    services.release_waiting(by=REACTIONS, at=NIGHT + SECOND * 6)
    row.refresh_from_db()
    delay = Delay.objects.get(call=call)
    assert row.end_cause == EndCause.UNUSUAL_PLACE
    assert (delay.release, delay.rings_at) == (Release.UNUSUAL_PLACE, None)


def test_the_caller_of_an_open_incident_is_never_made_to_wait(cast):
    row = demoted(cast)
    former = ring(at=NIGHT - timedelta(hours=6))
    incident = make_incident(at=NIGHT - timedelta(hours=6))
    Call.objects.filter(id=former.id).update(incident=incident, state="LINKED")
    assert arrive(ring()) is None
    row.refresh_from_db()
    assert row.end_cause == EndCause.OWN_INCIDENT


def test_a_number_that_becomes_an_agencys_is_released(cast):
    row = demoted(cast)
    type(cast.orgs["fire"]).objects.filter(id=cast.org_id("fire")).update(phone=PRANKSTER)
    assert arrive(ring()) is None
    row.refresh_from_db()
    assert row.end_cause == EndCause.EXCLUDED


def test_lifting_and_appealing_release_who_waits_now(cast):
    row = demoted(cast)
    call = ring()
    arrive(call)
    services.appeal(by=cast.operator, demotion_id=row.id, words="Darurat.", at=NIGHT + SECOND)
    assert Delay.objects.get(call=call).release == Release.ENDED


def test_after_its_last_second_nobody_waits(cast):
    row = demoted(cast)
    last = row.until_at - SECOND
    assert arrive(ring(at=last), last).wait_s == 15
    assert arrive(ring(at=row.until_at + SECOND * 200), row.until_at + SECOND * 200) is None


def test_a_call_that_waited_is_heard_again_unless_it_was_in_earnest(cast):
    demoted(cast)
    for disposition, is_drawn in ((Disposition.PRANK, True), (Disposition.EMERGENCY, False)):
        at = NIGHT if is_drawn else NIGHT + SECOND * 200
        call = ring(at=at)
        assert arrive(call, at).wait_s == 15
        calls.answer_call(by=cast.operator, call_id=call.id, at=at)
        calls.classify_call(by=cast.operator, call_id=call.id, disposition=disposition, at=at)
        assert services.draw_delayed(by=REACTIONS, call_id=call.id, at=at) is is_drawn
        calls.set_agent_state(by=cast.operator, state=AgentState.BREAK, at=at) if is_drawn else None
    assert Listening.objects.filter(ground=Ground.DELAYED).count() == 1


class Exchange:
    """An exchange that asks before it lets a caller in."""

    def ask(self, at=NIGHT, **more: Any) -> Any:
        body = json.dumps({"call": "1764.9", "number": PRANKSTER, **more}).encode()
        time = str(int(at.timestamp()))
        return Client().post(
            "/api/v1/cti/wait", body, content_type="application/json",
            headers=signed(time, body),
        )  # fmt: skip


def signed(time: str, body: bytes) -> dict[str, str]:
    return {"X-Kentongan-Time": time, "X-Kentongan-Signature": signature(SECRET, time, body)}


@pytest.fixture
def exchange(settings, night) -> Exchange:
    settings.CTI_SECRET = SECRET
    return Exchange()


def test_an_exchange_is_told_how_long_and_the_call_is_counted_from_the_first_ring(
    cast, exchange, night
):
    demoted(cast)
    told = exchange.ask().json()
    call = Call.objects.get(id=told["call_id"])
    assert (told["wait_s"], told["step_s"], told["is_refused"]) == (15, 5, False)
    assert (call.state, call.arrived_at) == (CallState.INCOMING, NIGHT)
    night.at += SECOND * 10
    again = exchange.ask(NIGHT + SECOND * 10).json()
    assert (again["call_id"], again["wait_s"]) == (told["call_id"], 5)
    night.at += SECOND * 5
    assert exchange.ask(NIGHT + SECOND * 15).json()["wait_s"] == 0
    assert Call.objects.filter(caller_phone_index=call.caller_phone_index).count() == 4


def test_everybody_else_is_let_in_at_once(cast, exchange):
    demoted(cast)
    for number in ("+6281234500111", "", "anonymous"):
        told = exchange.ask(call=f"x-{number}", number=number).json()
        assert (told["wait_s"], told["is_refused"]) == (0, False)
    assert Leg.objects.count() == 3


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"call":""}', b'{"call":"1","number":"' + b"9" * 65 + b'"}', b"\xff"]
)
def test_an_unreadable_question_is_refused_and_harmless(cast, exchange, body):
    time = str(int(NIGHT.timestamp()))
    answer = Client().post(
        "/api/v1/cti/wait", body, content_type="application/json",
        headers=signed(time, body),
    )  # fmt: skip
    assert answer.status_code in {400, 422}
    assert not Call.objects.exists()


def test_an_unsigned_question_is_refused(cast, exchange):
    answer = Client().post("/api/v1/cti/wait", b"{}", content_type="application/json")
    assert answer.status_code in {400, 401, 403}


def blocked(cast, monkeypatch) -> Demotion:
    row = demoted(cast)
    services.review(by=make_supervisor(cast), demotion_id=row.id, at=NIGHT - SECOND)
    real = type(BLOCK).at
    monkeypatch.setattr(
        type(BLOCK), "at", lambda limit, at: 3600 if limit is BLOCK else real(limit, at)
    )
    return services.block_number(
        by=cast.supervisor, demotion_id=row.id, decree="SK 112/7/2026", at=NIGHT - SECOND
    )


def test_a_blocked_caller_is_counted_and_gets_through_by_ringing_again(
    cast, exchange, night, monkeypatch
):
    row = blocked(cast, monkeypatch)
    told = exchange.ask().json()
    assert (told["wait_s"], told["is_refused"]) == (0, True)
    refused = Call.objects.get(id=told["call_id"])
    assert refused.state == CallState.ABANDONED
    night.at += SECOND * 20
    again = exchange.ask(NIGHT + SECOND * 20, call="1764.10").json()
    assert (again["wait_s"], again["is_refused"]) == (0, False)
    row.refresh_from_db()
    assert row.end_cause == EndCause.SECOND_CALL


def test_in_a_surge_and_after_its_hour_nobody_is_turned_away(cast, exchange, night, monkeypatch):
    row = blocked(cast, monkeypatch)
    for number in range(5):
        ring(phone=f"+62812345001{number:02}")
    assert exchange.ask().json()["is_refused"] is False
    Call.objects.filter(state="INCOMING").update(state="ENDED")
    night.at += timedelta(hours=1)
    assert exchange.ask(NIGHT + timedelta(hours=1), call="z").json()["is_refused"] is False
    assert row.blocked_until == NIGHT - SECOND + timedelta(hours=1)
