"""What each call of the record needed: types of units, how many, when, and for how long."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kentongan.cli.replay.records import ZONE, Response
from kentongan.cli.replay.redispatch.vehicles import Vehicle, asked_at
from kentongan.cli.replay.setting import PRIORITIES
from kentongan.geo.points import Point
from kentongan.incidents.enums import Priority

TURNOUT_S = 60.0
"""Where the record knows no turnout at all."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One unit that a call needed."""

    line: int
    """Of the record: a demand's name."""
    unit: str
    """Whom the record sent."""
    unit_type: str
    asked_at: float
    """Epoch seconds."""
    arrives: bool
    """False: called off under way, or before it left."""
    turnout_s: float
    """From being sent to leaving."""
    busy_s: float
    """From arriving to being free; of one that is called off, from being sent."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call with all that it needed, in the order of asking."""

    name: str
    place: Point
    area: str
    priority: str
    """As the record writes it."""
    rank: int
    """1 first: who waits for a unit is served by it."""
    received_at: float
    hour: int
    """Of the day, in the record's own zone."""
    recorded_s: float | None
    """From ringing to the first unit at the scene, as the record measured it."""
    demands: tuple[Demand, ...]

    @property
    def forwarded_at(self) -> float:
        """When the first unit was asked for: the promise of arrival runs from here."""
        return self.demands[0].asked_at

    @property
    def is_reached(self) -> bool:
        """Whether any unit arrives at all."""
        return any(demand.arrives for demand in self.demands)


def calls_of(rows: Sequence[Response], fleet: Iterable[Vehicle]) -> list[Call]:
    """The calls in the order in which they rang."""
    types = {vehicle.name: vehicle.unit_type for vehicle in fleet}
    usual = _Usual(rows)
    by_call: dict[str, list[Response]] = defaultdict(list)
    for row in rows:
        by_call[row.call].append(row)
    calls = [_call(name, mine, types, usual) for name, mine in by_call.items()]
    return sorted(calls, key=lambda call: (call.received_at, call.name))


def _call(name: str, rows: list[Response], types: dict[str, str], usual: "_Usual") -> Call:
    first = rows[0]
    received = first.stamps["received"]
    arrivals = [row.stamps["on_scene"] for row in rows if "on_scene" in row.stamps]
    demands = [_demand(row, types[row.unit], usual) for row in rows]
    return Call(
        name=name,
        place=Point(first.lat, first.lon),
        area=first.station_area,
        priority=first.priority,
        rank=int(str(PRIORITIES.get(first.priority, Priority.P3))[-1]),
        received_at=received.timestamp(),
        hour=received.astimezone(ZONE).hour,
        recorded_s=(min(arrivals) - received).total_seconds() if arrivals else None,
        demands=tuple(sorted(demands, key=lambda d: (d.asked_at, not d.arrives, d.line))),
    )


def _demand(row: Response, unit_type: str, usual: "_Usual") -> Demand:
    arrives = has_arrived(row)
    busy_s = _worked_s(row) if arrives else _called_off_after_s(row)
    if busy_s is None:
        busy_s = usual.worked_s(row.unit_type) if arrives else usual.called_off_s(row.unit_type)
    turnout_s = _turnout_s(row)
    if turnout_s is None:
        turnout_s = usual.turnout_s(row.unit_type) if arrives or row.at("response") else busy_s
    return Demand(
        line=row.line, unit=row.unit, unit_type=unit_type, asked_at=asked_at(row),
        arrives=arrives, turnout_s=turnout_s, busy_s=busy_s,
    )  # fmt: skip


def has_arrived(row: Response) -> bool:
    """Whether the unit was there: a crew that took a patient was, though it did not say so."""
    return any(row.at(stamp) is not None for stamp in ("on_scene", "transport", "hospital"))


def _turnout_s(row: Response) -> float | None:
    return _seconds(row, "dispatch", "response")


def _worked_s(row: Response) -> float | None:
    return _seconds(row, "on_scene", "available") if has_arrived(row) else None


def _called_off_after_s(row: Response) -> float | None:
    return None if has_arrived(row) else _seconds(row, "dispatch", "available")


def _seconds(row: Response, begin: str, end: str) -> float | None:
    """None where a stamp is missing or they go backwards."""
    from_at, to_at = row.at(begin), row.at(end)
    if from_at is None or to_at is None or to_at < from_at:
        return None
    return (to_at - from_at).total_seconds()


class _Usual:
    """Medians by unit type, for what the record has lost; of all types where one knows none."""

    def __init__(self, rows: Sequence[Response]) -> None:
        self.turnout_s = _medians(rows, _turnout_s, TURNOUT_S)
        self.worked_s = _medians(rows, _worked_s, 0.0)
        self.called_off_s = _medians(rows, _called_off_after_s, 0.0)


def _medians(
    rows: Sequence[Response], measured: Callable[[Response], float | None], unknown: float
) -> Callable[[str], float]:
    known: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        seconds = measured(row)
        if seconds is not None:
            known[row.unit_type].append(seconds)
    every = [seconds for some in known.values() for seconds in some]
    otherwise = statistics.median(every) if every else unknown
    by_type = {unit_type: statistics.median(some) for unit_type, some in known.items()}
    return lambda unit_type: by_type.get(unit_type, otherwise)
