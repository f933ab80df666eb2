"""The telephone exchange behind the desk's keys: one protocol, whoever connects the lines."""

from typing import Protocol
from uuid import UUID

from kentongan.calls.enums import Channel
from kentongan.calls.errors import LineNotControlled


class Exchange(Protocol):
    """What a telephone exchange does for a desk. Each raises a Failure when it did not."""

    def holds(self, call_id: UUID) -> bool:
        """Whether the line of this call goes through it now."""

    def has_pressed(self, call_id: UUID) -> bool:
        """Whether the caller has pressed keys, whatever became of the line since."""

    def hold(self, call_id: UUID) -> None:
        """The caller hears that somebody is coming back."""

    def resume(self, call_id: UUID) -> None:
        """The caller is connected again."""

    def mute(self, call_id: UUID) -> None:
        """The caller no longer hears the desk."""

    def unmute(self, call_id: UUID) -> None:
        """The caller hears the desk."""

    def join(self, call_id: UUID, number: str) -> None:
        """Ring a third number into the call."""

    def drop(self, call_id: UUID, number: str) -> None:
        """Let the third one go."""

    def transfer(self, call_id: UUID, user_id: UUID) -> None:
        """Connect the caller to another desk."""

    def hang_up(self, call_id: UUID) -> None:
        """Put the line down."""


class SimulatedExchange:
    """The practice line: every order is obeyed, since nobody is at the other end."""

    def holds(self, call_id: UUID) -> bool:
        """Always: it is nowhere else."""
        return True

    def has_pressed(self, call_id: UUID) -> bool:
        """Nobody does; what is heard there is typed in."""
        return False

    def hold(self, call_id: UUID) -> None: ...
    def resume(self, call_id: UUID) -> None: ...
    def mute(self, call_id: UUID) -> None: ...
    def unmute(self, call_id: UUID) -> None: ...
    def join(self, call_id: UUID, number: str) -> None: ...
    def drop(self, call_id: UUID, number: str) -> None: ...
    def transfer(self, call_id: UUID, user_id: UUID) -> None: ...
    def hang_up(self, call_id: UUID) -> None: ...


_EXCHANGES: dict[str, Exchange] = {Channel.SIMULATED: SimulatedExchange()}


def connect_exchange(channel: str, exchange: Exchange) -> None:
    """From now on this exchange connects the lines of a channel: a room above has one."""
    _EXCHANGES[channel] = exchange


def exchange_of(channel: str, call_id: UUID) -> Exchange:
    """What connects the line of this call. Raises LineNotControlled where only a telephone on the
    desk does.
    """
    found = _EXCHANGES.get(channel)
    if found is None or not found.holds(call_id):
        raise LineNotControlled
    return found


def has_pressed(channel: str, call_id: UUID) -> bool:
    """Whether an exchange has told of keys that the caller pressed."""
    found = _EXCHANGES.get(channel)
    return found is not None and found.has_pressed(call_id)


def is_controlled(channel: str, call_id: UUID) -> bool:
    """Whether the desk's keys reach the line."""
    found = _EXCHANGES.get(channel)
    return found is not None and found.holds(call_id)
