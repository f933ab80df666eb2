"""Who has read callers' names and numbers, or restricted incidents: by week and person."""

from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from kentongan.journal.models import Entry
from kentongan.journal.selectors import node
from kentongan.orgs.enums import Right
from kentongan.orgs.models import RevealReview
from kentongan.orgs.rules import (
    CALLERS_REVEALED,
    RECORDING_OPENED,
    RESTRICTED_READ,
    REVEALING,
    TRACKS_READ,
    week_stretch,
)
from kentongan.orgs.selectors.rights import within
from kentongan.orgs.types import Rights

MOST_READINGS = 200


@dataclass(frozen=True, slots=True)
class Reveals:
    """What one person, or a vehicle's crew, has revealed in a week.

    `times_usual`: how many times the middle one of that week's list.
    """

    person_id: UUID
    callers: int
    restricted: int
    times_usual: float
    review: RevealReview | None = None
    tracks: int = 0
    recordings: int = 0

    @property
    def count(self) -> int:
        return self.callers + self.restricted + self.tracks + self.recordings


def reveals_of_week(rights: Rights, monday: date) -> list[Reveals]:
    """By person, whoever has revealed most first. Needs READ_JOURNAL, and counts its areas."""
    callers = Count("id", filter=Q(kind__in=CALLERS_REVEALED))
    restricted = Count("id", filter=Q(kind=RESTRICTED_READ))
    tracks = Count("id", filter=Q(kind=TRACKS_READ))
    recordings = Count("id", filter=Q(kind=RECORDING_OPENED))
    counted = _of_week(rights, monday).order_by().values("by_id")
    rows = list(
        counted.annotate(
            callers=callers,
            restricted=restricted,
            tracks=tracks,
            recordings=recordings,
            every=Count("id"),
        )
    )
    usual = median(row["every"] for row in rows) if rows else 0
    reviews = {row.person_id: row for row in _reviews(monday)}
    found = [
        Reveals(
            person_id=row["by_id"], callers=row["callers"], restricted=row["restricted"],
            tracks=row["tracks"], recordings=row["recordings"], times_usual=row["every"] / usual,
            review=reviews.get(row["by_id"]),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.count, each.person_id))


def list_reveals(
    rights: Rights, monday: date, person_id: UUID, *, before: int = 0, limit: int = 50
) -> list[Entry]:
    """What one of them has revealed in a week, the newest first; a page goes on `before` a seq."""
    mine = _of_week(rights, monday).filter(by_id=person_id)
    return list((mine.filter(seq__lt=before) if before else mine).order_by("-seq")[:limit])


def count_reveals(rights: Rights, monday: date, person_id: UUID) -> int:
    """How often one of them has revealed somebody in a week."""
    return _of_week(rights, monday).filter(by_id=person_id).count()


def find_reveal_review(person_id: UUID, monday: date) -> RevealReview | None:
    """The one review of a person's week."""
    return _reviews(monday).filter(person_id=person_id).first()


def list_readings(rights: Rights, subject_id: UUID) -> list[Entry]:
    """Who has read one incident or its callers, or the caller of one call, the newest first."""
    rows = Entry.objects.filter(_mine(rights), subject_id=subject_id, kind__in=REVEALING)
    return list(rows.order_by("-seq")[:MOST_READINGS])


def _of_week(rights: Rights, monday: date) -> QuerySet[Entry]:
    begins, ends = week_stretch(monday, ZoneInfo(node().zone))
    return Entry.objects.filter(
        _mine(rights), kind__in=REVEALING, occurred_at__gte=begins, occurred_at__lt=ends
    )


def _mine(rights: Rights) -> Q:
    return within(rights.scope(Right.READ_JOURNAL))


def _reviews(monday: date) -> QuerySet[RevealReview]:
    return RevealReview.objects.select_related("reviewed_by").filter(week_on=monday)
