"""What the regency has decided of asking callers."""

from dataclasses import fields
from datetime import datetime

from kentongan.messaging.enums import Medium
from kentongan.ratings.models import RatingTerms
from kentongan.ratings.types import Terms


def find_terms(at: datetime) -> Terms | None:
    """The row in force; None where nothing has been decided: then nobody is asked."""
    row = RatingTerms.objects.filter(valid_from__lte=at).order_by("-valid_from", "-id").first()
    if row is None:
        return None
    values = {each.name: getattr(row, each.name) for each in fields(Terms)}
    return Terms(**values | {"medium": Medium(row.medium)})


def list_terms() -> list[RatingTerms]:
    """All that has been decided, the newest first: the first is in force."""
    return list(RatingTerms.objects.order_by("-valid_from", "-id"))
