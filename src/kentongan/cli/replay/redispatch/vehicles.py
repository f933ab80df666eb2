"""The record's fleet as the simulation moves it: where a unit is at home, on duty, and now."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kentongan.cli.replay.records import Response
from kentongan.cli.replay.redispatch import OFF_DUTY_AFTER_H
from kentongan.cli.replay.stations import home_area, kind_of, responses_by_unit, station_points
from kentongan.dispatch.rules.ranking import DEFAULT_KMH, KMH
from kentongan.geo.points import Point, distance_m
from kentongan.geo.travel import CIRCUITY
from kentongan.geo.travel import KMH as METRES_PER_SECOND

SILENCE = timedelta(hours=OFF_DUTY_AFTER_H)
"""A unit of which the record is silent for longer was off duty. Of the times between two tasks of
an ambulance of the eight days nine in ten are under 4.2 h and one in twenty is over 14 h: shifts,
with little between."""

Duty = tuple[float, float]
"""Epoch seconds, from and until."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A unit as the record knows it."""

    name: str
    unit_type: str
    """As the record writes it: only the same type takes its place."""
    kind: str
    capabilities: frozenset[str]
    area: str
    home: Point
    kmh: float
    duty: tuple[Duty, ...]

    def is_on_duty(self, at: float) -> bool:
        """Whether it may be sent at that moment, if it is free."""
        before = bisect_right(self.duty, (at, float("inf")))
        return before > 0 and at <= self.duty[before - 1][1]


@dataclass(slots=True)
class Unit:
    """A vehicle while the simulation runs: busy, on its way home, or there."""

    vehicle: Vehicle
    is_busy: bool = False
    free_at: float = 0.0
    free_point: Point | None = None
    """Where its last task ended, or the one that it is at will; None before the first."""
    home_at: float = 0.0

    @property
    def name(self) -> str:
        return self.vehicle.name

    def is_home(self, at: float) -> bool:
        """Whether it stands at its station; a busy unit does not."""
        return not self.is_busy and at >= self.home_at

    def place(self, at: float) -> Point:
        """Where a free unit is; a busy one is taken to be where it was sent."""
        home, last = self.vehicle.home, self.free_point
        if last is None or self.is_home(at):
            return home
        return last if self.is_busy else between(last, home, self.free_at, self.home_at, at)

    def send(self, goal: Point) -> None:
        """Busy from now on, with a call at that place."""
        self.is_busy, self.free_point = True, goal

    def release(self, at: float, point: Point) -> None:
        """Free at that place, and on the way home from there."""
        metres = distance_m(point, self.vehicle.home) * CIRCUITY
        self.is_busy, self.free_at, self.free_point = False, at, point
        self.home_at = at + metres / (self.vehicle.kmh * METRES_PER_SECOND)


def between(start: Point, end: Point, left_at: float, there_at: float, at: float) -> Point:
    """Where one is on a straight way at that moment. Within a city the map is flat enough."""
    share = (
        1.0 if there_at <= left_at else min(max((at - left_at) / (there_at - left_at), 0.0), 1.0)
    )
    return Point(
        start.lat + (end.lat - start.lat) * share, start.lon + (end.lon - start.lon) * share
    )


def fleet_of(rows: Sequence[Response], *, silence: timedelta = SILENCE) -> list[Vehicle]:
    """Every unit of the record, by name."""
    stations = station_points(rows)
    return [_vehicle(name, did, stations, silence) for name, did in responses_by_unit(rows).items()]


def _vehicle(
    name: str, did: list[Response], stations: dict[str, Point], silence: timedelta
) -> Vehicle:
    kind, capabilities = kind_of(did[0].unit_type)
    area = home_area(name, did, stations)
    return Vehicle(
        name=name,
        unit_type=did[0].unit_type,
        kind=kind,
        capabilities=frozenset(capabilities),
        area=area,
        home=stations[area],
        kmh=KMH.get(kind, DEFAULT_KMH),
        duty=tuple(_duty(did, silence.total_seconds())),
    )


def _duty(did: Sequence[Response], silence_s: float) -> Iterator[Duty]:
    """From the first task to the last, parted where the record is silent for long."""
    tasks = sorted((asked_at(row), _ends_at(row)) for row in did)
    begin, end = tasks[0]
    for asked, ended in tasks[1:]:
        if asked - end > silence_s:
            yield begin, end
            begin = asked
        end = max(end, ended)
    yield begin, end


def asked_at(row: Response) -> float:
    """When the record sent the unit, never before the call had been entered."""
    return max(row.stamps["dispatch"], row.stamps["entry"], row.stamps["received"]).timestamp()


def _ends_at(row: Response) -> float:
    return max(asked_at(row), max(row.stamps.values()).timestamp())
