"""What the journal records about itself."""

from datetime import datetime
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


class RetentionChanged(Event, frozen=True, kw_only=True):
    """The personal fields of a class are kept so long from then on; why is in the row."""

    kind: ClassVar[str] = "journal.retention.changed"
    subject: ClassVar[str] = "retention_period"
    retention_period_id: UUID
    retention: str
    days: int
    valid_from: datetime


class LimitSet(Event, frozen=True, kw_only=True):
    """A threshold or deadline holds from then on; by what right is in the row."""

    kind: ClassVar[str] = "journal.limit.set"
    subject: ClassVar[str] = "limit"
    limit_id: UUID
    code: str
    value: int
    valid_from: datetime
