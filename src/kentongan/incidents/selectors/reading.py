"""Whether a restricted incident stands open to somebody (ADR 0011): the journal is the memory."""

from datetime import datetime, timedelta

from kentongan.incidents.errors import RestrictedUnread
from kentongan.incidents.limits import READING_LASTS
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.actors import Actor

OPENING = (
    "incidents.incident.read", "incidents.incident.opened", "incidents.incident.drafted",
)  # fmt: skip
"""Whoever has written it down knows it: they are in its journal with the hour, and not asked."""


def is_open_to(by: Actor, incident: Incident, at: datetime) -> bool:
    """Whether they may read it without another entry: it is not restricted, or they have opened it
    within this shift.
    """
    if not incident.is_restricted:
        return True
    since = at - reading_lasts(at)
    entries = Entry.objects.filter(subject_id=incident.id, by_id=by.id, kind__in=OPENING)
    return entries.filter(occurred_at__gt=since).exists()


def reading_lasts(at: datetime) -> timedelta:
    """For how long what was opened, and journalled, stays open to whoever opened it."""
    return READING_LASTS.lasts(at)


def require_open_to(by: Actor, incident: Incident, at: datetime) -> None:
    """Raises RestrictedUnread: a GET writes nothing, so it shows nothing that is to be written."""
    if not is_open_to(by, incident, at):
        raise RestrictedUnread
