"""What the floor shows of this moment: everybody on duty, long calls first, few questions."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState
from kentongan.calls.models import Call
from kentongan.dispatch import services as dispatch
from kentongan.exchange.enums import JoinMode
from kentongan.floor import selectors, services
from kentongan.floor.enums import JoinReason, TalkOutcome
from kentongan.floor.errors import NoLead
from kentongan.floor.limits import LONG_CALL, TALK_AGAIN
from kentongan.floor.types import Floor, Tile
from kentongan.incidents.models import Incident
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from tests.calls.make import answered, make_call
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.floor.make import hard, react, shift_leader
from tests.incidents.make import MARK_PHONE, new_incident

pytestmark = pytest.mark.django_db


def floor(cast: Cast, by: Actor | None = None, at: Any = NIGHT) -> Floor:
    return selectors.floor_now(by or cast.supervisor, at)


def tile(found: Floor, user: Any) -> Tile:
    return next(each for each in found.tiles if each.user_id == user.id)


def on_duty(cast: Cast, name: str, kind: DutyKind = DutyKind.OPERATOR) -> None:
    person = cast.people[name]
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("centre"), kind=kind, person_name=person.name, phone="0811",
        starts_at=NIGHT - timedelta(hours=1), ends_at=NIGHT + timedelta(hours=7),
        user_id=person.id, at=NIGHT,
    )  # fmt: skip


def test_whoever_is_on_duty_and_whoever_takes_calls(cast: Cast, night: Any) -> None:
    on_duty(cast, "second_operator")
    on_duty(cast, "supervisor", DutyKind.SUPERVISOR)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    found = floor(cast)
    assert {each.user_id for each in found.tiles} == {cast.operator.id, cast.second_operator.id}
    ready, silent = tile(found, cast.operator), tile(found, cast.second_operator)
    assert (ready.state, ready.since_at, ready.call) == (AgentState.READY, NIGHT, None)
    assert (silent.state, silent.since_at) == (None, None)


def test_the_call_in_hand(cast: Cast, night: Any) -> None:
    call = answered(cast.operator)
    shown = tile(floor(cast), cast.operator).call
    assert shown is not None
    assert (shown.id, shown.number, shown.kind, shown.priority) == (call.id, call.number, "", "")
    assert shown.phone and MARK_PHONE not in shown.phone
    incident = calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(category="FIRE_STRUCTURE"), at=NIGHT
    )
    shown = tile(floor(cast), cast.operator).call
    assert shown is not None
    assert (shown.kind, shown.priority) == ("Kebakaran bangunan", "")
    dispatch.forward_ticket(
        by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id("fire"), role="LEAD",
        at=NIGHT,
    )  # fmt: skip
    shown = tile(floor(cast), cast.operator).call
    assert shown is not None
    assert shown.priority == "P1"


def test_of_a_restricted_one_no_number(cast: Cast, night: Any) -> None:
    call = answered(cast.operator)
    calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(category="DOMESTIC_VIOLENCE"), at=NIGHT
    )
    shown = tile(floor(cast), cast.operator).call
    assert shown is not None
    assert (shown.is_restricted, shown.phone) == (True, "")


def test_a_call_that_is_kept_from_the_asker_is_none(cast: Cast, night: Any) -> None:
    call = answered(cast.operator)
    calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(category="DOMESTIC_VIOLENCE"), at=NIGHT
    )
    Call.objects.filter(id=call.id).update(region="3325")
    Incident.objects.update(region="3325")
    assert tile(floor(cast), cast.operator).call is None


def test_long_calls_come_first_then_the_alphabet(cast: Cast, night: Any) -> None:
    for name in ("second_operator", "operator", "dispatcher"):
        answered(cast.actor(name))
    order = [each.name for each in floor(cast).tiles]
    assert order == sorted(order)
    late = NIGHT + LONG_CALL.lasts(NIGHT)
    Call.objects.filter(answered_by=cast.second_operator.id).update(
        answered_at=NIGHT - timedelta(minutes=1)
    )
    Call.objects.filter(answered_by=cast.operator.id).update(answered_at=late)
    found = floor(cast, at=late)
    assert [each.user_id for each in found.tiles] == [
        cast.second_operator.id, cast.dispatcher.id, cast.operator.id,
    ]  # fmt: skip
    assert [each.call.is_long for each in found.tiles if each.call] == [True, True, False]


def test_who_waits_the_longest_first(cast: Cast, night: Any) -> None:
    second = make_call(at=NIGHT - timedelta(seconds=5))
    first = make_call(at=NIGHT - timedelta(seconds=40))
    answered(cast.operator)
    waiting = floor(cast).waiting
    assert [each.id for each in waiting] == [first.id, second.id]
    assert waiting[0].arrived_at == NIGHT - timedelta(seconds=40)
    assert MARK_PHONE not in waiting[0].phone


def test_who_listens_and_what_is_unread(cast: Cast, call: Call) -> None:
    row = services.begin_listening(
        by=cast.supervisor, call_id=call.id, mode=JoinMode.LISTEN, reason=JoinReason.LIFE, at=NIGHT
    )
    services.write_note(by=cast.supervisor, call_id=call.id, text="Tenang.", at=NIGHT)
    found = floor(cast)
    shown = tile(found, cast.operator)
    assert [each.id for each in shown.listeners] == [row.id]
    assert found.mine is not None
    assert (found.mine.id, found.extension, found.takes_orders) == (row.id, "1009", True)
    assert shown.call is not None
    assert (shown.call.unread_notes, shown.call.is_through_exchange) == (1, True)
    assert shown.extension == "1001"
    leader = shift_leader(cast)
    assert tile(floor(cast, leader), cast.operator).listeners == ()


def test_who_is_asked_and_who_rests(cast: Cast, night: Any) -> None:
    row = services.mark_hard(by=cast.operator, call_id=hard(cast.operator).id, at=NIGHT)
    services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=True, at=NIGHT)
    shown = tile(floor(cast), cast.operator)
    assert (shown.has_follow_up, shown.recovers_since) == (True, NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    react()
    shown = tile(floor(cast), cast.operator)
    assert (shown.has_follow_up, shown.recovers_since) == (True, None)


def test_the_flag_comes_back_when_the_second_talk_is_due(cast: Cast, night: Any) -> None:
    row = services.mark_hard(by=cast.operator, call_id=hard(cast.operator).id, at=NIGHT)
    services.note_talk(
        by=cast.supervisor, follow_up_id=row.id, number=1, outcome=TalkOutcome.TALKED, at=NIGHT
    )
    assert not tile(floor(cast), cast.operator).has_follow_up
    later = NIGHT + TALK_AGAIN.lasts(NIGHT)
    calls.set_agent_state(by=cast.operator, state=AgentState.BREAK, at=later)
    assert tile(floor(cast, at=later), cast.operator).has_follow_up


@pytest.mark.parametrize("who", ["operator", "dispatcher", "leader", "auditor", "admin", "camat"])
def test_to_others_the_floor_is_closed(cast: Cast, night: Any, who: str) -> None:
    with pytest.raises(NoLead):
        floor(cast, cast.actor(who))


def test_a_shift_leader_sees_it_while_signed_on(cast: Cast, night: Any) -> None:
    with pytest.raises(NoLead):
        floor(cast, shift_leader(cast, signed_on=False))
    found = floor(cast, shift_leader(cast))
    assert not found.cares


def test_as_many_questions_for_ten_desks_as_for_one(cast: Cast, call: Call) -> None:
    def asked() -> int:
        floor(cast)
        with CaptureQueriesContext(connection) as queries:
            floor(cast)
        return len(queries)

    one = asked()
    for name in ("second_operator", "dispatcher"):
        on_duty(cast, name)
        answered(cast.actor(name))
        make_call()
    assert asked() == one <= 9
