"""Plays the record: every stamp is a step through the same services, in the order of time."""

import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from uuid import UUID

from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.cli.progress import tracked
from kentongan.cli.replay.records import Response
from kentongan.cli.replay.report import Told
from kentongan.cli.replay.setting import PRIORITIES, REGION, Setting
from kentongan.dispatch import selectors as dispatch_selectors
from kentongan.dispatch import services as dispatch
from kentongan.fleet import services as fleet
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import (
    Attendance,
    ClosingCode,
    ContactSafety,
    Feedback,
    Priority,
    ReportSource,
)
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.journal import reactions, timekeeper
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import REPLAY
from kentongan.kernel.errors import Failure

STEPS = {
    "response": "en-route",
    "on_scene": "on-scene",
    "transport": "transport",
    "hospital": "at-hospital",
    "available": "clear",
}
TIMEKEEPER_EVERY = timedelta(seconds=1)
REACTIONS_EVERY = 200
BLOCK_M = 100.0
"""The record's points are the middle of a block."""


@dataclass
class Hits:
    """How often the record's first unit was among those that we would have proposed."""

    asked: int = 0
    named_sent_unit: int = 0
    in_first_5: int = 0

    def as_row(self) -> dict[str, float | int]:
        share = round(self.in_first_5 / self.asked, 4) if self.asked else 0.0
        return {**vars(self), "share": share}


@dataclass
class Running:
    """One response while it is under way."""

    row: Response
    assignment_id: UUID
    scene_seen: bool = False
    left: list[str] = field(default_factory=list)
    """The recorded stamps that have not been played."""


@dataclass
class Open:
    """One call's incident while units are out."""

    incident_id: UUID
    ticket_id: UUID | None = None
    waiting: set[int] = field(default_factory=set)
    """Lines of the record whose response has not ended."""
    has_worked: bool = False
    """Whether a unit has finished there; all others were called off."""


Moment = tuple[datetime, int, int, Callable[[datetime], None]]


