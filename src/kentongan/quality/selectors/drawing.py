"""Which calls of a day are drawn for review."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from kentongan.calls.enums import OPEN_CALLS, Disposition
from kentongan.calls.models import Call
from kentongan.dispatch.models import Ticket
from kentongan.guidance.models import GuidedSession
from kentongan.incidents.enums import ClosingCode, Priority
from kentongan.incidents.models import Incident
from kentongan.journal.personal import keyring
from kentongan.journal.selectors import node
from kentongan.quality.enums import Cause
from kentongan.quality.limits import DISPOSED_SHARE, SHARE
from kentongan.quality.models import DrawnDay
from kentongan.quality.rules import causes_of
from kentongan.ratings.models import Complaint

DISPOSED = (
    Disposition.PRANK, Disposition.SILENT, Disposition.WRONG_NUMBER, Disposition.DROPPED,
)  # fmt: skip
"""Ended without help: who was wrongly sent away is heard by nobody else."""
DEEPEST = 10
"""Merges of merges that are followed."""


def is_drawn(day: date) -> bool:
    """Whether the draw of that morning was made."""
    return DrawnDay.objects.filter(day=day).exists()


def calls_to_draw(day: date) -> dict[UUID, Cause]:
    """Of the calls that rang on that day, were answered and are over, those to be reviewed and
    why; with those that are drawn already. A call made to try the line is none of them.
    """
    begins, ends = _stretch(day)
    rows = (
        Call.objects.filter(arrived_at__gte=begins, arrived_at__lt=ends, answered_by__isnull=False)
        .exclude(state__in=OPEN_CALLS)
        .exclude(disposition=Disposition.TEST)
    )
    found = {
        call_id: (disposition, incident_id)
        for call_id, disposition, incident_id in rows.values_list(
            "id", "disposition", "incident_id"
        )
    }
    of_incident = {call_id: of for call_id, (_, of) in found.items() if of is not None}
    families = _families(set(of_incident.values()))
    return causes_of(
        answered=found.keys(),
        disposed=[call_id for call_id, (said, _) in found.items() if said in DISPOSED],
        certain={
            Cause.DEATH: _with(of_incident, families, _died(families)),
            Cause.COMPLAINT: _complained(found.keys()),
            Cause.P1_GUIDED: _guided(of_incident, families),
        },
        share=SHARE.at(ends),
        disposed_share=DISPOSED_SHARE.at(ends),
        number_of=lambda call_id: keyring().blind_index(f"quality {day} {call_id}"),
    )


def _stretch(day: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(node().zone)
    begins = datetime.combine(day, time(), zone)
    return begins, datetime.combine(day + timedelta(days=1), time(), zone)


def _families(ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """Each incident with those that it was merged into."""
    families = {each: {each} for each in ids}
    level = {each: each for each in ids}
    for _ in range(DEEPEST):
        rows = Incident.objects.filter(id__in=set(level.values()), merged_into__isnull=False)
        above = dict(rows.values_list("id", "merged_into_id"))
        level = {each: above[at] for each, at in level.items() if at in above}
        if not level:
            break
        for each, master in level.items():
            families[each].add(master)
    return families


def _all(families: dict[UUID, set[UUID]]) -> set[UUID]:
    return set().union(*families.values())


def _died(families: dict[UUID, set[UUID]]) -> set[UUID]:
    every = _all(families)
    closed = Incident.objects.filter(id__in=every, closing_code=ClosingCode.DIED_AT_SCENE)
    declared = Ticket.objects.filter(incident_id__in=every).exclude(declared_by="")
    return {*closed.values_list("id", flat=True), *declared.values_list("incident_id", flat=True)}


def _with(
    of_incident: dict[UUID, UUID], families: dict[UUID, set[UUID]], wanted: set[UUID]
) -> list[UUID]:
    return [call_id for call_id, of in of_incident.items() if families[of] & wanted]


def _complained(call_ids: Collection[UUID]) -> list[UUID]:
    rows = Complaint.objects.filter(rating__invitation__report__call_id__in=call_ids)
    found = rows.values_list("rating__invitation__report__call_id", flat=True)
    return [call_id for call_id in found if call_id is not None]


def _guided(of_incident: dict[UUID, UUID], families: dict[UUID, set[UUID]]) -> list[UUID]:
    urgent = set(
        Incident.objects.filter(id__in=_all(families), priority=Priority.P1).values_list(
            "id", flat=True
        )
    )
    calls = _with(of_incident, families, urgent)
    sessions = GuidedSession.objects.filter(Q(call_id__in=calls) | Q(incident_id__in=urgent))
    about = list(sessions.values_list("call_id", "incident_id"))
    by_call = {call_id for call_id, _ in about}
    by_incident = {incident_id for _, incident_id in about if incident_id is not None}
    return [
        call_id
        for call_id in calls
        if call_id in by_call or families[of_incident[call_id]] & by_incident
    ]
