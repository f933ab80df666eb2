"""A crew in danger: what may follow what, and what of a place can be used. Pressing is never
refused: whatever a phone sends beside it, somebody is threatened.
"""

import math
from datetime import datetime
from typing import NamedTuple

from kentongan.dispatch.enums import DangerPlace, DangerState
from kentongan.dispatch.errors import OutcomeMissing
from kentongan.geo.points import Point
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition

S = DangerState

DANGERS = Lifecycle(
    name="danger",
    words={
        **dict(S.choices),
        "press": mark("tekan bahaya"),
        "answer": mark("jawab"),
        "end": mark("akhiri"),
    },
    states=tuple(S.values),
    transitions=(
        # Pressed again after an answer it asks for another one: who has answered may have left.
        Transition("press", (S.RAISED, S.ANSWERED), S.RAISED, "awak unit"),
        Transition("answer", (S.RAISED,), S.ANSWERED, "112; OPD unit itu", "atas nama"),
        Transition("end", (S.RAISED, S.ANSWERED), S.ENDED, "112; OPD unit itu", "akhirnya"),
    ),
)


class Place(NamedTuple):
    """Where a crew in danger is, by what, and how old that is."""

    by: DangerPlace
    point: Point
    accuracy_m: float | None
    at: datetime


def usable_place(
    lat: float | None, lon: float | None, accuracy_m: float | None, at: datetime
) -> Place | None:
    """What a phone has said of where it is; None for what no place on earth is."""
    if lat is None or lon is None or not (abs(lat) <= 90 and abs(lon) <= 180):
        return None
    is_radius = accuracy_m is not None and math.isfinite(accuracy_m) and accuracy_m >= 0
    return Place(DangerPlace.PHONE, Point(lat, lon), accuracy_m if is_radius else None, at)


def later_place(one: Place | None, other: Place | None) -> Place | None:
    """The newer of two; the first where they are of one moment."""
    if one is None or other is None:
        return one or other
    return other if other.at > one.at else one


def require_outcome(text: str) -> None:
    """Refuses an end that says nothing (DISPATCH-052)."""
    if not text.strip():
        raise OutcomeMissing
