"""What the floor has for one's own desk: notes, by whom one was listened to, an offered pause."""

from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from kentongan.calls import selectors as calls
from kentongan.calls.models import Call
from kentongan.floor.models import FollowUp, Listening, WhisperNote
from kentongan.floor.types import AtDesk
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

M = TypeVar("M", bound=Model)

MOST_NOTES = 5
MOST_LISTED = 100
SHIFT = timedelta(hours=12)
"""As long as the longest shift; nothing hangs on it but how much is listed."""


def at_desk(by: Actor, at: datetime) -> AtDesk:
    """What waits to be read or answered there now; the newest note first. While a caller is on the
    line only what is about that call: the rest waits until it is over.
    """
    is_on_call = calls.is_on_call(by)
    notes = WhisperNote.objects.select_related("call").filter(operator_id=by.id, read_at=None)
    listened = _known(by, at).filter(seen_at=None)
    if is_on_call:
        listened = listened.filter(ended_at=None)
    offers = FollowUp.objects.filter(operator_id=by.id, offer_answered_at=None)
    return AtDesk(
        notes=list(_without_caller(notes).order_by("-written_at")[:MOST_NOTES]),
        listened=list(listened.order_by("-began_at")[:MOST_NOTES]),
        offers=[] if is_on_call else list(offers.defer("cause").order_by("-opened_at")[:1]),
    )


def list_listened(by: Actor, at: datetime) -> list[Listening]:
    """Who has listened to my calls, and why: the newest first."""
    return list(_known(by, at).order_by("-began_at")[:MOST_LISTED])


def list_notes(by: Actor) -> list[WhisperNote]:
    """What was whispered to me, the newest first."""
    rows = WhisperNote.objects.select_related("call").filter(operator_id=by.id)
    return list(_without_caller(rows).order_by("-written_at")[:MOST_LISTED])


def list_call_notes(by: Actor, call_id: UUID) -> list[WhisperNote]:
    """What was whispered in a call, the oldest first: all of it for a supervisor, to anybody else
    what was for them. Raises NotFound for a call that they may not see.
    """
    call = calls.access_call(by, call_id)
    rows = WhisperNote.objects.filter(call_id=call.id)
    if not rights_of(by).has(Right.WATCH_FLOOR, region=call.region):
        rows = rows.filter(operator_id=by.id)
    return list(rows.order_by("written_at")[:MOST_LISTED])


def list_own_calls(by: Actor, at: datetime) -> list[Call]:
    """The calls that one has answered in this shift, the newest first: shown to nobody else."""
    rows = Call.objects.filter(answered_by=by.id, arrived_at__gte=at - SHIFT)
    columns = ("number", "state", "disposition", "answered_at")
    return list(rows.only(*columns).order_by("-arrived_at")[:MOST_LISTED])


def _known(by: Actor, at: datetime) -> QuerySet[Listening]:
    may_know = Q(ended_at__isnull=False) | Q(told_from_at__lte=at)
    rows = Listening.objects.select_related("call").filter(may_know, operator_id=by.id)
    return _without_caller(rows)


def _without_caller(rows: QuerySet[M]) -> QuerySet[M]:
    return rows.defer("call__caller_phone", "call__caller_name", "call__note", "call__decision")
