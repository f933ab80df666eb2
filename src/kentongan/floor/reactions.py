"""What the floor does when a call, an incident or a desk has changed."""

from datetime import datetime
from uuid import UUID

from kentongan.calls.enums import AgentState
from kentongan.floor import services
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS


@on("calls.line.ended")
@on("calls.line.transferred")
@on("calls.call.classified")
@on("calls.call.linked")
@on("calls.call.abandoned")
@on("calls.call.ended")
@on("calls.call.silence-decided")
def follow_call(entry: Entry) -> None:
    """Who listens leaves with the call; who took a hard one is asked how they are."""
    services.leave_call(by=REACTIONS, call_id=entry.subject_id, at=entry.occurred_at)
    services.notice_call(by=REACTIONS, call_id=entry.subject_id, at=entry.occurred_at)


@on("exchange.joining.ended")
def follow_telephone(entry: Entry) -> None:
    """A supervisor's telephone is down: nobody listens any more."""
    services.note_left(by=REACTIONS, listening_id=entry.subject_id, at=entry.occurred_at)


@on("exchange.joining.listed")
def follow_list(entry: Entry) -> None:
    """Telephones that went down while nobody heard it."""
    services.note_gone(
        by=REACTIONS, alive={UUID(each) for each in entry.facts["alive"]},
        asked_at=datetime.fromisoformat(entry.facts["asked_at"]), at=entry.occurred_at,
    )  # fmt: skip


@on("incidents.incident.edited")
@on("incidents.incident.questions-answered")
@on("incidents.incident.closed")
@on("incidents.incident.merged")
def follow_incident(entry: Entry) -> None:
    """It may be known only now how hard the call was."""
    services.notice_incident(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("dispatch.ticket.reported")
def follow_report(entry: Entry) -> None:
    """A death may have been declared."""
    incident_id = UUID(entry.facts["incident_id"])
    services.notice_incident(by=REACTIONS, incident_id=incident_id, at=entry.occurred_at)


@on("calls.agent.changed")
def follow_agent(entry: Entry) -> None:
    """Whoever does something else than rest has ended their pause."""
    if entry.facts["state"] != AgentState.BREAK:
        services.end_pause(by=REACTIONS, user_id=entry.subject_id, at=entry.occurred_at)
