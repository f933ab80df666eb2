"""What happens in an area, what it is asked, what it has sent."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, QuerySet

from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import ENDED_STATES
from kentongan.incidents.types import Incident
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Rights
from kentongan.villages import rules
from kentongan.villages.enums import ReportState
from kentongan.villages.models import Verification, VillageReport
from kentongan.villages.rules import Pasted

MOST = 50
LATELY = timedelta(days=2)
"""How long what was answered stays beside what is asked."""


def list_happening(rights: Rights, *, limit: int = MOST) -> list[Incident]:
    """The open incidents of one's area that one may see, the most urgent first."""
    return incidents.list_open(rights, limit=limit)


def list_asked(rights: Rights, *, limit: int = MOST) -> list[Verification]:
    """The verifications that wait for an answer from one's area, the oldest first; no longer one
    of an incident that has since been hidden from it, or has ended.
    """
    waiting = _of_area(rights).filter(finding="").exclude(incident__state__in=ENDED_STATES)
    return list(waiting.order_by("asked_at", "id")[:limit])


def list_answered(rights: Rights, at: datetime, *, limit: int = MOST) -> list[Verification]:
    """What one's area has lately answered, by whomever and whichever way, the latest first."""
    answered = _of_area(rights).filter(answered_at__gt=at - LATELY)
    return list(answered.order_by("-answered_at", "-id")[:limit])


def _of_area(rights: Rights) -> QuerySet[Verification]:
    scope = rights.scope(Right.SPEAK_FOR_AREA)
    mine = within(scope) & incidents.not_hidden(rights, scope, incident="incident__")
    return Verification.objects.filter(mine).select_related("incident")


def list_verifications_of(incident_id: UUID) -> list[Verification]:
    """What was asked of villages about an incident, the latest first. Whether its reader may see
    the incident was asked before.
    """
    rows = Verification.objects.filter(incident_id=incident_id)
    return list(rows.order_by("-asked_at", "-id")[:MOST])


def is_askable(incident: Incident) -> bool:
    """Whether a question in the village could not betray who has called."""
    return rules.is_askable(incident.contact_safety, is_restricted=incident.is_restricted)


def list_sent(by: Actor, *, limit: int = MOST) -> list[VillageReport]:
    """One's own reports, newest first."""
    rows = VillageReport.objects.filter(sent_by=by.id).select_related("incident")
    return list(rows.order_by("-sent_at")[:limit])


def list_waiting(rights: Rights, *, limit: int = MOST) -> list[VillageReport]:
    """The reports that wait for an officer, the oldest first."""
    mine = within(rights.scope(Right.EDIT_INCIDENTS))
    rows = VillageReport.objects.filter(mine, state=ReportState.WAITING)
    return list(rows.order_by("sent_at", "id")[:limit])


def waiting_since(rights: Rights) -> tuple[int, datetime | None]:
    """How many reports wait for this officer, and since when the oldest."""
    if not rights.has_anywhere(Right.EDIT_INCIDENTS):
        return 0, None
    mine = within(rights.scope(Right.EDIT_INCIDENTS))
    rows = VillageReport.objects.filter(mine, state=ReportState.WAITING)
    found = rows.aggregate(count=Count("id"), since=Min("sent_at"))
    return found["count"], found["since"]


def list_reports_due(now: datetime) -> QuerySet[VillageReport]:
    """Reports for which a telephone rings now, the most overdue first."""
    return VillageReport.objects.filter(rings_at__lte=now).order_by("rings_at", "id")


def read_pasted(text: str, at: datetime) -> Pasted:
    """What is recognised in a pasted message. Refuses what no database could keep."""
    return rules.read_pasted(require_storable("text", text), zone=ZoneInfo(node().zone), now=at)


def area_of(by: Actor) -> str:
    """The area that an actor speaks for: the first of their roles."""
    scope = rights_of(by).scope(Right.SPEAK_FOR_AREA)
    return min((start for start, _ in scope.ranges), default=node().region)


def access_verification(by: Actor, verification_id: UUID) -> Verification:
    """A verification of one's own area, locked. Raises NotFound for any other."""
    rows = Verification.objects.select_for_update(of=("self",)).select_related("incident")
    found = rows.filter(id=verification_id).first()
    if found is None or not _may_answer(rights_of(by), found):
        raise NotFound(thing=mark("Verifikasi"))
    return found


def _may_answer(rights: Rights, asked: Verification) -> bool:
    return bool(incidents.area_of(rights, asked.incident)) and rights.has(
        Right.SPEAK_FOR_AREA, region=asked.region
    )


def access_report(by: Actor, report_id: UUID) -> VillageReport:
    """A report, for an officer of its area, locked."""
    rights = rights_of(by)
    if not rights.has_anywhere(Right.EDIT_INCIDENTS):
        raise NotAllowed(right=Right.EDIT_INCIDENTS.value)
    found = VillageReport.objects.select_for_update().filter(id=report_id).first()
    if found is None or not rights.has(Right.EDIT_INCIDENTS, region=found.region):
        raise NotFound(thing=mark("Laporan"))
    return found
