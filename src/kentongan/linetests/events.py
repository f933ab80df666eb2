"""What line tests write to the journal: ids and codes."""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class LineTried(Event):
    """A test call, whether or not it came here."""

    kind: ClassVar[str] = "linetests.test.noted"
    subject: ClassVar[str] = "test"
    test_id: UUID
    provider_id: UUID
    outcome: str
    is_number_shown: bool | None
    call_id: UUID | None


class ProviderEvent(Event):
    subject: ClassVar[str] = "provider"
    provider_id: UUID


class ProviderAdded(ProviderEvent):
    kind = "linetests.provider.added"


class ProviderRetired(ProviderEvent):
    kind = "linetests.provider.retired"
