"""What neighbours are told when something has happened to what was taken over from them."""

from uuid import UUID

from kentongan.incidents.enums import ClosingCode, IncidentState
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS
from kentongan.neighbours import services


@on("dispatch.assignment.made")
@on("dispatch.assignment.moved")
def tell_unit(entry: Entry) -> None:
    """A unit was sent, has arrived, or was released."""
    services.tell_unit(
        by=REACTIONS,
        assignment_id=entry.subject_id,
        incident_id=UUID(entry.facts["incident_id"]),
        state=entry.facts["state"],
        cause=entry.id,
        at=entry.occurred_at,
    )


@on("incidents.incident.moved")
def tell_on_scene(entry: Entry) -> None:
    """Somebody is there."""
    facts = entry.facts
    if facts["step"] == "arrive" and facts["before"] != facts["state"]:
        services.tell_on_scene(
            by=REACTIONS, incident_id=entry.subject_id, cause=entry.id, at=entry.occurred_at
        )


@on("incidents.incident.closed")
@on("incidents.incident.cancelled")
@on("incidents.incident.handed-over")
def withdraw_offers(entry: Entry) -> None:
    """Nobody is to set out for what has ended: what is still asked for it is taken back."""
    services.withdraw_offers(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.closed")
@on("incidents.incident.cancelled")
@on("incidents.incident.handed-over")
def tell_end(entry: Entry) -> None:
    """It has ended, and how."""
    code = entry.facts.get("closing_code")
    label = ClosingCode(code).label if code else IncidentState(entry.facts["state"]).label
    services.tell_end(
        by=REACTIONS, incident_id=entry.subject_id, outcome=str(label), cause=entry.id,
        at=entry.occurred_at,
    )  # fmt: skip
