"""Ending sessions."""

from datetime import datetime
from uuid import UUID

from kentongan.accounts import events
from kentongan.accounts.models import Session
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def sign_out(*, by: Actor, session_id: UUID, at: datetime) -> None:
    """End one session; it opens nothing from now on, in any process."""
    with journal.act(by=by, at=at) as act:
        _end(act, list(Session.objects.filter(id=session_id, ended_at=None)), at)


def end_sessions(*, by: Actor, user_id: UUID, keep: UUID | None = None, at: datetime) -> None:
    """End every session of an account, but the one to `keep`."""
    with journal.act(by=by, at=at) as act:
        open_ones = Session.objects.filter(user_id=user_id, ended_at=None)
        _end(act, list(open_ones.exclude(id=keep) if keep else open_ones), at)


def _end(act: journal.Act, sessions: list[Session], at: datetime) -> None:
    for session in sessions:
        session.ended_at = at
        session.save(update_fields=["ended_at"])
        act.record(events.SessionEnded(session_id=session.id, user_id=session.user_id))
