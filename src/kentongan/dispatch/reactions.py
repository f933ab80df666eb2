"""What dispatch does when an incident has changed, or the roster lacks somebody."""

from uuid import UUID

from kentongan.dispatch import services
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on, on_many
from kentongan.kernel.actors import REACTIONS
from kentongan.kernel.clock import from_wire


@on_many("incidents.incident.opened")
def start_clocks(entries: list[Entry]) -> None:
    """The supervisor is alarmed when nobody forwards them in time."""
    incident_ids = [entry.subject_id for entry in entries]
    services.start_forward_clocks(
        by=REACTIONS, incident_ids=incident_ids, at=entries[0].occurred_at
    )


@on("incidents.incident.reopened")
@on("incidents.incident.unmerged")
def start_clock(entry: Entry) -> None:
    """The supervisor is alarmed when nobody forwards it in time."""
    services.start_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.forwarded")
@on("incidents.incident.alarm-raised")
@on("incidents.incident.priority-set")
@on("incidents.incident.edited")
@on("incidents.incident.placed")
def tell_plan(entry: Entry) -> None:
    """Whom the response plan tells by the alarm as it is now: each of them once per alarm."""
    services.tell_plan(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.forwarded")
@on("incidents.party.involved")
def sound_station_alarms(entry: Entry) -> None:
    """Where a decree says so, the posts that will be asked wake up while their officer reads."""
    services.sound_station_alarms(
        by=REACTIONS, incident_id=UUID(entry.facts["incident_id"]), at=entry.occurred_at
    )


@on("incidents.incident.priority-set")
def promise_anew(entry: Entry) -> None:
    """A higher priority promises sooner."""
    services.start_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
    services.retime_tickets_of(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.capabilities-asked")
@on("incidents.incident.questions-answered")
def widen_tickets(entry: Entry) -> None:
    """Who was asked already is asked for what has become known since."""
    services.widen_tickets_of(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.recheck-due")
def call_for_recheck(entry: Entry) -> None:
    """A re-check that nobody remembers is a fire that burns again."""
    services.call_for_recheck(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


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


@on("incidents.report.withdrawn")
def tell_of_withdrawal(entry: Entry) -> None:
    """A caller they were told of had called about something else."""
    services.tell_of_withdrawal(
        by=REACTIONS,
        incident_id=entry.subject_id,
        report_id=UUID(entry.facts["report_id"]),
        report_count=entry.facts["report_count"],
        at=entry.occurred_at,
    )


@on("incidents.incident.merged")
def follow_merge(entry: Entry) -> None:
    """The other incident's clock counts, and whoever works for it has these callers to think of
    too. Tickets and crews stay where they are.
    """
    services.tell_of_merged(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
    services.stop_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("incidents.incident.closed")
@on("incidents.incident.cancelled")
@on("incidents.incident.handed-over")
def close_tickets(entry: Entry) -> None:
    """Nothing more is asked of any agency, and no telephone rings for what is over."""
    services.stop_forward_clock(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
    services.cancel_conditions_of(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
    services.close_tickets_of(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)


@on("roads.closure.reported")
@on("roads.closure.began")
@on("roads.closure.confirmed")
@on("roads.closure.ended")
def check_ways(entry: Entry) -> None:
    """Crews on their way are told within a second, wherever the closure has come from."""
    services.check_ways_soon(by=REACTIONS, at=entry.occurred_at)


@on("incidents.incident.placed")
def check_ways_there(entry: Entry) -> None:
    """The place was found, or corrected: another road leads there, and that one may be closed."""
    services.check_ways_soon(
        by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at
    )  # fmt: skip


@on("orgs.duty.overstayed")
def ring_for_overstay(entry: Entry) -> None:
    """Somebody has to stay: the supervisor finds a successor, or takes it by name."""
    services.ring_for_overstay(
        by=REACTIONS,
        duty_id=entry.subject_id,
        open_matters=entry.facts["open_matters"],
        at=entry.occurred_at,
    )


@on("orgs.cover.missing")
def ring_for_uncovered(entry: Entry) -> None:
    """Nobody will be at a post: those who can change that are rung."""
    services.ring_for_uncovered(
        by=REACTIONS,
        org_id=entry.subject_id,
        duty_kind=entry.facts["duty_kind"],
        starts_at=from_wire(entry.facts["starts_at"]),
        at=entry.occurred_at,
    )


@on("orgs.break-glass.opened")
def ring_for_glass(entry: Entry) -> None:
    """Rights taken in an emergency are known at once to those who answer for them."""
    services.ring_for_glass(by=REACTIONS, break_glass_id=entry.subject_id, at=entry.occurred_at)


@on("orgs.break-glass.review-overdue")
def ring_for_review(entry: Entry) -> None:
    """Nobody has said what rights taken in an emergency were worth."""
    services.ring_for_review(by=REACTIONS, break_glass_id=entry.subject_id, at=entry.occurred_at)
