"""An adapter has its time; one that hangs is left to itself and asked later what came of it.

So a gateway that answers nothing keeps neither other messages nor the node waiting, and a message
whose first try is still under way is not sent a second time beside it.
"""

import threading
from concurrent.futures import Future
from uuid import UUID

from kentongan.messaging.adapters.protocol import Adapter, Outgoing
from kentongan.messaging.errors import NotDelivered

LIMIT_S = 15.0
MOST_HANGING = 8
"""Tries that hang at once; with so many the gateway is down, and no other is begun."""

_lock = threading.Lock()
_under_way: dict[UUID, "Future[str]"] = {}


def send_within(adapter: Adapter, message: Outgoing, *, limit_s: float | None = None) -> str:
    """The adapter's receipt. Raises NotDelivered when it takes too long, and what it raises."""
    attempt = _attempt_of(adapter, message)
    try:
        receipt = attempt.result(LIMIT_S if limit_s is None else limit_s)
    except TimeoutError:
        if attempt.done():  # the adapter's own
            _forget(message.id)
        raise NotDelivered(reason="TIMEOUT") from None
    except BaseException:
        _forget(message.id)
        raise
    _forget(message.id)
    return receipt


def _attempt_of(adapter: Adapter, message: Outgoing) -> "Future[str]":
    with _lock:
        attempt = _under_way.get(message.id)
        if attempt is not None:
            return attempt
        if sum(not each.done() for each in _under_way.values()) >= MOST_HANGING:
            raise NotDelivered(reason="BUSY")
        attempt = _under_way[message.id] = Future()
    threading.Thread(target=_try, args=(attempt, adapter, message), daemon=True).start()
    return attempt


def _try(attempt: "Future[str]", adapter: Adapter, message: Outgoing) -> None:
    try:
        attempt.set_result(adapter.send(message))
    except BaseException as error:  # noqa: BLE001 - told to whoever waits for the result
        attempt.set_exception(error)


def _forget(message_id: UUID) -> None:
    with _lock:
        _under_way.pop(message_id, None)
