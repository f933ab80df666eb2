"""Reads: one call for one actor, open and recent calls, a number's history, shares, the room."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from kentongan.calls import adapters
from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.limits import UNDO_BY_OPERATOR
from kentongan.calls.models import Call, CallDraft, CallParty, HelpRequest
from kentongan.calls.rules import held_by, may_undo, silence_procedure
from kentongan.calls.selectors.figures import arrival_times as arrival_times
from kentongan.calls.selectors.figures import count_arrivals as count_arrivals
from kentongan.calls.selectors.figures import counts_in as counts_in
from kentongan.calls.selectors.figures import day_of_calls as day_of_calls
from kentongan.calls.selectors.figures import first_arrival as first_arrival
from kentongan.calls.selectors.figures import hourly_calls as hourly_calls
from kentongan.calls.selectors.figures import measured_calls as measured_calls
from kentongan.calls.selectors.figures import visible_to_board as visible_to_board
from kentongan.calls.selectors.room import (
    STARTING_TIMES as STARTING_TIMES,
)
from kentongan.calls.selectors.room import count_ready as count_ready
from kentongan.calls.selectors.room import (
    desk_times as desk_times,
)
from kentongan.calls.selectors.room import is_on_call as is_on_call
from kentongan.calls.selectors.room import (
    list_agents as list_agents,
)
from kentongan.calls.selectors.room import (
    list_desk_times as list_desk_times,
)
from kentongan.calls.selectors.room import (
    list_help_waiting as list_help_waiting,
)
from kentongan.calls.selectors.room import (
    list_notes as list_notes,
)
from kentongan.calls.sql_calls import is_open
from kentongan.calls.types import (
    CallPage,
    Draft,
    History,
    ShiftCalls,
)
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.selectors import area_of, not_hidden
from kentongan.journal.personal import phone_index
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.kernel.text import mask_name, mask_phone
from kentongan.orgs.enums import OrgKind, Right, Role
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Organisation, Rights, Scope
from kentongan.regions.types import subtree

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
    if call is None or not _may_see(rights, call):
        raise NotFound(thing="Panggilan")
    if not rights.has(right, region=call.region):
        raise NotAllowed(right=right.value)
    return call


def _may_see(rights: Rights, call: Call) -> bool:
    """By area; what was told of a restricted incident only by that of the 112 desks."""
    if not rights.has(Right.SEE_CALLS, region=call.region):
        return False
    return call.incident is None or area_of(rights, call.incident) != ""


def visible(rights: Rights) -> QuerySet[Call]:
    """The calls an actor may see. Raises NotAllowed without any such right."""
    scope = rights.scope(Right.SEE_CALLS)
    if scope.everything:
        return Call.objects.all()
    # hidden from the planner, which would sort a whole regency for one page
    rows = Call.objects.alias(area=Coalesce("region", Value("")))
    return rows.filter(within(scope, region_field="area"), _not_hidden(rights, scope))


def _not_hidden(rights: Rights, scope: Scope) -> Q:
    hidden = not_hidden(rights, scope, incident="incident__")
    return hidden | Q(incident=None) if hidden else hidden


def list_open_calls(rights: Rights, *, limit: int = OPEN_LIMIT) -> list[Call]:
    """Calls that somebody still has to do something about, the longest waiting first."""
    return list(visible(rights).filter(is_open()).order_by("arrived_at", "id")[:limit])


def list_open_of(phone_index: bytes) -> list[Call]:
    """The open calls of a number, the newest first: most have one."""
    rows = Call.objects.filter(is_open(), caller_phone_index=phone_index)
    return list(rows.order_by("-arrived_at")[:OPEN_LIMIT])


def list_settled(rights: Rights, *, since: datetime, limit: int) -> list[Call]:
    """Calls that were ended or linked, of those changed at or after `since`, newest first: nothing
    personal is read, for only their number and what they were is shown.
    """
    settled = Q(ended_at__isnull=False) | Q(incident__isnull=False)
    rows = visible(rights).filter(settled, updated_at__gte=since).order_by("-id")
    return list(rows.only("number", "state", "disposition", "arrived_at", "version")[:limit])


def list_to_hand_over(org: Organisation, *, limit: int = OPEN_LIMIT) -> list[Call]:
    """The open calls that somebody has answered, for the shift after this one; of a 112 centre.

    What still rings is the queue's: whoever is at the desk answers it.
    """
    if org.kind != OrgKind.CENTRE:
        return []
    start, until = subtree(org.region)
    rows = Call.objects.filter(region__gte=start, region__lt=until).filter(is_open())
    answered = rows.exclude(state__in=(CallState.INCOMING, CallState.QUEUED))
    return list(answered.order_by("arrived_at", "id")[:limit])


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


def get_calls(ids: Collection[UUID]) -> list[Call]:
    """These calls, for services of rooms above that have checked already; nothing personal."""
    personal = ("caller_phone", "caller_name", "note", "decision", "neighbour_name")
    return list(Call.objects.filter(id__in=ids).defer(*personal).order_by("arrived_at", "id"))


def list_calls_of(incident_id: UUID) -> list[Call]:
    """The calls that were linked to an incident, oldest first."""
    return list(Call.objects.filter(incident_id=incident_id).order_by("arrived_at", "id"))


def count_linked(incident_ids: Collection[UUID], *, since: datetime) -> dict[UUID, int]:
    """How many calls that came since a moment each of these incidents has drawn."""
    rows = Call.objects.filter(incident_id__in=incident_ids, arrived_at__gte=since).order_by()
    return dict(rows.values_list("incident_id").annotate(Count("id")))


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
    # counted there: a number that rings for fun has thousands, and the desk asks at every change
    is_young = Q(arrived_at__gte=at - _LAST_24_H)
    grouped = calls.order_by().values_list("disposition", "contact_safety")
    rows = list(grouped.annotate(n=Count("id"), young=Count("id", filter=is_young)))
    by_disposition: Counter[str] = Counter()
    for disposition, _, count, _ in rows:
        by_disposition[disposition] += count
    return History(
        total=by_disposition.total(),
        last_24_h=sum(young for *_, young in rows),
        by_disposition={said: count for said, count in by_disposition.items() if said},
        has_silent_24_h=any(said == Disposition.SILENT and young for said, *_, young in rows),
        do_not_contact=sum(n for _, safety, n, _ in rows if safety == ContactSafety.DO_NOT_CONTACT),
    )


def procedure_for(history: History) -> str:
    """How a silent call of a number with this history is listened to: FULL or SHORT."""
    return silence_procedure(
        silent_in_24_h=history.has_silent_24_h, human_sound=bool(history.do_not_contact)
    ).value


def is_controlled(call: Call) -> bool:
    """Whether the desk's keys reach the line of this call."""
    return adapters.is_controlled(call.channel, call.id)


