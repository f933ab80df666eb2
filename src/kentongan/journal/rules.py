"""What a retention period may be, and when a new one begins. Pure."""

from datetime import datetime, timedelta

from kentongan.journal import errors

SHORTEST_DAYS = 30
"""Below this even last night's incident could lose its words before anybody has reviewed it."""
LONGEST_DAYS = 30 * 365
"""A bound against a slip of the finger, no advice."""
NOTICE = timedelta(days=7)
"""A shorter period waits so long: what it empties never comes back, and a digit is soon missed."""


def require_period(days: int, legal_basis: str) -> None:
    """Raises PeriodOutOfBounds, LegalBasisMissing."""
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise errors.PeriodOutOfBounds(days=days, shortest=SHORTEST_DAYS, longest=LONGEST_DAYS)
    if not legal_basis.strip():
        raise errors.LegalBasisMissing


def period_begins(days: int, days_now: int, at: datetime) -> datetime:
    """When a new period counts: one that keeps longer at once, a shorter one after its notice."""
    return at if days >= days_now else at + NOTICE
