"""Setting the hour of a paper, keeping what was made at it, opening it."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.files import services as files
from kentongan.files.types import Attachment
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.reports import events, rules
from kentongan.reports.enums import PaperKind
from kentongan.reports.models import Paper, PaperHour
from kentongan.reports.selectors import access_paper

SUBJECT = "paper"
PDF = "application/pdf"


def set_paper_hour(
    *, by: Actor, kind: PaperKind, hour: time, legal_basis: str, told_phone: str = "", at: datetime
) -> PaperHour:
    """Make this paper each day at `hour` of the node's clocks, and tell one telephone that it is
    there. Refuses an hour without its legal basis.
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    rules.require_basis(legal_basis)
    next_at = rules.next_hour(hour, ZoneInfo(node().zone), after=at)
    with journal.act(by=by, at=at) as act:
        PaperHour.objects.filter(kind=kind, valid_until=None).update(valid_until=at, next_at=None)
        row = PaperHour.objects.create(
            kind=kind, hour=hour, told_phone=require_storable("told_phone", told_phone),
            legal_basis=require_storable("legal_basis", legal_basis), valid_from=at,
            next_at=next_at, changed_by=by.id,
        )  # fmt: skip
        event = events.PaperHourSet(paper_hour_id=row.id, paper_kind=kind, next_at=next_at)
        act.record(event, region=node().region)
    return row


def keep_paper(*, by: Actor, paper_hour_id: UUID, pdf: bytes, at: datetime) -> Paper | None:
    """Keep what was made at this hour, tell of it, and wait for the next. None where it has been
    kept already, or where the hour was set anew meanwhile.
    """
    content = files.keep_content(BytesIO(pdf))
    with journal.act(by=by, at=at) as act:
        due = PaperHour.objects.select_for_update().filter(id=paper_hour_id, next_at__lte=at)
        hour = due.first()
        if hour is None:
            return None
        zone = ZoneInfo(node().zone)
        hour.next_at = rules.next_hour(hour.hour, zone, after=at)
        hour.save(update_fields=["next_at"])
        paper_id = new_id()
        file = files.attach(
            by=by, subject_kind=SUBJECT, subject_id=paper_id, media_type=PDF, content=content,
            name=f"{hour.kind.lower()}-{at.astimezone(zone):%Y-%m-%d}.pdf",
            region=node().region, at=at,
        )  # fmt: skip
        paper = Paper.objects.create(id=paper_id, kind=hour.kind, made_at=at, file=file)
        act.record(events.PaperKept(paper_id=paper.id, paper_kind=hour.kind), region=node().region)
        _tell(by, hour, paper, at)
    return paper


def _tell(by: Actor, hour: PaperHour, paper: Paper, at: datetime) -> None:
    """That it is there, and nothing of what stands on it: a text message is read by anybody."""
    if not hour.told_phone:
        return
    said = _("{paper} per {time} sudah tersedia. Buka Kentongan untuk membacanya.")
    messaging.queue_message(
        by=by, medium=Medium.SMS, recipient=hour.told_phone, purpose=Purpose.NOTICE,
        text=said.format(
            paper=PaperKind(hour.kind).label, time=clock.shown(at, ZoneInfo(node().zone))
        ),
        subject_kind=SUBJECT, subject_id=paper.id, at=at,
    )  # fmt: skip


def open_paper(*, by: Actor, paper_id: UUID, at: datetime) -> tuple[Attachment, Path]:
    """Where the bytes lie, for one who sees the region's board; the opening is journalled."""
    paper = access_paper(by, paper_id)
    return files.open_file(
        by=by, attachment_id=paper.file_id, subject_id=paper.id, region=node().region, at=at
    )
