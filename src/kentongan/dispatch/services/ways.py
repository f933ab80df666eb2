"""Crews on their way learn of a road that was reported closed before them (practice.md §6: "engine
in the river").
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import events
from kentongan.dispatch.enums import BEFORE_ARRIVAL, WayState
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.selectors import chain_for_ticket, is_on_its_way, way_state
from kentongan.dispatch.services.change import assignment_facts, record_assignment
from kentongan.dispatch.services.escalation import call_level
from kentongan.geo.roads.engine import has_graph
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor


def check_ways_soon(*, by: Actor, incident_id: UUID | None = None, at: datetime) -> int:
    """A closure has come or gone, or an incident is elsewhere: the way of every unit that has not
    arrived, or of those that go there, is looked up again, by the timekeeper. Returns of how many;
    of none on a node without a road graph.
    """
    if not has_graph():
        return 0
    rows = Assignment.objects.filter(state__in=BEFORE_ARRIVAL)
    if incident_id is not None:
        rows = rows.filter(incident_id=incident_id)
    with journal.act(by=by, at=at):
        # Not from when it was told: a phone without a line tells late, and this must be later than
        # every look that has not seen it.
        soon = clock.at_or_now(at)
        return rows.update(way_check_at=soon)


def check_way(*, by: Actor, assignment_id: UUID, at: datetime) -> None:
    """Look the way of one unit up, and tell its crew and its desk where closures have changed it.

    The search runs before the act. A call that comes late, twice, or after the arrival changes
    nothing.
    """
    looked_at = Assignment.objects.select_related("incident").get(id=assignment_id)
    found = ""
    if is_on_its_way(looked_at):
        found = way_state(looked_at.unit_id, looked_at.incident, clock.at_or_now(at))
    with journal.act(by=by, at=at) as act:
        assignment = (
            Assignment.objects.select_for_update(of=("self",), no_key=True)
            .select_related("ticket__incident", "ticket__org", "unit")
            .get(id=assignment_id)
        )
        if assignment.way_check_at is None or assignment.way_check_at != looked_at.way_check_at:
            return  # done, or asked for again while it was looked up
        assignment.way_check_at = None
        if not is_on_its_way(assignment) or assignment.way == found:
            assignment.save(update_fields=["way_check_at"])
            return
        assignment.way = found
        assignment.version += 1
        assignment.save(update_fields=["way", "way_check_at", "version"])
        changed = events.WayChanged(**assignment_facts(assignment), way=found)
        record_assignment(act, assignment.ticket, changed)
        if found == WayState.CUT_OFF:
            _ring(by, assignment, at)


def _ring(by: Actor, assignment: Assignment, at: datetime) -> None:
    """A unit that cannot get there is no unit: its agency has to send another."""
    ticket = assignment.ticket
    words = _("Unit {call_sign} terputus dari lokasi tiket {number}: jalan dilaporkan tertutup.")
    text = words.format(call_sign=assignment.unit.call_sign, number=ticket.number)
    call_level(by, chain_for_ticket(ticket, at)[0], text, "ticket", ticket.id, at)
