"""One statistic of mutual aid, counted the same on both sides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kentongan.kernel.percentiles import Percentiles, percentiles
from kentongan.neighbours.enums import AidState


@dataclass(frozen=True, slots=True)
class Counted:
    """One row that is counted."""

    month: str
    org_name: str
    direction: str
    kind: str
    state: str
    asked_at: datetime
    answered_at: datetime | None
    was_overdue: bool


@dataclass(frozen=True, slots=True)
class AidFigures:
    """Of one month, neighbour, direction and kind. `to_acceptance` is of the accepted alone."""

    month: str
    org_name: str
    direction: str
    kind: str
    asked: int
    accepted: int
    refused: int
    withdrawn: int
    unanswered: int
    to_acceptance: Percentiles


def figures_of(rows: Iterable[Counted]) -> list[AidFigures]:
    """Per month, neighbour, direction and kind, the newest month first.

    Every row is in one of four: accepted, refused, withdrawn, or unanswered: still open after its
    time, or taken back after it. What is open within its time is in none of them yet.
    """
    groups: dict[tuple[str, str, str, str], list[Counted]] = defaultdict(list)
    for row in rows:
        groups[row.month, row.org_name, row.direction, row.kind].append(row)
    ordered = sorted(groups, key=lambda key: key[1:])
    return [_figures(key, groups[key]) for key in sorted(ordered, key=lambda k: k[0], reverse=True)]


def _figures(key: tuple[str, str, str, str], rows: list[Counted]) -> AidFigures:
    month, org_name, direction, kind = key
    accepted = [row for row in rows if row.state == AidState.ACCEPTED]
    refused = sum(row.state == AidState.REFUSED for row in rows)
    withdrawn = sum(row.state == AidState.WITHDRAWN and not row.was_overdue for row in rows)
    answered = {AidState.ACCEPTED, AidState.REFUSED}
    return AidFigures(
        month=month,
        org_name=org_name,
        direction=direction,
        kind=kind,
        asked=len(rows),
        accepted=len(accepted),
        refused=refused,
        withdrawn=withdrawn,
        unanswered=sum(row.was_overdue and row.state not in answered for row in rows),
        to_acceptance=percentiles(
            (row.answered_at - row.asked_at).total_seconds() if row.answered_at else None
            for row in accepted
        ),
    )
