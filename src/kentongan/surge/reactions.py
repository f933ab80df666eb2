"""What this room does when somebody at a desk says that he is ready."""

from kentongan.calls.enums import AgentState
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS
from kentongan.surge import services


@on("calls.agent.changed")
def follow_agent(entry: Entry) -> None:
    """Who was asked to help and is ready is waited for no more."""
    if entry.facts["state"] == AgentState.READY:
        services.follow_agent(by=REACTIONS, user_id=entry.subject_id, at=entry.occurred_at)
