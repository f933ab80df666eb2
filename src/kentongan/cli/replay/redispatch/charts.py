"""Drawings as numbers: where bars, curves and ticks stand. The template writes them as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kentongan.cli.replay.redispatch.report import Curve

WIDTH = 680
LEFT, RIGHT, TOP, BOTTOM = 128, 52, 8, 30
BAR, GAP, HEAD = 16, 4, 24
CURVES_HEIGHT = 340
POINTS = 240
"""A curve is drawn by at most so many points: finer than the eye, and the file stays small."""


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    policy: str
    y: float
    width: float
    value_x: float
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars in groups; every bar bears its name and its value."""

    height: float
    bottom: float
    ticks: tuple[Tick, ...]
    groups: tuple[Group, ...]
    width: int = WIDTH
    left: int = LEFT


@dataclass(frozen=True, slots=True)
class Drawn:
    policy: str
    points: str


@dataclass(frozen=True, slots=True)
class Curves:
    """Which share of the calls has been reached after how many minutes."""

    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Drawn, ...]
    promise_x: float | None
    """None where the promise lies beyond the drawing."""
    width: int = WIDTH
    height: int = CURVES_HEIGHT
    left: int = 46
    right: int = WIDTH - 16
    top: int = TOP
    bottom: int = CURVES_HEIGHT - BOTTOM


def clock_text(seconds: float | None) -> str:
    """Minutes and seconds, `9:48`; a dash where nothing is known."""
    if seconds is None:
        return "—"
    whole = round(abs(seconds))
    sign = "−" if seconds < 0 and whole else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"


def make_bars(groups: Sequence[tuple[str, Mapping[str, float | None]]]) -> Bars:
    """Groups of seconds by policy; what is not known has no bar."""
    largest = max((s for _, values in groups for s in values.values() if s is not None), default=0)
    ticks_s = _ticks(largest)
    scale = (WIDTH - LEFT - RIGHT) / max(largest, ticks_s[-1], 1)
    y = float(TOP)
    drawn = []
    for name, values in groups:
        head, y = y, y + HEAD
        bars = []
        for policy, seconds in values.items():
            width = round((seconds or 0) * scale, 1)
            bars.append(Bar(policy, y, width, LEFT + width + 5, clock_text(seconds)))
            y += BAR + GAP
        drawn.append(Group(name, head, tuple(bars)))
        y += GAP
    ticks = tuple(Tick(round(LEFT + each * scale, 1), str(each // 60)) for each in ticks_s)
    return Bars(height=y + BOTTOM, bottom=y, ticks=ticks, groups=tuple(drawn))


def make_curves(curves: Mapping[str, Curve], *, until_s: float, promise_s: float) -> Curves:
    """The curves up to that time."""
    empty = Curves((), (), (), None)
    across = (empty.right - empty.left) / until_s
    down = empty.bottom - empty.top

    def place(seconds: float, share: float) -> tuple[float, float]:
        return round(empty.left + seconds * across, 1), round(empty.bottom - share * down, 1)

    lines = tuple(
        Drawn(policy, " ".join(f"{x},{y}" for x, y in (place(*point) for point in curve)))
        for policy, curve in curves.items()
    )
    return Curves(
        x_ticks=tuple(Tick(place(s, 0)[0], str(s // 60)) for s in _ticks(until_s)),
        y_ticks=tuple(Tick(place(0, p / 100)[1], f"{p} %") for p in range(0, 101, 25)),
        lines=lines,
        promise_x=place(promise_s, 0)[0] if promise_s <= until_s else None,
    )


def make_curve(seconds: Sequence[float], *, until_s: float) -> Curve:
    """The share that is reached by each time, of seconds in any order."""
    ordered = sorted(seconds)
    count = len(ordered)
    every = max(count // POINTS, 1)
    kept = [n for n in range(count) if n % every == 0 or n == count - 1]
    points = [(ordered[n], (n + 1) / count) for n in kept if ordered[n] <= until_s]
    return ((0.0, 0.0), *points)


def _ticks(largest_s: float) -> list[int]:
    """Whole minutes, not more than eight of them, 0 included."""
    for step in (1, 2, 5, 10, 20, 30, 60, 120):
        if largest_s / 60 / step <= 8:
            break
    return [n * step * 60 for n in range(int(largest_s / 60 / step) + 1)]
