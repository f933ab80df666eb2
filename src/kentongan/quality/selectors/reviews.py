"""Reviews: those to be made, one's own, and those under appeal."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kentongan.calls.selectors import visible as visible_calls
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Rights
from kentongan.quality import errors
from kentongan.quality.models import Review
from kentongan.web.paging import decode_cursor, encode_cursor

MOST = 100


def list_open(rights: Rights) -> list[Review]:
    """Those not reviewed yet, the soonest due first, with their calls."""
    rows = _mine(rights).filter(reviewed_at=None).order_by("due_at", "id")
    return list(_shown(rows)[:MOST])


def count_overdue(rights: Rights, at: datetime) -> int:
    """How many are late."""
    return _mine(rights).filter(reviewed_at=None, due_at__lt=at).count()


def list_appeals(rights: Rights) -> list[Review]:
    """Those that were appealed and are not decided, the longest waiting first."""
    rows = _mine(rights).filter(appealed_at__isnull=False, decided_at=None)
    return list(_shown(rows.order_by("appealed_at", "id"))[:MOST])


def page_of_reviews(
    rights: Rights, *, limit: int, cursor: str | None = None
) -> tuple[list[Review], str | None]:
    """All of them, the newest first."""
    rows = _shown(_mine(rights).order_by("-id"))
    if cursor:
        rows = rows.filter(id__lt=decode_cursor(cursor, UUID)[0])
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return found[:limit], encode_cursor(found[limit - 1].id) if more else None


def list_own(by: Actor) -> list[Review]:
    """What colleagues have said of one's own calls, the newest first."""
    rows = Review.objects.filter(operator_id=by.id, reviewed_at__isnull=False)
    return list(_shown(rows.order_by("-reviewed_at", "-id"))[:MOST])


def access_review(by: Actor, review_id: UUID, *, lock: bool = False) -> Review:
    """The review, for who reviews in its area and sees its call; locked for a write. Raises
    NotFound, and OwnCall for one about a call in which `by` took part.
    """
    rights = rights_of(by)
    rights.require_anywhere(Right.REVIEW_QUALITY)
    rows = _mine(rights)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("call").filter(id=review_id).first()
    if found is None:
        raise NotFound(thing=mark("Penilaian mutu"))
    if took_part(by.id, found):
        raise errors.OwnCall
    return found


def access_own(by: Actor, review_id: UUID, *, lock: bool = False) -> Review:
    """A finished review of one's own call; locked for a write. Raises NotFound for any other."""
    rows = Review.objects.filter(id=review_id, operator_id=by.id, reviewed_at__isnull=False)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("call").first()
    if found is None:
        raise NotFound(thing=mark("Penilaian mutu"))
    return found


def took_part(user_id: UUID, review: Review) -> bool:
    """Whether somebody had a hand in the call that is reviewed."""
    call = review.call
    return user_id in {
        review.operator_id, call.answered_by, call.classified_by, call.decided_by,
    }  # fmt: skip


def _mine(rights: Rights) -> QuerySet[Review]:
    """Of calls that one may see, too: a restricted incident's are in no list of others."""
    mine = within(rights.scope(Right.REVIEW_QUALITY))
    rows = Review.objects.filter(mine)
    return rows.filter(call__in=visible_calls(rights).values("id"))


def _shown(rows: QuerySet[Review]) -> QuerySet[Review]:
    personal = ("caller_phone", "caller_name", "note", "decision", "neighbour_name")
    return rows.select_related("call").defer(*(f"call__{name}" for name in personal))
