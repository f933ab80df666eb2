"""The month of one organisation's roster, laid out by days: for the page and for paper."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.journal import selectors as journal
from kentongan.orgs import selectors
from kentongan.orgs.types import Duty, Organisation, days_of_month


@dataclass(slots=True)
class Day:
    """A day with those who begin on it, and the hours at which somebody is missing."""

    on: date
    is_today: bool
    duties: list[Duty] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a roster."""

    first: date
    days: list[Day]

    @property
    def before(self) -> str:
        """The month before, as an address names it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after."""
        return f"{self.days[-1].on + timedelta(days=1):%Y-%m}"


def month_of(said: str, at: datetime) -> date:
    """The first day of `2026-12`; of the present month where that is none."""
    today = at.astimezone(ZoneInfo(journal.node().zone)).date()
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        return today.replace(day=1)


def read_month(org: Organisation, first: date, at: datetime) -> Month:
    """The duties of a month and what of it is uncovered from now on."""
    zone = ZoneInfo(journal.node().zone)
    days = days_of_month(first)
    start = datetime.combine(days[0], time(), zone)
    until = datetime.combine(days[-1] + timedelta(days=1), time(), zone)
    today = at.astimezone(zone).date()
    rows = {day: Day(on=day, is_today=day == today) for day in days}
    for duty in selectors.list_month(org.id, start, until):
        rows[duty.starts_at.astimezone(zone).date()].duties.append(duty)
    for day, gaps in _gaps(org, max(start, at), until, zone).items():
        rows[day].gaps = gaps
    return Month(first=first, days=list(rows.values()))


def _gaps(
    org: Organisation, start: datetime, until: datetime, zone: ZoneInfo
) -> dict[date, list[str]]:
    found: dict[date, list[str]] = defaultdict(list)
    if start >= until:
        return found
    for gap in selectors.uncovered_posts([org], start, until):
        begins = gap.starts_at.astimezone(zone)
        while begins < gap.ends_at:
            midnight = datetime.combine(begins.date() + timedelta(days=1), time(), zone)
            ends = min(gap.ends_at.astimezone(zone), midnight)
            over = "24.00" if ends == midnight else f"{ends:%H.%M}"
            found[begins.date()].append(f"{gap.kind.label} {begins:%H.%M}–{over}")
            begins = midnight
    return found
