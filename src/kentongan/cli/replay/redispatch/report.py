"""Everything that a run tells: one value, from which the page, the table and the JSON are made."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kentongan.cli.replay.redispatch.figures import Against, Result, Spread

Curve = tuple[tuple[float, float], ...]
"""(seconds, share of the calls that are reached by then)"""


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, and by what."""

    command: str
    version: str
    file: str
    sha256: str
    made_at: str
    """The stamp: all that differs between two reports of the same input."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds for every policy."""

    basis: str
    circuity: float
    roads: str
    roads_sha256: str
    attribution: str
    covered: float
    ways: int
    estimated: int
    """How many of the ways that were asked for are by straight line."""
    off_duty_after_h: float
    promise_s: int
    cover_weight_s: float
    """Of `ours-cover`: seconds for each percent of such calls whose expected cover is lost."""
    cover_within_s: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it."""

    source: Source
    assumed: Assumed
    rows: int
    refused: Sequence[dict[str, object]]
    calls: int
    unreached: int
    """Calls at which no unit ever arrived: all were called off. In no percentile."""
    demands: int
    units: int
    recorded: Spread
    """As the record itself measured it, in life."""
    results: Sequence[Result]
    comparisons: Sequence[Against]
    """Of each policy but the record's, where that is among them."""
    curves: dict[str, Curve]

    def as_json(self) -> dict[str, Any]:
        """The figures, without what is only drawn."""
        told = asdict(self)
        del told["curves"]
        return told
