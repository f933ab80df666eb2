"""What a call that comes, a place that is told and an incident that opens mean for who waits."""

from kentongan.demotions import services
from kentongan.journal.models import Entry
from kentongan.journal.reactions import on, on_many
from kentongan.kernel.actors import REACTIONS


@on_many("calls.call.received")
def note_arrivals(entries: list[Entry]) -> None:
    """Mostly one question for many calls: none of them is of a demoted number."""
    services.note_arrivals(
        by=REACTIONS, call_ids=[entry.subject_id for entry in entries],
        at=max(entry.recorded_at for entry in entries),
    )  # fmt: skip


@on_many("calls.agent.changed")
@on_many("surge.surge.declared")
@on_many("incidents.incident.opened")
@on_many("locating.call.located")
def release_waiting(entries: list[Entry]) -> None:
    """Somebody is free, or the caller may be beside what has begun: mostly nobody waits."""
    services.release_waiting(by=REACTIONS, at=max(entry.recorded_at for entry in entries))


@on("calls.call.classified")
def hear_again(entry: Entry) -> None:
    """A call that waited is heard again by a colleague."""
    services.draw_delayed(by=REACTIONS, call_id=entry.subject_id, at=entry.recorded_at)


@on("calls.call.classification-undone")
def lift_for_undone(entry: Entry) -> None:
    """It was no prank after all."""
    services.lift_for_undone(by=REACTIONS, call_id=entry.subject_id, at=entry.recorded_at)
