"""What dispatch does when an incident has changed."""

from uuid import UUID

from kentongan.dispatch import services
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS


@on("incidents.incident.opened")
@on("incidents.incident.reopened")
@on("incidents.incident.unmerged")
def start_clock(entry: Entry) -> None:
    """The supervisor is alarmed when nobody forwards it in time."""
    services.start_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.priority-set")
def promise_anew(entry: Entry) -> None:
    """A higher priority promises sooner."""
    services.start_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
    services.retime_tickets_of(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.report.added")
def tell_of_caller(entry: Entry) -> None:
    """Agencies and crews are told of every added caller."""
    services.tell_of_caller(
        by=REACTIONS,
        incident_id=entry.subject_id,
        report_id=UUID(entry.facts["report_id"]),
        report_count=entry.facts["report_count"],
        at=entry.occurred_at,
    )


@on("incidents.incident.merged")
def stop_clock(entry: Entry) -> None:
    """The other incident's clock counts. Tickets and crews stay where they are."""
    services.stop_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.closed")
@on("incidents.incident.cancelled")
@on("incidents.incident.handed-over")
def close_tickets(entry: Entry) -> None:
    """Nothing more is asked of any agency, and no telephone rings for what is over."""
    services.stop_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
    services.close_tickets_of(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
