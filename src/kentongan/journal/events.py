"""What the journal records about itself."""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class KeyAdded(Event, frozen=True, kw_only=True):
    """A new data key seals what is written from now on: every process reads its keys again."""

    kind: ClassVar[str] = "journal.key.added"
    subject: ClassVar[str] = "node"
    node_id: UUID
    key: str


class KeysRotated(Event, frozen=True, kw_only=True):
    """All personal data that were sealed with older keys are sealed with this one."""

    kind: ClassVar[str] = "journal.key.rotated"
    subject: ClassVar[str] = "node"
    node_id: UUID
    key: str
    values: int


class PersonalFieldsEmptied(Event, frozen=True, kw_only=True):
    """Retention has emptied fields of rows whose time is over; no row is deleted."""

    kind: ClassVar[str] = "journal.personal.emptied"
    subject: ClassVar[str] = "node"
    node_id: UUID
    model: str
    retention: str
    rows: int
