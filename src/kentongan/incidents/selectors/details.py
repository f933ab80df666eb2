"""What belongs to one incident: its reports, log, parties, and those merged into it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import reduce
from uuid import UUID

from django.db.models import QuerySet, Sum

from kentongan.incidents import rules
from kentongan.incidents.enums import Attendance, ContactSafety, stricter
from kentongan.incidents.limits import RECHECK_AFTER
from kentongan.incidents.models import Incident, LogLine, Party, Report
from kentongan.orgs.enums import Role
from kentongan.orgs.types import Rights


def list_reports(incident_id: UUID, *, with_merged: bool = True) -> list[Report]:
    """The reports about an incident, oldest first, those of incidents merged into it included."""
    ids = family_of_merged(incident_id) if with_merged else [incident_id]
    return list(Report.objects.filter(incident_id__in=ids).order_by("received_at", "id"))


def find_report_of_call(call_id: UUID) -> Report | None:
    """What has become of a call, or None."""
    return Report.objects.filter(call_id=call_id).first()


def opening_call(incident_id: UUID) -> UUID | None:
    """The call of the report with which an incident was opened; None where it was no call."""
    reports = Report.objects.filter(incident_id=incident_id).order_by("id")
    return reports.values_list("call_id", flat=True).first()


def list_log(incident_id: UUID) -> list[LogLine]:
    """What was written down about an incident, oldest first."""
    return list(LogLine.objects.filter(incident_id=incident_id).order_by("written_at", "id"))


def list_talk(incident_ids: Collection[UUID], *, most: int) -> list[LogLine]:
    """The last lines that crews at a scene read, newest first, with the desk's organisation. What
    desks have written for themselves is not among them, nor what retention has emptied.
    """
    lines = LogLine.objects.filter(incident_id__in=incident_ids, to_crews=True).exclude(text="")
    return list(lines.select_related("org").order_by("-written_at", "-id")[:most])


def list_parties(incident_id: UUID) -> list[Party]:
    """The organisations that take part, with the organisation's row, in order of joining."""
    parties = Party.objects.filter(incident_id=incident_id).select_related("org")
    return list(parties.order_by("since", "id"))


def list_merged(incident_id: UUID) -> list[Incident]:
    """The incidents merged into this one."""
    return list(Incident.objects.filter(merged_into_id=incident_id).order_by("id"))


def family_of_merged(incident_id: UUID) -> list[UUID]:
    """The incident's id and those of all that are merged into it, at any depth."""
    ids = [incident_id]
    level = [incident_id]
    while level:
        level = list(Incident.objects.filter(merged_into_id__in=level).values_list("id", flat=True))
        ids += level
    return ids


def master_of(incident_id: UUID) -> UUID:
    """The incident that this one was merged into in the end; itself where it was not."""
    rows = Incident.objects.filter(id=incident_id)
    while into_id := rows.values_list("merged_into_id", flat=True).first():
        incident_id = into_id
        rows = Incident.objects.filter(id=into_id)
    return incident_id


def has_restricted_merged(incident_id: UUID) -> bool:
    """Whether one that is merged into it is restricted: its reports are read here."""
    return Incident.objects.filter(merged_into_id=incident_id, is_restricted=True).exists()


def has_child_victim(incident: Incident) -> bool:
    """Whether a caller has said that a victim is a child."""
    return rules.has_child_victim(incident.answers)


def count_open_needs(incident_id: UUID) -> int:
    """How many reports still wait for help, those of merged incidents included."""
    ids = family_of_merged(incident_id)
    return Report.objects.filter(incident_id__in=ids, needs_open=True).count()


def strictest_contact(incident_id: UUID) -> ContactSafety:
    """The most careful word about ringing or writing to anybody who told of it."""
    return reduce(stricter, contact_words(incident_id), ContactSafety.SAFE)


def contact_words(incident_id: UUID) -> set[str]:
    """All words about it: the incident's, its reports', and those of all that are merged into it
    (practice.md §3.1).
    """
    ids = family_of_merged(incident_id)
    said = Incident.objects.filter(id__in=ids).values_list("contact_safety")
    told = Report.objects.filter(incident_id__in=ids).values_list("contact_safety")
    return {safety for (safety,) in said.union(told)}


def attendance_of(incident: Incident) -> str:
    """Who came, or why nobody did; a unit of an incident merged into this one has come too."""
    if incident.attendance == Attendance.ARRIVED:
        return incident.attendance
    merged = Incident.objects.filter(id__in=family_of_merged(incident.id)[1:])
    if merged.filter(attendance=Attendance.ARRIVED).exists():
        return Attendance.ARRIVED
    return incident.attendance


def count_units_out(incident_id: UUID) -> int:
    """Units committed to the incident or to one merged into it."""
    ids = family_of_merged(incident_id)
    return Incident.objects.filter(id__in=ids).aggregate(n=Sum("units_committed"))["n"] or 0


def list_due(now: datetime) -> QuerySet[Incident]:
    """Incidents whose appointment or re-check has come, the most overdue first."""
    return Incident.objects.filter(wake_at__lte=now).order_by("wake_at", "id")


def awaits_recheck(incident: Incident, at: datetime) -> bool:
    """Whether an hour was named for a fire to be looked at again, and has not come."""
    return not rules.is_rechecked(incident.state, incident.recheck_at, at)


def recheck_after(at: datetime) -> timedelta:
    """After how long a fire is looked at again where nobody names an hour."""
    return RECHECK_AFTER.lasts(at)


def may_waive_recheck(rights: Rights) -> bool:
    """Who may answer for a fire done before that hour: an agency's officer, a supervisor."""
    return rights.everything or bool({Role.OFFICER, Role.SUPERVISOR} & rights.roles)
