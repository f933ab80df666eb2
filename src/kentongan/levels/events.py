from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class MappingSet(Event):
    """What the national return counts as what, from now on."""

    kind: ClassVar[str] = "levels.mapping.set"
    subject: ClassVar[str] = "mapping"
    mapping_id: UUID
    valid_from: datetime
