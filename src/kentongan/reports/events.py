from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class PaperHourSet(Event):
    kind: ClassVar[str] = "reports.hour.set"
    subject: ClassVar[str] = "paper_hour"
    paper_hour_id: UUID
    paper_kind: str
    next_at: datetime


class PaperKept(Event):
    kind: ClassVar[str] = "reports.paper.kept"
    subject: ClassVar[str] = "paper"
    paper_id: UUID
    paper_kind: str
