from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class MappingSet(Event):
    """What the national return counts as what, from now on."""

    kind: ClassVar[str] = "levels.mapping.set"
    subject: ClassVar[str] = "mapping"
    mapping_id: UUID
    valid_from: datetime


class HolidaySet(Event):
    """What a day is, from now on: a holiday, or none."""

    kind: ClassVar[str] = "levels.holiday.set"
    subject: ClassVar[str] = "holiday"
    holiday_id: UUID
    day: date
    holiday_kind: str


class HolidayWithdrawn(Event):
    """The calendar says nothing of a day any more, but what the law says of its date each year."""

    kind: ClassVar[str] = "levels.holiday.withdrawn"
    subject: ClassVar[str] = "holiday"
    holiday_id: UUID
    day: date
