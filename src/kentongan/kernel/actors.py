"""Who acts: a person, a vehicle's crew, a screen, or the machine itself. Plain values only."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kentongan.kernel.ids import system_id


class ActorKind(StrEnum):
    PERSON = "PERSON"
    VEHICLE = "VEHICLE"
    """A crew that opened its page by the vehicle's token."""
    DEVICE = "DEVICE"
    """A wall screen or other device by its token."""
    SYSTEM = "SYSTEM"
    """The machine's own acts: timers, reactions, replay."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The one in whose name an act is recorded. `id` is a user, unit, device or system account."""

    id: UUID
    kind: ActorKind = ActorKind.PERSON
    org_id: UUID | None = None
    on_behalf_of: UUID | None = None
    second_factor: bool = True
    """False for a session opened without it: roles that need one sleep."""


def system_actor(name: str) -> Actor:
    """The account of one of the machine's own parts, e.g. `timekeeper`."""
    return Actor(id=system_id(name), kind=ActorKind.SYSTEM)


TIMEKEEPER = system_actor("timekeeper")
REACTIONS = system_actor("reactions")
REPLAY = system_actor("replay")
SETUP = system_actor("setup")
MESSENGER = system_actor("messenger")
RETENTION = system_actor("retention")
GUEST = system_actor("guest")
"""A stranger at the door, in whose name a failed sign-in is counted."""
CITIZEN = system_actor("citizen")
"""Somebody who holds the link of a text message, and has no account."""
NEIGHBOUR = system_actor("neighbour")
"""The node of another centre, known by its signature."""

EXCHANGE = system_actor("exchange")
"""The telephone exchange: what it tells of a caller's line."""

TELEPHONES = system_actor("telephones")
"""Callers' telephones and the network behind them: what they tell of their place by themselves."""

SYSTEM_ACTORS = {
    actor.id: name
    for name, actor in {
        "timekeeper": TIMEKEEPER,
        "reactions": REACTIONS,
        "replay": REPLAY,
        "setup": SETUP,
        "messenger": MESSENGER,
        "retention": RETENTION,
        "guest": GUEST,
        "citizen": CITIZEN,
        "neighbour": NEIGHBOUR,
        "exchange": EXCHANGE,
        "telephones": TELEPHONES,
    }.items()
}