class Player:
    """Plays rows into the node of `setting`; what did not go as recorded is listed."""

    def __init__(self, rows: Sequence[Response], setting: Setting) -> None:
        self.rows = rows
        self.setting = setting
        self.steps_refused: list[dict[str, object]] = []
        self.adjusted: list[dict[str, object]] = []
        self.ended_without_stamp: list[dict[str, object]] = []
        self.proposal = Hits()
        self.calls = 0
        self.incidents = 0
        self._call_ids: dict[str, UUID] = {}
        self._open: dict[str, Open] = {}
        self._by_unit: dict[str, Running] = {}
        self._played: dict[int, Running] = {}
        self._rows_of_call: dict[str, list[Response]] = defaultdict(list)
        for row in rows:
            self._rows_of_call[row.call].append(row)

    def play(self, *, speed: float | None) -> None:
        """Take every moment of the record in order, the timekeeper on the record's clock."""
        moments = sorted(self._moments(), key=itemgetter(0, 1, 2))
        began, first = time.monotonic(), moments[0][0]
        standing = clock.SetClock(first)
        with clock.using(standing):
            checked = first
            for count, (at, _, _, take) in enumerate(tracked(moments, "replay", len(moments))):
                if speed is not None:
                    ahead = (at - first).total_seconds() / speed - (time.monotonic() - began)
                    time.sleep(max(0.0, ahead))
                if at - checked >= TIMEKEEPER_EVERY:
                    _keep_time(standing, at)
                    checked = at
                standing.at = at
                take(at)
                if count % REACTIONS_EVERY == 0:
                    reactions.run_all()
            self._end_what_is_left(moments[-1][0])
            while reactions.run_all():
                pass

    def told(self) -> list[Told]:
        """Every stored response with its times as the node has them."""
        stored = {r.id: r for r in dispatch_selectors.list_responses()}
        recorded_end = {item["line"]: item["recorded_available"] for item in self.adjusted}
        no_stamp = {item["line"] for item in self.ended_without_stamp}
        told = []
        for line, running in self._played.items():
            times = stored[running.assignment_id]
            end = times.ended_at if line not in no_stamp else None
            if line in recorded_end:
                end = clock.from_wire(str(recorded_end[line]))
            told.append(
                Told(
                    call=running.row.call,
                    priority=running.row.priority,
                    stamps={
                        "received": times.started_at,
                        "entry": times.opened_at,
                        "dispatch": times.assigned_at,
                        "response": times.en_route_at,
                        "on_scene": times.on_scene_at,
                        "available": end,
                    },
                )
            )
        return told

    def _moments(self) -> Iterator[Moment]:
        """(when, rank, line, what): at one second units come free before others are sent."""
        for call, rows in self._rows_of_call.items():
            first = rows[0]
            entry = max(first.stamps["received"], first.stamps["entry"])
            yield first.stamps["received"], 1, first.line, self._ring(call, first)
            yield entry, 2, first.line, self._enter(call, first)
            for row in rows:
                yield from self._response_moments(row, entry)

    def _response_moments(self, row: Response, entry: datetime) -> Iterator[Moment]:
        """A step never comes before the one it follows; its own time stays as it was recorded."""
        at = max(entry, row.stamps["dispatch"])
        yield at, 3, row.line, self._dispatch(row)
        for rank, stamp in enumerate(STEPS, start=4):
            recorded = row.at(stamp)
            if recorded is not None:
                at = max(at, recorded)
                yield at, 0 if stamp == "available" else rank, row.line, self._step(row, stamp)

    def _ring(self, call: str, row: Response) -> Callable[[datetime], None]:
        def take(at: datetime) -> None:
            received = calls.receive_call(by=REPLAY, new=NewCall(line="replay"), at=at)
            self._call_ids[call] = received.id
            self.calls += 1

        return take

    def _enter(self, call: str, row: Response) -> Callable[[datetime], None]:
        def take(at: datetime) -> None:
            place = PlaceInput(
                lat=row.lat, lon=row.lon, accuracy_m=BLOCK_M,
                source=PlaceSource.IMPORT, quality=PlaceQuality.AREA_ESTIMATE,
            )  # fmt: skip
            new = NewIncident(
                category=self.setting.categories[row.call_type],
                place=place,
                region=REGION,
                report=ReportInput(source=ReportSource.IMPORT, place=place),
                priority=PRIORITIES.get(row.priority, Priority.P3),
                as_written=True,
                contact_safety=ContactSafety.DO_NOT_CONTACT,
                started_at=row.stamps["received"],
                answered_at=row.stamps["entry"],
            )
            with journal.act(by=REPLAY, at=row.stamps["entry"]):
                call_id = self._call_ids[call]
                calls.answer_call(by=REPLAY, call_id=call_id, at=row.stamps["entry"])
                opened = calls.open_incident_from_call(
                    by=REPLAY, call_id=call_id, new=new, at=row.stamps["entry"]
                )
            lines = {r.line for r in self._rows_of_call[call]}
            self._open[call] = Open(incident_id=opened.id, waiting=lines)
            self.incidents += 1

        return take

    def _dispatch(self, row: Response) -> Callable[[datetime], None]:
        def take(at: datetime) -> None:
            opened = self._open[row.call]
            dispatched = row.stamps["dispatch"]
            self._free(row.unit, at=dispatched)
            unit_id = self.setting.units[row.unit]
            with journal.act(by=REPLAY, at=dispatched):
                if opened.ticket_id is None:
                    opened.ticket_id = dispatch.forward_ticket(
                        by=REPLAY, incident_id=opened.incident_id, org_id=self.setting.org_id,
                        at=dispatched,
                    ).id  # fmt: skip
                    self._ask(opened.incident_id, unit_id, dispatched)
                assigned = dispatch.assign_unit(
                    by=REPLAY, ticket_id=opened.ticket_id, unit_id=unit_id,
                    override_reason="rekaman", at=dispatched,
                )  # fmt: skip
            left = [stamp for stamp in STEPS if row.at(stamp) is not None]
            running = Running(row=row, assignment_id=assigned.id, left=left)
            self._by_unit[row.unit] = self._played[row.line] = running

        return take

    def _ask(self, incident_id: UUID, sent_id: UUID, at: datetime) -> None:
        """Before the first unit goes: whom would we have proposed?"""
        proposed = dispatch_selectors.proposals(REPLAY, incident_id, limit=5, at=at).units
        ids = [unit.unit_id for unit in proposed]
        self.proposal.asked += 1
        self.proposal.named_sent_unit += ids[:1] == [sent_id]
        self.proposal.in_first_5 += sent_id in ids

    def _step(self, row: Response, stamp: str) -> Callable[[datetime], None]:
        def take(at: datetime) -> None:
            running = self._by_unit.get(row.unit)
            if running is None or running.row.line != row.line:
                return  # ended earlier, when the unit was sent elsewhere
            if stamp == "available":
                self._end(running, row.stamps[stamp])
            else:
                self._take_step(running, stamp)

        return take

    def _take_step(self, running: Running, stamp: str) -> None:
        row, recorded = running.row, running.row.stamps[stamp]
        running.left.remove(stamp)
        if self._press(running, STEPS[stamp], recorded) and stamp == "on_scene":
            running.scene_seen = True
            fleet.report_position(
                by=REPLAY, unit_id=self.setting.units[row.unit], lat=row.lat, lon=row.lon,
                at=recorded,
            )  # fmt: skip

    def _press(self, running: Running, step: str, at: datetime, reason: str = "") -> bool:
        """One key of the crew; what the lifecycle refuses is listed with its line."""
        try:
            dispatch.step_assignment(
                by=REPLAY, assignment_id=running.assignment_id, step=step, reason=reason, at=at
            )
        except Failure as refusal:
            line = {"line": running.row.line, "code": refusal.code, "reason": str(refusal)}
            self.steps_refused.append(line)
            return False
        return True

    def _free(self, unit: str, *, at: datetime) -> None:
        """A unit that is sent before it is free: end the earlier response now, and list it."""
        earlier = self._by_unit.get(unit)
        if earlier is None:
            return
        available = earlier.row.at("available")
        if available is not None and available <= at:
            self._end(earlier, available)  # it was free: only its stamps are out of order
            return
        listed = {
            "line": earlier.row.line,
            "call": earlier.row.call,
            "unit": unit,
            "ended_at": clock.to_wire(at),
        }
        if available is None:
            self.ended_without_stamp.append(listed)
        else:
            self.adjusted.append({**listed, "recorded_available": clock.to_wire(available)})
        self._end(earlier, at)

    def _end(self, running: Running, at: datetime) -> None:
        """The unit is free; the last one closes ticket and incident.

        What is left of its stamps is kept as it was recorded, be it later than its end.
        """
        for stamp in [each for each in running.left if each != "available"]:
            self._take_step(running, stamp)
        gone_out = running.scene_seen or running.row.at("response") is not None
        with journal.act(by=REPLAY, at=at):
            opened = self._open[running.row.call]
            # a record that says when a unit went and was free again has lost when it came
            lost = "" if running.scene_seen else str(Attendance.UNRECORDED)
            self._press(running, "clear" if gone_out else "cancel", at, lost if gone_out else "")
            opened.has_worked |= gone_out
            del self._by_unit[running.row.unit]
            opened.waiting.discard(running.row.line)
            if not opened.waiting:
                self._close(opened, at)

    def _close(self, opened: Open, at: datetime) -> None:
        assert opened.ticket_id is not None
        if opened.has_worked:  # otherwise every unit was called off, and nobody has a report
            dispatch.report_ticket(by=REPLAY, ticket_id=opened.ticket_id, text="Rekaman", at=at)
        dispatch.close_ticket(by=REPLAY, ticket_id=opened.ticket_id, at=at)
        if not opened.has_worked:
            incidents.cancel_incident(
                by=REPLAY, incident_id=opened.incident_id, reason="Rekaman: tanpa unit", at=at
            )
            return
        incidents.close_incident(
            by=REPLAY, incident_id=opened.incident_id, closing_code=ClosingCode.HANDLED,
            feedback=Feedback.NOT_ALLOWED, at=at,
        )  # fmt: skip

    def _end_what_is_left(self, at: datetime) -> None:
        """Responses whose end the record does not know end with it."""
        for unit in list(self._by_unit):
            self._free(unit, at=at)


def _keep_time(standing: clock.SetClock, until: datetime) -> None:
    """Let the timekeeper do what fell due by `until`, each at its own time."""
    for _ in itertools.count():
        due = timekeeper.next_due()
        if due is None or due > until:
            return
        standing.at = max(standing.at, due)
        if not timekeeper.run_due(standing.at):
            return
