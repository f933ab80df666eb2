"""How far the forecast of calls is off, on a recorded year: as it is, against "as a week ago".

The record is public data beside the project (`../shared/data`, from the folder it is run in); the
goal is the error of the hour a week before, measured in the same run. There is no physical limit.
"""

import csv
import gzip
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.node import BenchNode
from kentongan.levels.rules import forecast as rules

RECORD = "calls/sffd_2018_six_neighbourhoods_minutes.csv.gz"
"""A year by the minute. The eight days that are complete to the second are no four weeks."""

UNIT = "calls/h"


async def forecast(_node: BenchNode, _seconds: float) -> list[Figure]:
    """Mean absolute error over the last four weeks, each forecast from the weeks before it."""
    path = Path("../shared/data") / RECORD
    if not path.exists():
        reason = f"public data absent: {path}"
        return [Figure("forecast_error", None, UNIT, goal=0, reason=reason)]
    weeks = _weeks(path)
    tested = rules.back_test(weeks)
    if tested is None:
        return [Figure("forecast_error", None, UNIT, goal=0, reason=f"{len(weeks)} whole weeks")]
    n = tested.hours
    return [
        Figure("forecast_error", tested.error, UNIT, goal=tested.naive_error, n=n),
        Figure("forecast_cover80", tested.cover80, "share", goal=0.80, n=n),
        Figure("forecast_cover95", tested.cover95, "share", goal=0.95, n=n),
    ]


def _weeks(path: Path) -> list[tuple[int, ...]]:
    """Whole weeks of calls by the hour; a row is a unit's answer, a call is counted once."""
    calls: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            calls.setdefault(row["Call Number"], row["Received DtTm"])
    hours = Counter(datetime.fromisoformat(at).replace(minute=0) for at in calls.values())
    return rules.weeks_of(hours, max(hours) + timedelta(hours=1), min(hours))
