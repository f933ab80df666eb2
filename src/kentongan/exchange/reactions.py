"""A call that was handed on shows at its new desk; and whose lines obey the desk's keys."""

from uuid import UUID

from kentongan.calls.enums import AgentState, Channel
from kentongan.calls.types import connect_exchange
from kentongan.exchange import services
from kentongan.exchange.adapters.asterisk import AsteriskLines
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS

connect_exchange(Channel.PHONE, AsteriskLines())


@on("calls.line.transferred")
def show_at_the_other_desk(entry: Entry) -> None:
    """Whoever has it now sees it."""
    user_id = UUID(entry.facts["answered_by"])
    services.follow_transfer(
        by=REACTIONS, call_id=entry.subject_id, user_id=user_id, at=entry.occurred_at
    )


@on("calls.agent.changed")
def pause_telephone(entry: Entry) -> None:
    """Who is at prayer is not rung while a colleague is ready."""
    services.ask_pause(user_id=entry.subject_id, state=AgentState(entry.facts["state"]))
