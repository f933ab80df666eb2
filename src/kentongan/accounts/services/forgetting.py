"""What has no use any more goes, a slice at a time: none of it opens anything, nor is it asked for.

The journal keeps who entered when; these rows are only the keys that no longer turn.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kentongan.accounts.models import KnownPlace, RecoveryCode, Session, Throttle
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor

SLICE = 1_000
"""Rows of one write transaction: long ones make the desks wait."""


def forget_sessions(*, by: Actor, before: datetime, at: datetime) -> int:
    """Delete a slice of the sessions that expired before then, ended or not. Returns how many."""
    return _forget(by, Session.objects.filter(expires_at__lt=before), at)


def forget_tries(*, by: Actor, at: datetime) -> int:
    """Delete a slice of the buckets that are empty again. Returns how many."""
    return _forget(by, Throttle.objects.filter(empty_at__lt=at), at)


def forget_old_places(*, by: Actor, at: datetime) -> int:
    """Delete a slice of the places that know nobody any more. Returns how many."""
    return _forget(by, KnownPlace.objects.filter(expires_at__lt=at), at)


def forget_spent_codes(*, by: Actor, before: datetime, at: datetime) -> int:
    """Delete a slice of the recovery codes that were used before then. Returns how many."""
    return _forget(by, RecoveryCode.objects.filter(used_at__lt=before), at)


def _forget(by: Actor, rows: QuerySet[Any], at: datetime) -> int:
    with journal.act(by=by, at=at):
        keys = list(rows.values_list("pk", flat=True)[:SLICE])
        # the condition once more: a bucket may have been filled meanwhile
        deleted, _ = rows.filter(pk__in=keys).delete()
    return deleted
