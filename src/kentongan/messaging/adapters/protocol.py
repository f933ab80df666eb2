"""What every adapter can do."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way. The id lets a gateway drop one that it has had already."""

    id: UUID
    medium: str
    recipient: str
    text: str


class Adapter(Protocol):
    """A way out of the house. It is called outside any transaction, at least once per message."""

    name: str
    is_fake: bool
    """True: nothing leaves the house, and every screen says so."""

    def send(self, message: Outgoing) -> str:
        """Send. Returns the gateway's receipt; raises NotDelivered to be called again later."""
