"""Minta bantuan supervisor: an operator asks, the supervisor comes, or his telephone rings."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.calls import events, selectors
from kentongan.calls.models import HelpRequest
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.selectors import rights_of, supervisor_phone


def ask_help(*, by: Actor, call_id: UUID | None = None, at: datetime) -> HelpRequest:
    """Ask the supervisor to come. Asked already and nobody came yet: the same request."""
    with journal.act(by=by, at=at) as act:
        rights_of(by).require_anywhere(Right.TAKE_CALLS)
        call = selectors.access_call(by, call_id) if call_id else None
        due_at = at + timedelta(seconds=selectors.desk_times(at).help_answers_s)
        region = call.region if call else journal_selectors.node().region
        # asked at two screens at once: the constraint lets one in, and both have the same request
        asked, is_new = HelpRequest.objects.get_or_create(
            asked_by=by.id,
            answered_at=None,
            defaults={"region": region, "call": call, "asked_at": at, "due_at": due_at},
        )
        if is_new:
            act.record(events.HelpAsked(help_id=asked.id, call_id=call_id), region=region)
    return asked


def answer_help(*, by: Actor, help_id: UUID, at: datetime) -> HelpRequest:
    """Somebody comes: a supervisor, or whoever asked and needs it no more. The first one counts."""
    with journal.act(by=by, at=at) as act:
        asked = HelpRequest.objects.select_for_update(no_key=True).filter(id=help_id).first()
        rights = rights_of(by)
        if asked is None or not rights.has(Right.SEE_CALLS, region=asked.region):
            raise NotFound(thing="Permintaan bantuan")
        if by.id != asked.asked_by and Role.SUPERVISOR not in rights.roles:
            raise NotAllowed(right=Right.TAKE_CALLS.value)
        if asked.answered_at is None:
            asked.answered_at, asked.answered_by, asked.due_at = at, by.id, None
            asked.save(update_fields=["answered_at", "answered_by", "due_at"])
            act.record(
                events.HelpAnswered(help_id=asked.id, answered_by=by.id), region=asked.region
            )
    return asked


def ring_for_help(*, by: Actor, help_id: UUID, at: datetime) -> None:
    """Nobody came in time: the supervisor's telephone rings, once (practice.md §1.3)."""
    with journal.act(by=by, at=at) as act:
        asked = HelpRequest.objects.select_for_update(no_key=True).get(id=help_id)
        if asked.due_at is None or asked.due_at > at:
            return
        asked.due_at = None
        asked.save(update_fields=["due_at"])
        reached = supervisor_phone(at)
        if reached is not None:
            messaging.queue_message(
                by=by, medium=Medium.PHONE_CALL, recipient=reached.phone,
                text=_("Petugas 112 meminta bantuan pengawas di meja."),
                purpose=Purpose.ESCALATION, subject_kind="help", subject_id=asked.id, at=at,
            )  # fmt: skip
        act.record(
            events.HelpOverdue(help_id=asked.id, rung=reached is not None), region=asked.region
        )
