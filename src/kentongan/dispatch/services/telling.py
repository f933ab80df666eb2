"""What a crew tells from the scene: what it sees, and what it needs beside what was sent."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import ENDED_ASSIGNMENTS, Help
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.selectors import access_assignment, chain_for_ticket, supervisor
from kentongan.dispatch.services.change import assignment_facts, record_assignment
from kentongan.dispatch.services.escalation import call_level
from kentongan.incidents import services as incidents
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark


def size_up(*, by: Actor, assignment_id: UUID, text: str, at: datetime) -> None:
    """The first report of the situation, into the incident's log under the unit's call sign.

    Refuses an empty one, and one of a task that has ended.
    """
    rules.require_size_up(text)
    with journal.act(by=by, at=at) as act:
        assignment = _running(by, assignment_id)
        line_id = _write(by, assignment, _("Laporan situasi awal"), text, at)
        event = events.SizedUp(**assignment_facts(assignment), line_id=line_id)
        record_assignment(act, assignment.ticket, event)


def ask_for_help(
    *, by: Actor, assignment_id: UUID, wanted: Collection[Help], note: str = "", at: datetime
) -> None:
    """Minta bantuan: into the log, and the telephones of the agency on duty and of 112's supervisor
    ring, since nobody may have the page open (practice.md §1.3).

    Who presses without a word needs help without a word: it rings all the same. Refuses one of a
    task that has ended.
    """
    with journal.act(by=by, at=at) as act:
        assignment = _running(by, assignment_id, lock=True)
        _keep(assignment, wanted, at)
        said = ", ".join(str(Help(each).label) for each in wanted)
        words = ". ".join(filter(None, (said, note))) or _("belum dikatakan apa: hubungi awak")
        line_id = _write(by, assignment, _("Minta bantuan"), words, at)
        event = events.HelpAsked(
            **assignment_facts(assignment), wanted=[str(each) for each in wanted], line_id=line_id,
            rung=_ring(by, assignment, at),
        )  # fmt: skip
        record_assignment(act, assignment.ticket, event)


def talk(*, by: Actor, assignment_id: UUID, text: str, at: datetime) -> None:
    """A line of a crew to the desks and to the other crews at the scene, in the incident's log.

    What was written before its task had ended is taken after it: the phone had no line. Refuses an
    empty line, and one that was written of a task that had ended.
    """
    with journal.act(by=by, at=at):
        assignment = access_assignment(by, assignment_id)
        if assignment.ended_at is not None and at > assignment.ended_at:
            raise NotFound(thing=mark("Penugasan"))
        incidents.write_log(
            by=by, incident_id=assignment.incident_id, text=text, to_crews=True, at=at
        )


def _running(by: Actor, assignment_id: UUID, *, lock: bool = False) -> Assignment:
    assignment = access_assignment(by, assignment_id, lock=lock)
    if assignment.state in ENDED_ASSIGNMENTS:
        raise NotFound(thing=mark("Penugasan"))
    return assignment


def _keep(assignment: Assignment, wanted: Collection[Help], at: datetime) -> None:
    """For the ticket board: a desk that was away when the telephone rang reads it there."""
    assignment.help_asked_at = at
    assignment.help_wanted = [str(each) for each in wanted]
    assignment.version += 1
    assignment.save(update_fields=["help_asked_at", "help_wanted", "version"])


def _write(by: Actor, assignment: Assignment, title: str, text: str, at: datetime) -> UUID:
    said = f"{title} ({assignment.unit.call_sign}): {text}"
    line = incidents.write_log(by=by, incident_id=assignment.incident_id, text=said, at=at)
    return line.id


def _ring(by: Actor, assignment: Assignment, at: datetime) -> bool:
    """The agency's first telephone and the supervisor's; no words of the crew leave the house."""
    ticket = assignment.ticket
    text = _("Unit {call_sign} minta bantuan pada tiket {number}. Buka Kentongan.").format(
        call_sign=assignment.unit.call_sign, number=ticket.number
    )
    levels = {level.phone: level for level in (chain_for_ticket(ticket, at)[0], supervisor(at))}
    calls = [call_level(by, level, text, "ticket", ticket.id, at) for level in levels.values()]
    return any(calls)
