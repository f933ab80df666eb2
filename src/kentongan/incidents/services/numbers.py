"""Numbers that people dictate: per node and day, one series a kind."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.incidents.sql_rows import count_up
from kentongan.journal import selectors as journal
from kentongan.journal.enums import NodeKind

REGENCY = 4
EXERCISE_MARK = "LAT-"


def next_number(kind: str, region: str, at: datetime) -> str:
    """The next number of a kind, e.g. `INS-3324-20261122-0007`; within an open act.

    The region is the node's regency (a provincial node: that of `region`), the day the node's own.
    """
    node = journal.node()
    series = node.region[:REGENCY] if len(node.region) >= REGENCY else region[:REGENCY]
    day = at.astimezone(ZoneInfo(node.zone)).date()
    last = count_up(kind, series, day)
    mark = EXERCISE_MARK if node.kind == NodeKind.EXERCISE else ""
    return f"{mark}{kind}-{series}-{day:%Y%m%d}-{last:04d}"
