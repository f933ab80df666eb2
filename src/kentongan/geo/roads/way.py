"""A way that was found, for whoever asks; without the libraries that find it."""

from dataclasses import dataclass

from kentongan.geo.roads.graph import Flag


@dataclass(frozen=True, slots=True)
class Way:
    """Seconds and metres of the quickest way, with its shape (latitude, longitude) if asked."""

    seconds: float
    metres: float
    points: tuple[tuple[float, float], ...] = ()
    segments: tuple[int, ...] = ()
    flags: Flag = Flag(0)
    enters_closed: bool = False
    """The start or the goal lies in a closure: one gets as far as the road allows."""
