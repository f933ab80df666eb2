from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class VillageReportEvent(Event):
    subject: ClassVar[str] = "village_report"
    village_report_id: UUID
    state: str


class ReportSent(VillageReportEvent):
    kind = "villages.report.sent"


class ReportUnread(VillageReportEvent):
    """No officer has looked at it in the promised time: a telephone rang, if one is known."""

    kind = "villages.report.unread"
    round: int
    rung: bool


class ReportConfirmed(VillageReportEvent):
    """`restricted` and `endangered` are the incident's (ADR 0011): they decide who is told."""

    kind = "villages.report.confirmed"
    incident_id: UUID
    restricted: bool
    endangered: bool


class ReportDismissed(VillageReportEvent):
    kind = "villages.report.dismissed"


class VerificationEvent(Event):
    subject: ClassVar[str] = "verification"
    verification_id: UUID
    incident_id: UUID


class VerificationAsked(VerificationEvent):
    kind = "villages.verification.asked"


class VillageUnreached(VerificationEvent):
    """A telephone of the village has rung in vain. By office, not by name."""

    kind = "villages.verification.unreached"
    role: str


class VerificationAnswered(VerificationEvent):
    kind = "villages.verification.answered"
    finding: str
    told_role: str = ""
    """By what office 112 was told on the telephone; empty where the village wrote it itself."""
