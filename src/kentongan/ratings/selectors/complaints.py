"""Complaints of one's area or agency, and those whose answer is late. Texts are opened apart."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Rights
from kentongan.ratings.models import Complaint
from kentongan.regions.types import subtree
from kentongan.web.paging import decode_cursor, encode_cursor

MOST = 50
MOST_AT_ONCE = 200


def list_complaints(rights: Rights, *, limit: int = MOST) -> list[Complaint]:
    """The open ones, the soonest due first."""
    return list(_mine(rights).filter(answered_at=None).order_by("due_at", "id")[:limit])


def page_of_complaints(
    rights: Rights, *, limit: int, cursor: str | None = None
) -> tuple[list[Complaint], str | None]:
    """All of them, answered ones too, the newest first."""
    rows = _mine(rights).order_by("-id")
    if cursor:
        rows = rows.filter(id__lt=decode_cursor(cursor, UUID)[0])
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return found[:limit], encode_cursor(found[limit - 1].id) if more else None


def access_complaint(by: Actor, complaint_id: UUID, *, lock: bool = False) -> Complaint:
    """The complaint, for who may answer it. Raises NotFound for any other."""
    rows = _mine(rights_of(by))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(id=complaint_id).first()
    if found is None:
        raise NotFound(thing=mark("Pengaduan"))
    return found


def _mine(rights: Rights) -> QuerySet[Complaint]:
    mine = within(rights.scope(Right.ANSWER_COMPLAINTS), org_lookup="org_id")
    joined = ("rating__invitation__incident", "org")
    return Complaint.objects.filter(mine).select_related(*joined)


def list_promised_calls(region: str) -> list[Complaint]:
    """The open ones to whom a call was promised, of the whole region, the soonest due first."""
    start, until = subtree(region)
    rows = Complaint.objects.filter(
        answered_at=None, rating__wants_call_back=True, region__gte=start, region__lt=until
    )
    joined = rows.select_related("rating__invitation__incident")
    return list(joined.order_by("due_at", "id")[:MOST_AT_ONCE])


def complaints_due(now: datetime) -> list[tuple[UUID, datetime]]:
    """Those that nobody has answered in time, the longest overdue first."""
    due = Complaint.objects.filter(escalate_at__lte=now).order_by("escalate_at", "id")
    return [(key, at) for key, at in due.values_list("id", "escalate_at")[:MOST_AT_ONCE] if at]
