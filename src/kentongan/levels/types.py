"""Figures of service levels and staffing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.calls.types import Shares
from kentongan.dispatch.types import Share
from kentongan.kernel.percentiles import Percentiles
from kentongan.levels.enums import NationalClass, Step
from kentongan.levels.rules.forecast import BackTest, HolidayFactor
from kentongan.levels.rules.holidays import HolidayRow as HolidayRow
from kentongan.levels.rules.staffing import HourNeed as HourNeed
from kentongan.levels.rules.staffing import ShiftNeed as ShiftNeed


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of some calls. `untimed`: answered, but nobody measured the ring."""

    offered: int
    answered: int
    untimed: int
    within: tuple[Share, ...]
    """One for each threshold."""
    lost_short: int
    lost_long: int
    waited: Percentiles
    talked: Percentiles
    wrote: Percentiles


@dataclass(frozen=True, slots=True)
class Promise:
    """How many kept a promised time, and the times themselves."""

    kept: Share
    times: Percentiles


@dataclass(frozen=True, slots=True)
class StepLevels:
    """One step of the period."""

    label: str
    starts_at: datetime
    ends_at: datetime
    levels: Levels
    forwarded: Promise
    accepted: Promise


@dataclass(frozen=True, slots=True)
class OperatorLevels:
    """One who answers; for supervisor and leader only, in the order of names, never of figures."""

    user_id: UUID
    name: str
    levels: Levels


@dataclass(frozen=True, slots=True)
class AgencyLevels:
    """One agency; below n = 10 without a percentage."""

    org_id: UUID
    name: str
    accepted: Promise


@dataclass(frozen=True, slots=True)
class NationalReturn:
    """The national return of a period, with the mapping that made it."""

    counts: Mapping[NationalClass, int]
    unsaid: int
    """Calls nobody has disposed of: given up, or still open."""
    classes: Mapping[str, str]
    legal_basis: str


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """All the figures of a period."""

    step: Step
    thresholds_s: tuple[int, int, int]
    goal_pct: int
    forwarded_s: int
    accepted_s: int
    short_s: int
    steps: tuple[StepLevels, ...]
    total: StepLevels
    operators: tuple[OperatorLevels, ...] | None
    """None: the asker may not see them."""
    agencies: tuple[AgencyLevels, ...]
    shares: Shares
    national: NationalReturn


@dataclass(frozen=True, slots=True)
class Staffing:
    """What the coming days need. `why_not` is a sentence where that cannot be said honestly."""

    why_not: str
    weeks: int
    handling_s: float | None
    handling_n: int
    patience_s: float | None
    lost_n: int
    back_test: BackTest | None
    past_holidays: int
    """So many lay in the weeks that the forecast rests on."""
    least_holidays: int
    """Of fewer nothing is said of the next one."""
    holidays: HolidayFactor | None
    """How they stood to ordinary days; None of too few."""
    unnamed_years: tuple[int, ...]
    """Of these nobody has entered the holidays that move."""
    hours: tuple[HourNeed, ...]
    shifts: tuple[ShiftNeed, ...]

    @property
    def is_partly_untold(self) -> bool:
        """Whether a shift lies on a day of which nothing can be said."""
        return any(each.needed is None for each in self.shifts)
