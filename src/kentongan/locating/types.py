"""Plain values of locating."""

from dataclasses import dataclass
from datetime import timedelta

from kentongan.locating.models import Fix as Fix
from kentongan.locating.models import LocationLink as LocationLink
from kentongan.locating.told import Reading as Reading
from kentongan.locating.told import Told as Told


@dataclass(frozen=True, slots=True)
class Shown:
    """A fix on the desk. `age`: how long ago the telephone measured it; `why_not` is why it cannot
    become the place, empty where it can.
    """

    fix: Fix
    age: timedelta
    is_best: bool
    quality: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Located:
    """All that is known of where a caller is: the best first, what cannot be used last."""

    usable: tuple[Shown, ...]
    unusable: tuple[Fix, ...]
    link: LocationLink | None

    @property
    def best(self) -> Shown | None:
        """The one a desk looks at first."""
        return next((each for each in self.usable if each.is_best), None)
