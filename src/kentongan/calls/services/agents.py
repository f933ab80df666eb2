"""What those who take calls are doing: by their own key, or because a line was taken or put down.

The row follows the call in the act that changes it; nobody presses a key to say that he is free.
"""

from datetime import datetime
from uuid import UUID

from kentongan.calls import events, rules, selectors
from kentongan.calls.enums import AgentState
from kentongan.calls.models import Agent, Call
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

_AT_WORK = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP)


def set_agent_state(*, by: Actor, state: AgentState, at: datetime) -> Agent:
    """Say what you are doing. Refuses one who is connected to a caller (CALLS-011)."""
    rights_of(by).require_anywhere(Right.TAKE_CALLS)
    with journal.act(by=by, at=at) as act:
        agent = _row_of(by.id)
        rules.require_line_is_down(agent.state if agent else None, state)
        if agent is not None and agent.state == state:
            return agent
        call = agent.call if agent and state == AgentState.WRAP_UP else None
        return _change(act, by.id, agent, state, call)


def call_agent_in(*, by: Actor, user_id: UUID, at: datetime) -> Agent:
    """A supervisor says it for a colleague who has said by telephone that he is ready. Who holds a
    call or writes one up is left alone. Raises NotAllowed for who is no supervisor.
    """
    _require_supervisor(by)
    with journal.act(by=by, at=at) as act:
        agent = _row_of(user_id)
        if agent is not None and agent.state in _AT_WORK:
            return agent
        return _change(act, user_id, agent, AgentState.READY, None)


def let_agent_go(*, by: Actor, user_id: UUID, at: datetime) -> bool:
    """Whoever waits for a call waits no more, and whether he did; a call in hand stays in hand.
    Raises NotAllowed for who is no supervisor.
    """
    _require_supervisor(by)
    with journal.act(by=by, at=at) as act:
        agent = _row_of(user_id)
        if agent is None or agent.state != AgentState.READY:
            return False
        _change(act, user_id, agent, AgentState.NOT_READY, None)
    return True


def _require_supervisor(by: Actor) -> None:
    if not selectors.is_supervisor(by):
        raise NotAllowed(right=Right.TAKE_CALLS.value)


def take_in_hand(act: Act, call: Call, user_id: UUID) -> None:
    """Whoever is connected to this caller is taking calls, and is so at this moment."""
    _change(act, user_id, _row_of(user_id), AgentState.ON_CALL, call)


def follow_line(act: Act, call: Call) -> None:
    """Whoever holds this call is free, or writing, as soon as the call says so."""
    agent = Agent.objects.select_for_update(no_key=True, of=("self",)).filter(call=call).first()
    if agent is None:
        return
    after = rules.agent_after(
        state=call.state, has_ended=call.ended_at is not None, disposition=call.disposition
    )
    if after != agent.state:
        _change(act, agent.user_id, agent, after, call if after != AgentState.READY else None)


def let_go(act: Act, call: Call) -> None:
    """Whoever held this call is ready for the next: a colleague has it now."""
    for agent in Agent.objects.select_for_update(no_key=True, of=("self",)).filter(call=call):
        _change(act, agent.user_id, agent, AgentState.READY, None)


def _row_of(user_id: UUID) -> Agent | None:
    rows = Agent.objects.select_for_update(no_key=True, of=("self",))
    return rows.filter(user_id=user_id).first()


def _change(
    act: Act, user_id: UUID, agent: Agent | None, state: AgentState, call: Call | None
) -> Agent:
    before = agent.state if agent else ""
    region = call.region if call else journal_selectors.node().region
    changed, _ = Agent.objects.update_or_create(
        user_id=user_id,
        defaults={"state": state, "since_at": act.at, "call": call, "region": region},
    )
    act.record(
        events.AgentChanged(
            agent_id=user_id, state=str(state), before=before, call_id=call.id if call else None
        ),
        region=region,
    )
    return changed
