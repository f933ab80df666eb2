"""Complaints: taken by name, read as an act, answered in time or rung for."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.accounts.selectors import names_of
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.selectors import duty_phone, supervisor_phone
from kentongan.ratings import errors, events, rules, selectors
from kentongan.ratings.models import Complaint


def take_complaint(*, by: Actor, complaint_id: UUID, at: datetime) -> Complaint:
    """Answer for it from now on, by name; from somebody else too, who may be off duty.

    Refuses one that is answered (RATINGS-005).
    """
    with journal.act(by=by, at=at) as act:
        complaint = _open(by, complaint_id)
        if complaint.holder_id != by.id:
            complaint.holder_id, complaint.taken_at = by.id, at
            complaint.holder_name = names_of({by.id}).get(by.id, "—")
            complaint.save()
            taken = events.ComplaintTaken(complaint_id=complaint.id, holder_id=by.id)
            act.record(taken, region=complaint.region, org_id=complaint.org_id)
    return complaint


def read_complaint(*, by: Actor, complaint_id: UUID, at: datetime) -> Complaint:
    """What the citizen wrote, with its answer; the journal says who has read it."""
    with journal.act(by=by, at=at) as act:
        complaint = selectors.access_complaint(by, complaint_id)
        read = events.ComplaintRead(complaint_id=complaint.id)
        act.record(read, region=complaint.region, org_id=complaint.org_id)
    return complaint


def answer_complaint(*, by: Actor, complaint_id: UUID, text: str, at: datetime) -> Complaint:
    """What was said to the citizen or mended, by who holds it.

    Refuses one that is answered (RATINGS-005), somebody else's (RATINGS-006), and no words.
    """
    with journal.act(by=by, at=at) as act:
        complaint = _open(by, complaint_id)
        if complaint.holder_id != by.id:
            raise errors.ComplaintHeld(name=complaint.holder_name or "—")
        complaint.answer = _words(text)
        complaint.answered_at, complaint.escalate_at = at, None
        complaint.save()
        answered = events.ComplaintAnswered(
            complaint_id=complaint.id, in_time=at <= complaint.due_at
        )
        act.record(answered, region=complaint.region, org_id=complaint.org_id)
    return complaint


def ring_for_complaint(*, by: Actor, complaint_id: UUID, at: datetime) -> None:
    """Nobody has answered in time: the telephones of the supervisor and of the agency ring, once.

    It stays open and is told of as late.
    """
    with journal.act(by=by, at=at) as act:
        rows = Complaint.objects.select_for_update().filter(id=complaint_id, escalate_at__lte=at)
        complaint = rows.first()
        if complaint is None:
            return
        complaint.escalate_at = None
        complaint.save(update_fields=["escalate_at"])
        numbers = _numbers(complaint, at)
        for number in numbers:
            messaging.queue_message(
                by=by, medium=Medium.PHONE_CALL, recipient=number, purpose=Purpose.ESCALATION,
                text=_("Pengaduan warga melewati batas jawab. Buka Kentongan, halaman Penilaian."),
                subject_kind="complaint", subject_id=complaint.id, at=at,
            )  # fmt: skip
        overdue = events.ComplaintOverdue(complaint_id=complaint.id, rung=len(numbers))
        act.record(overdue, region=complaint.region, org_id=complaint.org_id)


def _numbers(complaint: Complaint, at: datetime) -> list[str]:
    reached = [supervisor_phone(at), duty_phone(complaint.org_id, at) if complaint.org_id else None]
    return list(dict.fromkeys(each.phone for each in reached if each))


def _open(by: Actor, complaint_id: UUID) -> Complaint:
    complaint = selectors.access_complaint(by, complaint_id, lock=True)
    if complaint.answered_at is not None:
        raise errors.ComplaintSettled(name=complaint.holder_name or "—")
    return complaint


def _words(text: str) -> str:
    if not text.strip():
        raise errors.AnswerMissing
    if len(text) > rules.LONGEST:
        raise errors.WordsTooLong(limit=rules.LONGEST)
    return require_storable("text", text)
