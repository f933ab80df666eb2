"""The discrete events: a call asks, a unit is sent, comes free, goes on duty. Pure: no clock, no
chance, no database; the same input gives the same output.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kentongan.cli.replay.redispatch.demands import Call, Demand
from kentongan.cli.replay.redispatch.drives import Drives
from kentongan.cli.replay.redispatch.policies import Policy
from kentongan.cli.replay.redispatch.vehicles import Unit, Vehicle, between
from kentongan.cli.replay.redispatch.whys import Choice, compare
from kentongan.geo.points import Point

FREE, ON_DUTY, ASKED = range(3)
"""At one second units come free, and on duty, before others are sent."""


@dataclass(frozen=True, slots=True)
class Task:
    """One demand as it was served: epoch seconds."""

    call: Call
    demand: Demand
    unit: str
    sent_at: float
    start: Point
    """Where the unit was when it was sent."""
    was_home: bool
    drive_s: float
    """The whole way to the scene, by the model."""
    arrived_at: float | None
    """None of one that was called off."""
    free_at: float
    free_point: Point
    choice: Choice

    @property
    def waited_s(self) -> float:
        """How long no unit was free for it."""
        return self.sent_at - self.demand.asked_at


@dataclass(frozen=True, slots=True)
class _Asked:
    """Units of one pool that a call asks for at one moment."""

    call: Call
    pool: str
    demands: tuple[Demand, ...]


def redispatch(
    calls: Iterable[Call],
    fleet: Sequence[Vehicle],
    policy: Policy,
    drives: Drives,
    *,
    step: Callable[[], None] = lambda: None,
) -> list[Task]:
    """Send every unit that the calls ask for; the tasks in the order in which units were sent.

    `step` is called once for each demand that is served.
    """
    return _Run(calls, fleet, policy, drives, step).tasks


class _Run:
    def __init__(
        self,
        calls: Iterable[Call],
        fleet: Sequence[Vehicle],
        policy: Policy,
        drives: Drives,
        step: Callable[[], None],
    ) -> None:
        self.tasks: list[Task] = []
        self._policy, self._drives, self._step = policy, drives, step
        self._units = {vehicle.name: Unit(vehicle) for vehicle in fleet}
        self._pools: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._units.values():
            self._pools[policy.pool_of(unit.vehicle)].append(unit)
        self._waiting: dict[str, list[tuple[int, float, int, Call, Demand]]] = defaultdict(list)
        self._ends: list[tuple[float, int, str]] = []
        self._free_points: dict[int, Point] = {}
        self._play(_events(calls, fleet, policy))

    def _play(self, events: Iterator[tuple[float, int, str, _Asked | None]]) -> None:
        """Every event in its order; between them units come free."""
        for at, _, name, asked in events:
            self._release(at)
            if asked is None:
                self._serve_waiting(self._units[name], at)
            else:
                self._ask(asked, at)
        self._release(float("inf"))

    def _release(self, until: float) -> None:
        """Whoever comes free by then goes to who waits, be its shift over or not, or home."""
        while self._ends and self._ends[0][0] <= until:
            at, line, name = heapq.heappop(self._ends)
            unit = self._units[name]
            unit.release(at, self._free_points.pop(line))
            self._serve_waiting(unit, at)

    def _ask(self, asked: _Asked, at: float) -> None:
        """Send whom the policy chooses; who cannot be sent waits."""
        units = [unit for unit in self._pools[asked.pool] if unit.vehicle.is_on_duty(at)]
        chosen = self._policy.choose(asked.call, units, len(asked.demands), at) if units else []
        choices = compare(asked.call, asked.demands, chosen, self._units, at, self._drives)
        for demand, unit, choice in zip(asked.demands, chosen, choices, strict=False):
            self._send(unit, asked.call, demand, at, choice)
        for demand in asked.demands[len(chosen) :]:
            entry = asked.call.rank, demand.asked_at, demand.line, asked.call, demand
            heapq.heappush(self._waiting[asked.pool], entry)

    def _serve_waiting(self, unit: Unit, at: float) -> None:
        """A unit that is free now goes to the first of those who wait for its pool."""
        waiting = self._waiting[self._policy.pool_of(unit.vehicle)]
        if waiting and not unit.is_busy:
            *_, call, demand = heapq.heappop(waiting)
            self._send(unit, call, demand, at, Choice.after_waiting(unit.name, demand.unit))

    def _send(self, unit: Unit, call: Call, demand: Demand, at: float, choice: Choice) -> None:
        start, was_home = unit.place(at), unit.is_home(at)
        drive_s = self._drives.seconds(start, call.place, unit.vehicle.kmh)
        arrived_at, free_at, free_point = _course(demand, start, call.place, at, drive_s)
        self.tasks.append(
            Task(
                call=call, demand=demand, unit=unit.name, sent_at=at, start=start,
                was_home=was_home, drive_s=drive_s, arrived_at=arrived_at, free_at=free_at,
                free_point=free_point, choice=choice,
            )
        )  # fmt: skip
        unit.send(call.place)
        self._free_points[demand.line] = free_point
        heapq.heappush(self._ends, (free_at, demand.line, unit.name))
        self._step()


def _course(
    demand: Demand, start: Point, scene: Point, sent_at: float, drive_s: float
) -> tuple[float | None, float, Point]:
    """When it arrives, when it is free, and where."""
    left_at = sent_at + demand.turnout_s
    there_at = left_at + drive_s
    if demand.arrives:
        return there_at, there_at + demand.busy_s, scene
    free_at = sent_at + demand.busy_s
    return None, free_at, between(start, scene, left_at, there_at, free_at)


def _events(
    calls: Iterable[Call], fleet: Iterable[Vehicle], policy: Policy
) -> Iterator[tuple[float, int, str, _Asked | None]]:
    """Everything that is known beforehand, in the order of time."""
    events: list[tuple[float, int, int, str, _Asked | None]] = [
        (begin, ON_DUTY, 0, vehicle.name, None) for vehicle in fleet for begin, _ in vehicle.duty
    ]
    for call in calls:
        together: dict[tuple[float, str], list[Demand]] = defaultdict(list)
        for demand in call.demands:
            together[demand.asked_at, policy.pool_for(demand)].append(demand)
        for (at, pool), demands in together.items():
            asked = _Asked(call, pool, tuple(demands))
            events.append((at, ASKED, min(map(attrgetter("line"), demands)), "", asked))
    for at, rank, _, name, what in sorted(events, key=lambda each: each[:4]):
        yield at, rank, name, what
