"""What callers say of each agency, month by month: counts, never a caller."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from kentongan.journal.selectors import node
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights
from kentongan.ratings import rules
from kentongan.ratings.models import Invitation
from kentongan.ratings.types import AgencyRating

MONTHS = 2
ALONE = "112"
"""What 112 has settled without an agency."""

_MARKS = {f"m{score}": Count("id", filter=Q(rating__score=score)) for score in range(1, 6)}


def agency_ratings(rights: Rights, *, months: int = MONTHS, at: datetime) -> list[AgencyRating]:
    """Per agency and month, the newest month first: how many were asked in it, how many of those
    answered, and from ten answers on their mean and marks. An agency reads its own.
    """
    zone = ZoneInfo(node().zone)
    since = rules.months_begin(at, months, zone)
    sent = Invitation.objects.filter(_mine(rights), sent_at__gte=since, sent_at__lte=at)
    month = TruncMonth("sent_at", tzinfo=zone)
    by_month = sent.annotate(month=month).values_list("org_id", "org__short_name", "month")
    found = [
        rules.rated(
            org_id=org_id, org_name=name or ALONE, month=f"{month:%Y-%m}", asked=asked,
            marks=marks,
        )
        for org_id, name, month, asked, *marks in by_month.annotate(asked=Count("id"), **_MARKS)
    ]  # fmt: skip
    by_name = sorted(found, key=lambda each: each.org_name)
    return sorted(by_name, key=lambda each: each.month, reverse=True)


def _mine(rights: Rights) -> Q:
    """A leader's area; else the area or agency that one answers for."""
    if rights.has_anywhere(Right.SEE_BOARD):
        return within(rights.scope(Right.SEE_BOARD))
    return within(rights.scope(Right.ANSWER_COMPLAINTS), org_lookup="org_id")
