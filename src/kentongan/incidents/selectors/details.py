"""What belongs to one incident: its reports, log, parties, and those merged into it."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from kentongan.incidents.models import Incident, LogLine, Party, Report


def list_reports(incident_id: UUID, *, with_merged: bool = True) -> list[Report]:
    """The reports about an incident, oldest first, those of incidents merged into it included."""
    ids = family_of_merged(incident_id) if with_merged else [incident_id]
    return list(Report.objects.filter(incident_id__in=ids).order_by("received_at", "id"))


def list_log(incident_id: UUID) -> list[LogLine]:
    """What was written down about an incident, oldest first."""
    return list(LogLine.objects.filter(incident_id=incident_id).order_by("written_at", "id"))


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


def count_open_needs(incident_id: UUID) -> int:
    """How many reports still wait for help, those of merged incidents included."""
    ids = family_of_merged(incident_id)
    return Report.objects.filter(incident_id__in=ids, needs_open=True).count()


def count_units_out(incident_id: UUID) -> int:
    """Units committed to the incident or to one merged into it."""
    ids = family_of_merged(incident_id)
    return Incident.objects.filter(id__in=ids).aggregate(n=Sum("units_committed"))["n"] or 0


def list_due(now: datetime) -> QuerySet[Incident]:
    """Incidents whose appointment or re-check has come, the most overdue first."""
    return Incident.objects.filter(wake_at__lte=now).order_by("wake_at", "id")
