"""Reads: one call for one actor, open and recent calls, a number's history, shares."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.models import Call
from kentongan.calls.rules import Shares, share_of, shares_of
from kentongan.calls.sql_calls import is_open
from kentongan.calls.types import CallPage, History
from kentongan.incidents.enums import ContactSafety
from kentongan.journal.personal import phone_index
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.kernel.text import mask_name, mask_phone
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Rights

OPEN_LIMIT = 200
_LAST_24_H = timedelta(hours=24)


def access_call(
    by: Actor, call_id: UUID, *, right: Right = Right.SEE_CALLS, lock: bool = False
) -> Call:
    """The call, if `by` has this right where it was recorded; locked for a write.

    Unknown and not to be seen are both NotFound; seen without the right is NotAllowed.
    """
    rows = Call.objects.select_for_update(no_key=True) if lock else Call.objects
    call = rows.filter(id=call_id).first()
    rights = rights_of(by)
    if call is None or not rights.has(Right.SEE_CALLS, region=call.region):
        raise NotFound(thing="Panggilan")
    if not rights.has(right, region=call.region):
        raise NotAllowed(right=right.value)
    return call


def visible(rights: Rights) -> QuerySet[Call]:
    """The calls an actor may see. Raises NotAllowed without any such right."""
    scope = rights.scope(Right.SEE_CALLS)
    if scope.everything:
        return Call.objects.all()
    # hidden from the planner, which would sort a whole regency for one page
    return Call.objects.alias(area=Coalesce("region", Value(""))).filter(
        within(scope, region_field="area")
    )


def list_open_calls(rights: Rights, *, limit: int = OPEN_LIMIT) -> list[Call]:
    """Calls that somebody still has to do something about, the longest waiting first."""
    return list(visible(rights).filter(is_open()).order_by("arrived_at", "id")[:limit])


def count_open_calls(rights: Rights) -> int:
    """How many calls are open."""
    return visible(rights).filter(is_open()).count()


def list_recent(
    rights: Rights,
    *,
    since: datetime | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> CallPage:
    """A page of calls, newest first; `since` keeps those changed at or after it."""
    rows = visible(rights).order_by("-id")
    if since is not None:
        rows = rows.filter(updated_at__gte=since)
    if after is not None:
        rows = rows.filter(id__lt=after)
    items = list(rows[: limit + 1])
    more = len(items) > limit
    items = items[:limit]
    return CallPage(items=items, next=items[-1].id if more else None)


def list_calls_of(incident_id: UUID) -> list[Call]:
    """The calls that were linked to an incident, oldest first."""
    return list(Call.objects.filter(incident_id=incident_id).order_by("arrived_at", "id"))


def find_history(number: str, at: datetime, *, without: UUID | None = None) -> History:
    """What came of the calls of a number so far, as counts."""
    index = phone_index(number) if number else None
    if index is None:
        return callers_history(None, at)
    return callers_history(index, at, without=without)


def callers_history(
    index: bytes | memoryview | None, at: datetime, *, without: UUID | None = None
) -> History:
    """What came of the calls with this blind index, as counts: no call, number or name."""
    if not index:
        return History(0, 0, {}, has_silent_24_h=False, do_not_contact=0)
    calls = Call.objects.filter(caller_phone_index=bytes(index), arrived_at__lte=at)
    if without is not None:
        calls = calls.exclude(id=without)
    rows = list(calls.values_list("disposition", "contact_safety", "arrived_at"))
    young = [disposition for disposition, _, arrived in rows if at - arrived <= _LAST_24_H]
    return History(
        total=len(rows),
        last_24_h=len(young),
        by_disposition=dict(Counter(disposition for disposition, _, _ in rows if disposition)),
        has_silent_24_h=Disposition.SILENT in young,
        do_not_contact=sum(safety == ContactSafety.DO_NOT_CONTACT for _, safety, _ in rows),
    )


def shares(rights: Rights, start: datetime, until: datetime) -> Shares:
    """Real, prank, silent, information calls of a time, and those lost, under and over 5 s."""
    rows = visible_to_board(rights).filter(arrived_at__gte=start, arrived_at__lt=until)
    columns = ("state", "disposition", "arrived_at", "answered_at", "ended_at")
    return shares_of(_share(*row) for row in rows.values_list(*columns))


def visible_to_board(rights: Rights) -> QuerySet[Call]:
    """The calls an actor may see as figures: leaders see no call, but its share."""
    right = Right.SEE_CALLS if rights.has_anywhere(Right.SEE_CALLS) else Right.SEE_BOARD
    return Call.objects.filter(within(rights.scope(right)))


def _share(
    state: str,
    disposition: str,
    arrived_at: datetime,
    answered_at: datetime | None,
    ended_at: datetime | None,
) -> str:
    is_lost = state == CallState.ABANDONED or (answered_at is None and ended_at is not None)
    waited = ended_at - arrived_at if ended_at else None
    return share_of(disposition, waited=waited, is_lost=is_lost and not _counts(disposition))


def _counts(disposition: str) -> bool:
    return disposition not in ("", Disposition.DROPPED)


def masked_caller(call: Call) -> tuple[str, str]:
    """Name and number as a list shows them."""
    return mask_name(call.caller_name), mask_phone(call.caller_phone)


def list_neighbours_due(now: datetime) -> QuerySet[Call]:
    """Calls out of our area that nobody there has taken within the minute."""
    due = Q(neighbour_due_at__lte=now)
    return Call.objects.filter(due).order_by("neighbour_due_at", "id")


def has_calls() -> bool:
    """Whether this node has ever had a call: then it is nobody's throw-away."""
    return Call.objects.exists()
