"""The overflow group: asked when a surge is declared, put to ready, thanked when it is over."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState, Channel
from kentongan.calls.models import Agent
from kentongan.journal import reactions
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message
from kentongan.surge import errors, selectors, services
from kentongan.surge.enums import RequestState
from kentongan.surge.models import OverflowOperator, OverflowRequest
from tests.calls.make import make_call
from tests.conftest import NIGHT
from tests.surge.make import HELPER_PHONE, add_helper, declare, end, the_request

pytestmark = pytest.mark.django_db
LATER = NIGHT + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def at_night(cast: Any, night: Any) -> None:
    """Everything happens at three in the morning."""


def state_of(cast: Any, name: str = "second_operator") -> str:
    return Agent.objects.get(user_id=cast.people[name].id).state


def test_the_group_is_asked_by_message(cast: Any) -> None:
    add_helper(cast)
    assert not Message.objects.exists()
    declare(cast)
    message, request = Message.objects.get(), the_request()
    assert (message.recipient, message.medium) == (HELPER_PHONE, Medium.CHAT)
    assert (message.purpose, message.id) == (Purpose.ESCALATION, request.message_id)
    assert request.state == RequestState.ASKED
    assert selectors.find_my_request(cast.second_operator.id) == request
    told = "".join(entry.data for entry in Entry.objects.all())
    assert HELPER_PHONE not in told


def test_who_is_at_the_desk_already_is_not_asked(cast: Any) -> None:
    add_helper(cast)
    calls.set_agent_state(by=cast.second_operator, state=AgentState.READY, at=NIGHT)
    declare(cast)
    assert not Message.objects.exists()
    assert [each.request for each in selectors.list_helpers()] == [None]


def test_one_who_is_added_in_a_surge_is_asked_at_once(cast: Any) -> None:
    declare(cast)
    add_helper(cast)
    assert the_request().state == RequestState.ASKED
    assert Message.objects.count() == 1


def test_he_answers_and_may_change_his_word(cast: Any) -> None:
    add_helper(cast)
    declare(cast)
    by, key = cast.second_operator, the_request().id
    services.answer_request(by=by, request_id=key, is_coming=False, at=NIGHT)
    assert the_request().state == RequestState.DECLINED
    services.answer_request(by=by, request_id=key, is_coming=True, at=NIGHT)
    assert the_request().state == RequestState.COMING


def test_he_says_himself_that_he_is_ready(cast: Any) -> None:
    add_helper(cast)
    declare(cast)
    services.put_ready(by=cast.second_operator, request_id=the_request().id, at=NIGHT)
    assert the_request().state == RequestState.READY
    assert state_of(cast) == AgentState.READY
    assert selectors.find_my_request(cast.second_operator.id) is None
    with pytest.raises(errors.NotWaitedFor):
        services.put_ready(by=cast.second_operator, request_id=the_request().id, at=NIGHT)


def test_the_supervisor_puts_him_to_ready_on_his_word(cast: Any) -> None:
    add_helper(cast)
    declare(cast)
    services.put_ready(by=cast.supervisor, request_id=the_request().id, at=NIGHT)
    assert state_of(cast) == AgentState.READY
    with pytest.raises(NotAllowed):
        services.put_ready(by=cast.operator, request_id=the_request().id, at=NIGHT)


def test_ready_at_the_desk_is_ready_here_too(cast: Any) -> None:
    add_helper(cast)
    declare(cast)
    calls.set_agent_state(by=cast.second_operator, state=AgentState.READY, at=NIGHT)
    reactions.run_all()
    assert the_request().state == RequestState.READY


def test_the_end_thanks_and_releases(cast: Any) -> None:
    add_helper(cast)
    surge = declare(cast)
    services.put_ready(by=cast.second_operator, request_id=the_request().id, at=NIGHT)
    end(cast, surge, at=LATER)
    request = the_request()
    assert (request.state, request.released_at) == (RequestState.RELEASED, LATER)
    assert state_of(cast) == AgentState.NOT_READY
    thanks = Message.objects.latest("id")
    assert (thanks.purpose, thanks.recipient) == (Purpose.NOTICE, HELPER_PHONE)
    assert "Terima kasih" in thanks.text
    said = Entry.objects.get(kind="surge.request.released").facts
    assert said["was_waiting"] is True
    with pytest.raises(errors.NotWaitedFor):
        services.answer_request(
            by=cast.second_operator, request_id=request.id, is_coming=True, at=LATER
        )


def test_a_call_in_hand_stays_in_hand(cast: Any) -> None:
    add_helper(cast)
    surge = declare(cast)
    services.put_ready(by=cast.second_operator, request_id=the_request().id, at=NIGHT)
    call = make_call(channel=Channel.PHONE)
    calls.answer_call(by=cast.second_operator, call_id=call.id, at=NIGHT)
    end(cast, surge, at=LATER)
    assert state_of(cast) == AgentState.ON_CALL
    assert Entry.objects.get(kind="surge.request.released").facts["was_waiting"] is False


def test_who_is_on_duty_by_himself_is_not_sent_away(cast: Any) -> None:
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    add_helper(cast, "operator")
    surge = declare(cast)
    end(cast, surge, at=LATER)
    assert state_of(cast, "operator") == AgentState.READY


def test_who_has_said_no_is_not_thanked(cast: Any) -> None:
    add_helper(cast)
    surge = declare(cast)
    services.answer_request(
        by=cast.second_operator, request_id=the_request().id, is_coming=False, at=NIGHT
    )
    end(cast, surge, at=LATER)
    assert the_request().state == RequestState.DECLINED
    assert Message.objects.count() == 1


def test_one_who_leaves_the_group_is_released_with_the_others(cast: Any) -> None:
    row = add_helper(cast)
    surge = declare(cast)
    services.remove_operator(by=cast.supervisor, operator_id=row.id, at=NIGHT)
    assert selectors.list_helpers() == []
    end(cast, surge, at=LATER)
    assert the_request().state == RequestState.RELEASED
    declare(cast, at=LATER)
    assert OverflowRequest.objects.count() == 1


def test_what_the_group_refuses(cast: Any) -> None:
    row = add_helper(cast)
    with pytest.raises(errors.AlreadyInGroup):
        add_helper(cast)
    with pytest.raises(errors.NotAnOperator):
        add_helper(cast, "leader")
    with pytest.raises(errors.PhoneUnusable):
        add_helper(cast, "operator", phone="rumah")
    with pytest.raises(NotAllowed):
        services.remove_operator(by=cast.operator, operator_id=row.id, at=NIGHT)
    services.remove_operator(by=cast.supervisor, operator_id=row.id, at=NIGHT)
    with pytest.raises(NotFound):
        services.remove_operator(by=cast.supervisor, operator_id=row.id, at=NIGHT)
    add_helper(cast)
    assert OverflowOperator.objects.count() == 2


def test_only_a_supervisor_says_it_for_a_colleague(cast: Any) -> None:
    user_id = cast.people["second_operator"].id
    for act in (calls.call_agent_in, calls.let_agent_go):
        with pytest.raises(NotAllowed):
            act(by=cast.operator, user_id=user_id, at=NIGHT)
    assert calls.let_agent_go(by=cast.supervisor, user_id=user_id, at=NIGHT) is False
    calls.call_agent_in(by=cast.supervisor, user_id=user_id, at=NIGHT)
    calls.set_agent_state(by=cast.second_operator, state=AgentState.WRAP_UP, at=NIGHT)
    calls.call_agent_in(by=cast.supervisor, user_id=user_id, at=NIGHT)
    assert state_of(cast) == AgentState.WRAP_UP