def shift_calls(rights: Rights, start: datetime, until: datetime) -> ShiftCalls:
    """The calls of a shift by what they turned out to be, and how long people waited. Those that
    were made to try the line are named, and counted in nothing else."""
    rows = visible(rights).filter(arrived_at__gte=start, arrived_at__lt=until)
    rang = list(rows.values_list("disposition", "arrived_at", "answered_at"))
    found = [each for each in rang if each[0] != Disposition.TEST]
    waits = sorted(
        (answered - arrived).total_seconds() for _, arrived, answered in found if answered
    )
    return ShiftCalls(
        total=len(found),
        by_disposition=dict(Counter(disposition for disposition, _, _ in rang)),
        answered=len(waits),
        median_wait_s=waits[len(waits) // 2] if waits else None,
        nine_of_ten_wait_s=waits[min(len(waits) * 9 // 10, len(waits) - 1)] if waits else None,
    )


def masked_caller(call: Call) -> tuple[str, str]:
    """Name and number as a list shows them."""
    return mask_name(call.caller_name), mask_phone(call.caller_phone)


def list_neighbours_due(now: datetime) -> QuerySet[Call]:
    """Calls out of our area that nobody there has taken within the minute."""
    due = Q(neighbour_due_at__lte=now)
    return Call.objects.filter(due).order_by("neighbour_due_at", "id")


def list_callbacks_due(now: datetime) -> QuerySet[Call]:
    """Calls that were to be rung back by now, the most overdue first."""
    return Call.objects.filter(callback_due_at__lte=now).order_by("callback_due_at", "id")


def list_awaited_due(now: datetime) -> QuerySet[Call]:
    """Calls for which a telephone rings now, the most overdue first."""
    return Call.objects.filter(awaits_due_at__lte=now).order_by("awaits_due_at", "id")


def list_overruled(by: Actor) -> list[Call]:
    """The calls a supervisor disposed of while `by` held them, until `by` has read it."""
    rows = Call.objects.filter(answered_by=by.id, overruled_at__isnull=False)
    return list(rows.order_by("overruled_at")[:OPEN_LIMIT])


def count_waiting(rights: Rights) -> int:
    """How many calls ring or wait, of those an actor may see."""
    rings = (CallState.INCOMING, CallState.QUEUED)
    return visible(rights).filter(is_open(), state__in=rings).count()


def list_waiting(rights: Rights, *, limit: int = OPEN_LIMIT) -> list[Call]:
    """The calls that ring or wait, the longest first."""
    rings = (CallState.INCOMING, CallState.QUEUED)
    rows = visible(rights).filter(is_open(), state__in=rings)
    return list(rows.order_by("arrived_at", "id")[:limit])


def holder_of(call: Call) -> UUID | None:
    """Who has this call in hand; nobody else ends it with one key."""
    return held_by(call.state, has_ended=call.ended_at is not None, answered_by=call.answered_by)


def is_supervisor(by: Actor) -> bool:
    """Whether `by` may decide for others at the desk."""
    rights = rights_of(by)
    return rights.everything or Role.SUPERVISOR in rights.roles


def has_calls() -> bool:
    """Whether this node has ever had a call: then it is nobody's throw-away."""
    return Call.objects.exists()


def list_unlinkable(by: Actor, incident_id: UUID, at: datetime) -> set[UUID]:
    """The calls that `by` may still take out of an incident: not the one that opened it."""
    rights = rights_of(by)
    opening = incident_selectors.opening_call(incident_id)
    linked = Call.objects.filter(incident_id=incident_id)
    may_undo_all, undone_within = is_supervisor(by), UNDO_BY_OPERATOR.lasts(at)
    return {
        call_id
        for call_id, who, when, region in linked.values_list(
            "id", "classified_by", "classified_at", "region"
        )
        if call_id != opening
        and rights.has(Right.TAKE_CALLS, region=region)
        and may_undo(
            by_id=by.id,
            classified_by=who,
            classified_at=when,
            is_supervisor=may_undo_all,
            within=undone_within,
            at=at,
        )
    }


def list_help_due(now: datetime) -> QuerySet[HelpRequest]:
    """Requests that nobody has come to in time."""
    return HelpRequest.objects.filter(due_at__lte=now).order_by("due_at", "id")


def list_parties(call_id: UUID) -> list[CallParty]:
    """Who else is or was on the line, oldest first."""
    return list(CallParty.objects.filter(call_id=call_id).order_by("joined_at"))


def find_draft(by: Actor, call_id: UUID) -> Draft | None:
    """What was typed of a call that is not settled yet, for those who may take it."""
    return draft_of(access_call(by, call_id, right=Right.TAKE_CALLS))


def draft_of(call: Call) -> Draft | None:
    """The same for who has the call in hand already, and may take it."""
    row = CallDraft.objects.filter(call=call).first()
    if row is None or not row.fields:
        return None
    typed = msgspec.json.decode(row.fields, type=dict[str, list[str]])
    return Draft(fields=typed, saved_by=row.saved_by, saved_at=row.saved_at)
