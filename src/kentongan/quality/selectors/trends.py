"""What reviews come to, month by month: of the centre, and of each person for who answers for them.

Nobody is ranked: people stand in the order of the alphabet, and fewer than ten make no average.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.accounts.selectors import names_of
from kentongan.journal.selectors import node
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights
from kentongan.quality.models import Review
from kentongan.quality.rules import Figure, figure_of

MONTHS_BACK = timedelta(days=366)

Scores = list[tuple[int | None, bool]]


def trend(
    at: datetime, *, operator_id: UUID | None = None, rights: Rights | None = None
) -> list[Figure]:
    """Month by month, the newest first: of one person, or of the areas where `rights` review."""
    months: dict[str, Scores] = defaultdict(list)
    for _, month, score, is_critical in _rows(at, operator_id, rights):
        months[month].append((score, is_critical))
    return [figure_of(month, months[month]) for month in sorted(months, reverse=True)]


def trends_by_operator(at: datetime, rights: Rights) -> list[tuple[UUID, str, Figure]]:
    """Everybody's last twelve months as one figure, in the order of their names."""
    people: dict[UUID, Scores] = defaultdict(list)
    for person, _, score, is_critical in _rows(at, None, rights):
        people[person].append((score, is_critical))
    names = names_of(set(people))
    found = [(each, names.get(each, "—"), figure_of("", people[each])) for each in people]
    return sorted(found, key=lambda row: (row[1].casefold(), row[0]))


def _rows(
    at: datetime, operator_id: UUID | None, rights: Rights | None
) -> list[tuple[UUID, str, int | None, bool]]:
    rows = Review.objects.filter(reviewed_at__gt=at - MONTHS_BACK, reviewed_at__lte=at)
    if operator_id is not None:
        rows = rows.filter(operator_id=operator_id)
    if rights is not None:
        rows = rows.filter(within(rights.scope(Right.REVIEW_QUALITY)))
    zone = ZoneInfo(node().zone)
    found = rows.values_list("operator_id", "reviewed_at", "score", "has_critical")
    return [
        (person, f"{reviewed_at.astimezone(zone):%Y-%m}", score, is_critical)
        for person, reviewed_at, score, is_critical in found
        if reviewed_at is not None
    ]
