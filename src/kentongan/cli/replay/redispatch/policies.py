"""Who is sent: the rules that are compared."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from kentongan.cli.replay.redispatch import (
    FIRST_STATION,
    OURS,
    OURS_COVER,
    RECORD,
    STRAIGHT_LINE,
)
from kentongan.cli.replay.redispatch.covering import CoverAsked, cover_of, home_id
from kentongan.cli.replay.redispatch.demands import Call, Demand
from kentongan.cli.replay.redispatch.vehicles import Unit, Vehicle
from kentongan.cli.replay.setting import PRIORITIES, REGION
from kentongan.dispatch.limits import POSITION_WORTHLESS
from kentongan.dispatch.rules import Weighing, Weights, rank_units
from kentongan.dispatch.rules.ranking import Question
from kentongan.dispatch.types import CoverMap
from kentongan.fleet.enums import UnitState
from kentongan.fleet.limits import POSITION_FRESH
from kentongan.fleet.types import Position, UnitRecord
from kentongan.geo.points import distance_m
from kentongan.geo.travel import Travel
from kentongan.incidents.enums import Priority


class Policy(Protocol):
    """A rule of dispatch. Units and demands of one pool can be put together."""

    def pool_of(self, vehicle: Vehicle) -> str:
        """Which demands a vehicle can serve."""

    def pool_for(self, demand: Demand) -> str:
        """Which vehicles can serve a demand."""

    def choose(self, call: Call, units: Sequence[Unit], count: int, at: float) -> list[Unit]:
        """Up to `count` free units, the first choice first. `units` are those on duty, of one
        pool, the busy ones among them.
        """


class _ByType:
    """Any unit of the type that the record sent."""

    def pool_of(self, vehicle: Vehicle) -> str:
        return vehicle.unit_type

    def pool_for(self, demand: Demand) -> str:
        return demand.unit_type


class AsRecorded:
    """`record`: the very unit that the record sent, as soon as it is free."""

    def pool_of(self, vehicle: Vehicle) -> str:
        return vehicle.name

    def pool_for(self, demand: Demand) -> str:
        return demand.unit

    def choose(self, call: Call, units: Sequence[Unit], count: int, at: float) -> list[Unit]:
        """The one there is."""
        return [unit for unit in units if not unit.is_busy][:count]


class StraightLineFirst(_ByType):
    """`straight-line`: who is nearest on the map, from where it is now."""

    def choose(self, call: Call, units: Sequence[Unit], count: int, at: float) -> list[Unit]:
        """By great circle."""
        return _first(
            units, count, lambda unit: (distance_m(unit.place(at), call.place), unit.name)
        )


class FirstStation(_ByType):
    """`first-station`: the station of the call's area, then the next ones, wherever units are."""

    def choose(self, call: Call, units: Sequence[Unit], count: int, at: float) -> list[Unit]:
        """By the distance of their stations."""

        def order(unit: Unit) -> tuple[bool, float, str]:
            home = unit.vehicle
            return home.area != call.area, distance_m(home.home, call.place), unit.name

        return _first(units, count, order)


class Ours(_ByType):
    """`ours`: the order in which the desk is shown units (`dispatch.rules.rank_units`); with a
    cover and weights `ours-cover`, where what a unit leaves behind counts as well.
    """

    def __init__(
        self, fleet: Iterable[Vehicle], travel: Travel, *,
        cover: CoverMap | None = None, weights: Weights | None = None,
    ) -> None:  # fmt: skip
        self._travel = travel
        self._cover, self._weights = cover, weights or Weights()
        self._ids = {vehicle.name: UUID(int=n) for n, vehicle in enumerate(fleet, start=1)}
        self._fresh = timedelta(seconds=POSITION_FRESH.starting)
        self._worthless = timedelta(seconds=POSITION_WORTHLESS.starting)
        self._records: dict[tuple[str, bool], UnitRecord] = {}

    def choose(self, call: Call, units: Sequence[Unit], count: int, at: float) -> list[Unit]:
        """What the desk would see, and of that who is available, from the top."""
        now = datetime.fromtimestamp(at, UTC)
        question = Question(
            goal=call.place, region=REGION, needs=[units[0].vehicle.capabilities], at=now,
            fresh=self._fresh, worthless=self._worthless,
        )  # fmt: skip
        by_id = {self._ids[unit.name]: unit for unit in units}
        positions = {each: Position(unit.place(at), now) for each, unit in by_id.items()}
        records = [self._record(unit) for unit in units]
        shown = rank_units(
            records, positions, question, travel=self._travel, limit=count,
            weighing=self._weighing(call, records, question) if self._cover else None,
        )  # fmt: skip
        return [by_id[each.unit_id] for each in shown if each.is_available]

    def _weighing(self, call: Call, records: Iterable[UnitRecord], question: Question) -> Weighing:
        able = (each for each in records if each.state == UnitState.AVAILABLE)
        return Weighing(
            self._cover, question.needs[0], able, self._weights,
            priority=PRIORITIES.get(call.priority, Priority.P3), at=question.at,
        )  # fmt: skip

    def _record(self, unit: Unit) -> UnitRecord:
        """The unit as a proposal sees it, free or busy; whoever is on duty has confirmed it."""
        key = unit.name, unit.is_busy
        if key not in self._records:
            vehicle = unit.vehicle
            self._records[key] = UnitRecord(
                id=self._ids[unit.name], call_sign=unit.name, kind=vehicle.kind,
                capabilities=vehicle.capabilities,
                state=UnitState.BUSY if unit.is_busy else UnitState.AVAILABLE,
                ready_until=datetime.max.replace(tzinfo=UTC), phone="", org_id=UUID(int=0),
                org_name="", post_name=vehicle.area, post_point=vehicle.home,
                coverage=((REGION, 1),), post_id=home_id(vehicle.home),
            )  # fmt: skip
        return self._records[key]


def _first(
    units: Sequence[Unit], count: int, order: Callable[[Unit], tuple[float | str, ...]]
) -> list[Unit]:
    free = [unit for unit in units if not unit.is_busy]
    return sorted(free, key=order)[:count]


def make_policy(
    name: str, calls: Sequence[Call], fleet: Sequence[Vehicle], travel: Travel,
    asked: CoverAsked,
) -> Policy:  # fmt: skip
    """The rule of that name. Raises KeyError for one that there is not."""
    makers: dict[str, Callable[[], Policy]] = {
        RECORD: AsRecorded,
        OURS: lambda: Ours(fleet, travel),
        OURS_COVER: lambda: Ours(
            fleet, travel, cover=cover_of(calls, fleet, travel, asked.within_s),
            weights=asked.weights,
        ),
        STRAIGHT_LINE: StraightLineFirst,
        FIRST_STATION: FirstStation,
    }  # fmt: skip
    return makers[name]()
