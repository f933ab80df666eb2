"""How long a closure may be said to last, and who is taken to have told of it."""

from datetime import datetime, timedelta

from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights
from kentongan.roads import errors
from kentongan.roads.enums import ClosureSource

AHEAD = timedelta(days=60)
"""Works and processions are announced; more is a slip in the date."""
LONGEST = timedelta(days=365)

_SOURCES = (
    (Right.EDIT_INCIDENTS, ClosureSource.CALL),
    (Right.SPEAK_FOR_AREA, ClosureSource.VILLAGE),
)


def require_times(starts_at: datetime, until_at: datetime | None, at: datetime) -> None:
    """Raises UntilBeforeStart, TooFarAhead."""
    if starts_at > at + AHEAD or (until_at and until_at > at + LONGEST):
        raise errors.TooFarAhead(days=AHEAD.days)
    if until_at is not None and until_at <= max(starts_at, at):
        raise errors.UntilBeforeStart


def source_of(rights: Rights) -> ClosureSource:
    """By which way a report has come, from who writes it down."""
    return next(
        (source for right, source in _SOURCES if rights.has_anywhere(right)), ClosureSource.AGENCY
    )
