"""Sends nothing: demonstration and tests read what would have been sent from the messages."""

from kentongan.messaging.adapters.protocol import Outgoing


class FakeAdapter:
    """Answers as a gateway would, and its receipts say that they are none."""

    name = "fake"
    is_fake = True

    def send(self, message: Outgoing) -> str:
        """Nothing leaves the house."""
        return f"fake-{message.id}"
