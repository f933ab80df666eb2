"""A surge as it is drawn and said: its calls by five minutes, what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.journal.selectors import node
from kentongan.surge.types import Measure, Proposal, Surge, Told

GAP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """Five minutes on the chart, in hundredths of its width and height."""

    x: float
    width: float
    y: float
    height: float
    said: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A surge with its chart, from which hour to which. `begins_x` is where it was declared."""

    told: Told
    bars: tuple[Bar, ...]
    most: int
    begins_x: float
    first: str
    last: str


def draw(told: Told) -> Drawn:
    """The chart of one surge, from the window that led to it until its end."""
    most = max(1, *(count for _, count in told.steps))
    width = 100 / len(told.steps)
    zone = ZoneInfo(node().zone)
    bars = tuple(
        Bar(
            x=round(index * width + width * GAP / 2, 3), width=round(width * (1 - GAP), 3),
            y=round(100 - 100 * count / most, 2), height=round(100 * count / most, 2),
            said=_("{hour}: {n} panggilan").format(
                hour=f"{begins.astimezone(zone):%H.%M}", n=count
            ),
        )
        for index, (begins, count) in enumerate(told.steps)
    )  # fmt: skip
    hours = [f"{step[0].astimezone(zone):%H.%M}" for step in (told.steps[0], told.steps[-1])]
    return Drawn(told, bars, most, _place(told.steps, told.surge.declared_at), *hours)


def _place(steps: Sequence[tuple[datetime, int]], moment: datetime) -> float:
    first, span = steps[0][0], len(steps) * 300
    return round(100 * min(1.0, max(0.0, (moment - first).total_seconds() / span)), 2)


def sentence(found: Measure | Proposal | Surge) -> str:
    """`14 panggilan dalam 10 menit (biasanya 2, ambang 10); 5 menunggu, 2 petugas di meja`."""
    usual = "—" if found.usual is None else f"{found.usual:.1f}".replace(".", ",")
    return _(
        "{n} panggilan dalam {m} menit (biasanya {usual}, ambang {threshold}); {waiting} menunggu, "
        "{operators} petugas di meja"
    ).format(
        n=found.arrivals, m=f"{found.window_s / 60:g}".replace(".", ","), usual=usual,
        threshold=found.threshold, waiting=found.waiting, operators=found.operators,
    )  # fmt: skip
