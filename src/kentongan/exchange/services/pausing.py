"""A desk that takes no calls now is given none by the exchange, and is given them again.

Said in a reaction, ordered beside the worker's own work: no transaction waits for an exchange.
"""

import logging
import threading
from datetime import datetime
from uuid import UUID

from django.conf import settings

from kentongan.calls.enums import AgentState
from kentongan.calls.selectors import count_ready
from kentongan.exchange import rules, selectors
from kentongan.exchange.adapters.asterisk import device_of, give_orders
from kentongan.exchange.errors import ExchangeAway
from kentongan.kernel.actors import REACTIONS, Actor

log = logging.getLogger(__name__)

_said: dict[UUID, AgentState] = {}
"""What people have said last, and no order was given for yet. A worker that dies forgets it: the
order is given with the next word."""
_lock = threading.Lock()


def ask_pause(*, user_id: UUID, state: AgentState) -> None:
    """The telephone where this person sits is to follow what he says he does."""
    if settings.AMI is not None:
        with _lock:
            _said[user_id] = state


def has_asked() -> bool:
    """Whether orders are to be given."""
    return bool(_said)


def give_pauses(*, at: datetime) -> int:
    """Give the orders that were asked for. Returns how many were asked."""
    with _lock:
        said = dict(_said)
        _said.clear()
    for user_id, state in said.items():
        follow_agent(by=REACTIONS, user_id=user_id, state=state, at=at)
    return len(said)


def follow_agent(*, by: Actor, user_id: UUID, state: AgentState, at: datetime) -> bool:
    """Pause the telephone where somebody sits, or end its pause, as he says what he does. True
    where the exchange was told.

    The last one who is ready is never paused: a caller would ring nobody. An exchange that does not
    obey changes nothing here; its queue then rings one who does not lift, and goes on to the next.
    Nothing is written: the order is repeated with his next word.
    """
    extension = selectors.extension_of(user_id)
    is_paused = rules.is_paused(state)
    if settings.AMI is None or not extension or is_paused is None:
        return False
    if is_paused and not count_ready(at):
        return False
    told = {
        "Interface": device_of(extension), "Paused": "true" if is_paused else "false",
        "Reason": str(state) if is_paused else "",
    }  # fmt: skip
    try:
        give_orders(settings.AMI, [("QueuePause", told)])
    except ExchangeAway:
        log.warning("exchange did not take a pause", extra={"extension": extension})
        return False
    return True
