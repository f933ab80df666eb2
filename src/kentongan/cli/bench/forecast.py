"""How far the forecast of calls is off, on a recorded year: as it is, against "as a week ago".

The record is public data beside the project (`../shared/data`, from the folder it is run in); the
goal is the error of the hour a week before, measured in the same run. There is no physical limit.
The holidays of its place and year are known to it; beside the error stands that of knowing none.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Container
from datetime import date, datetime, timedelta
from pathlib import Path

from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.node import BenchNode
from kentongan.levels.rules import forecast as rules

RECORD = "calls/sffd_2018_six_neighbourhoods_minutes.csv.gz"
"""A year by the minute. The eight days that are complete to the second are no four weeks."""

HOLIDAYS = frozenset(
    date(2018, month, day)
    for month, day in (
        (1, 1), (1, 15), (2, 19), (5, 28), (7, 4), (9, 3), (10, 8), (11, 12), (11, 22), (12, 25),
    )
)  # fmt: skip
"""Of the record's place and year, by 5 U.S.C. § 6103 (Veterans Day on its Monday)."""

UNIT = "calls/h"


async def forecast(_node: BenchNode, _seconds: float) -> list[Figure]:
    """Mean absolute error over the last four weeks, each forecast from the weeks before it."""
    path = Path("../shared/data") / RECORD
    if not path.exists():
        reason = f"public data absent: {path}"
        return [Figure("forecast_error", None, UNIT, goal=0, reason=reason)]
    weeks = _weeks(path, HOLIDAYS)
    tested, blind = rules.back_test(weeks), rules.back_test(_weeks(path, ()))
    if tested is None or blind is None:
        return [Figure("forecast_error", None, UNIT, goal=0, reason=f"{len(weeks)} whole weeks")]
    n = tested.hours
    return [
        Figure("forecast_error", tested.error, UNIT, goal=tested.naive_error, n=n),
        Figure(
            "forecast_error_no_holidays", blind.error, UNIT, goal=blind.naive_error, n=blind.hours
        ),
        Figure("forecast_cover80", tested.cover80, "share", goal=0.80, n=n),
        Figure("forecast_cover95", tested.cover95, "share", goal=0.95, n=n),
    ]


def _weeks(path: Path, holidays: Container[date]) -> list[rules.Week]:
    """Whole weeks of calls by the hour; a row is a unit's answer, a call is counted once."""
    calls: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            calls.setdefault(row["Call Number"], row["Received DtTm"])
    hours = Counter(datetime.fromisoformat(at).replace(minute=0) for at in calls.values())
    return rules.weeks_of(hours, max(hours) + timedelta(hours=1), min(hours), holidays)
