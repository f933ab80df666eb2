"""Marks of a month as figures. Below ten answers only how many there were (practice.md §4)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.dispatch.rules.figures import RANKED_FROM
from kentongan.ratings.rules.words import SCORES
from kentongan.ratings.types import AgencyRating


def rated(
    *, org_id: UUID | None, org_name: str, month: str, asked: int, marks: Sequence[int]
) -> AgencyRating:
    """The figures of an agency in a month, from how many were asked and how many gave each mark."""
    answered = sum(marks)
    # of fewer a mean is chance, and a single mark could be told back to its caller
    enough = answered >= RANKED_FROM
    total = sum(score * count for score, count in zip(SCORES, marks, strict=True))
    return AgencyRating(
        org_id=org_id, org_name=org_name, month=month, asked=asked, answered=answered,
        mean=round(total / answered, 2) if enough else None, marks=tuple(marks) if enough else (),
    )  # fmt: skip


def months_begin(at: datetime, count: int, zone: ZoneInfo) -> datetime:
    """When the earliest of so many months began by the zone's calendar, this one counted."""
    local = at.astimezone(zone)
    first = local.year * 12 + local.month - count
    return datetime(first // 12, first % 12 + 1, 1, tzinfo=zone)
