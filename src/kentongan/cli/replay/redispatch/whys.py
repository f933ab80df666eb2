"""Why another unit goes than the record sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kentongan.cli.replay.redispatch.demands import Call, Demand
from kentongan.cli.replay.redispatch.drives import Drives
from kentongan.cli.replay.redispatch.vehicles import Unit

ALIKE_S = 1.0
"""Ways that differ by less are alike: two units of one station."""


class Why(StrEnum):
    """What a choice differs by from the record's."""

    SAME = "SAME"
    BUSY = "BUSY"
    """The record's unit is at another call in this run."""
    NEARER_AT_STATION = "NEARER_AT_STATION"
    """The record's unit is free, and another that stands at its station is there before it."""
    NEARER_ON_THE_WAY = "NEARER_ON_THE_WAY"
    """The same, of one that is on its way home."""
    ALIKE = "ALIKE"
    FARTHER = "FARTHER"
    """The record's unit is free and would be there before."""
    WAITED = "WAITED"
    """No unit was free: the first that came free went."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who went instead of whom, and what the way saves by the model."""

    why: Why
    saved_s: float = 0.0
    """So much sooner than the record's unit from where that is in this run; below zero is later.
    0 where that cannot be told: it is busy, or the same.
    """

    @classmethod
    def after_waiting(cls, unit: str, recorded: str) -> "Choice":
        """Of whoever came free first."""
        return cls(Why.SAME if unit == recorded else Why.WAITED)


def compare(
    call: Call, demands: Sequence[Demand], chosen: Sequence[Unit], units: Mapping[str, Unit],
    at: float, drives: Drives,
) -> list[Choice]:  # fmt: skip
    """One choice for each unit chosen. Whom the record sent to the same call is the same, be it for
    another of these demands; the others are held against those whom only the record sent.
    """
    names = {unit.name for unit in chosen}
    recorded = {demand.unit for demand in demands}
    only_recorded = iter([demand.unit for demand in demands if demand.unit not in names])
    choices = []
    for unit in chosen:
        if unit.name in recorded:
            choices.append(Choice(Why.SAME))
        else:
            choices.append(_held_against(units[next(only_recorded)], unit, call, at, drives))
    return choices


def _held_against(recorded: Unit, unit: Unit, call: Call, at: float, drives: Drives) -> Choice:
    if recorded.is_busy:
        return Choice(Why.BUSY)
    seconds = [
        drives.seconds(each.place(at), call.place, each.vehicle.kmh) for each in (recorded, unit)
    ]
    saved_s = seconds[0] - seconds[1]
    if abs(saved_s) < ALIKE_S:
        return Choice(Why.ALIKE, saved_s)
    if saved_s < 0:
        return Choice(Why.FARTHER, saved_s)
    return Choice(Why.NEARER_AT_STATION if unit.is_home(at) else Why.NEARER_ON_THE_WAY, saved_s)
