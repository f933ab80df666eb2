"""Whether a number is demoted at a moment, and all that decides about one of its calls."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.models import Call
from kentongan.calls.selectors import count_ready
from kentongan.demotions import rules
from kentongan.demotions.enums import Ground, Place
from kentongan.demotions.limits import (
    AGAIN_WITHIN,
    BLOCK,
    FRESH,
    NEAR,
    SURGE_FROM,
    UNUSUAL,
)
from kentongan.demotions.models import Delay, Demotion
from kentongan.demotions.rules import Caller
from kentongan.fleet.models import Unit
from kentongan.geo.points import Point, distance_m
from kentongan.incidents.enums import OPEN_STATES, ContactSafety
from kentongan.incidents.selectors import has_open_near, has_urgent_since
from kentongan.journal.personal import normal_phone
from kentongan.locating.selectors import located
from kentongan.orgs.selectors import is_official_number
from kentongan.surge import selectors as surge

WAITING = (CallState.INCOMING, CallState.QUEUED)
A_DAY = timedelta(hours=24)
"""So long a silence of a number counts (practice.md §3.2), however short the pranks are counted."""
_NEVER_RUNG = (ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY)


def find_demotion(phone_index: bytes | memoryview | None, at: datetime) -> Demotion | None:
    """The demotion of a number that holds at this moment."""
    if not phone_index:
        return None
    row = Demotion.objects.filter(phone_index=bytes(phone_index), ended_at=None).first()
    return row if row is not None and is_in_force(row, at) else None


def is_in_force(row: Demotion, at: datetime) -> bool:
    """Whether it holds: from its beginning to the second of its end, unless it was ended; not while
    an appeal waits for its answer.
    """
    is_suspended = row.appealed_at is not None and row.appeal_decided_at is None
    ends_at = min(row.until_at, row.ended_at or row.until_at)
    return row.granted_at <= at < ends_at and not is_suspended


def is_blocked(row: Demotion, at: datetime) -> bool:
    """Whether calls of its number are turned away."""
    return row.blocked_until is not None and at < row.blocked_until and is_in_force(row, at)


def may_block(at: datetime) -> bool:
    """Whether the regency lets numbers be turned away at all."""
    return BLOCK.at(at) > 0


def why_never(call: Call, at: datetime) -> str:
    """Why the number of this call is never demoted; "" where it may be."""
    number = normal_phone(call.caller_phone)
    return rules.exclusion_of(
        number,
        is_official=is_official_number(number, at) or _is_of_a_unit(number),
        was_silent=_was_silent(call.caller_phone_index, at),
    )


def _is_of_a_unit(number: str) -> bool:
    rows = Unit.objects.exclude(phone="").values_list("phone", flat=True)
    return bool(number) and any(normal_phone(phone) == number for phone in rows)


def _was_silent(phone_index: bytes | memoryview | None, at: datetime) -> bool:
    """A silence of the last day, and ever a person heard in one or a contact that endangers."""
    if not phone_index:
        return False
    silent = Q(disposition=Disposition.SILENT, arrived_at__gt=at - A_DAY)
    endangered = Q(heard_at__isnull=False) | Q(contact_safety__in=_NEVER_RUNG)
    return Call.objects.filter(
        silent | endangered, caller_phone_index=bytes(phone_index)
    ).exists()  # fmt: skip


def judge(call: Call, demotion: Demotion, at: datetime) -> Caller:
    """All that decides how long this call waits, as it is known at `at`."""
    point = _point_of(call, at)
    return Caller(
        waited=at - call.arrived_at,
        exclusion=why_never(call, at),
        calls_again=_calls_again(call, at),
        has_own_incident=_has_own_incident(call),
        is_near_incident=_is_near_incident(point, at),
        place=_place(point, demotion, at),
        is_surge=_is_surge(at),
        is_operator_free=count_ready(at) > 0,
    )


def _calls_again(call: Call, at: datetime) -> bool:
    since = call.arrived_at - AGAIN_WITHIN.lasts(at)
    rows = Call.objects.filter(
        caller_phone_index=call.caller_phone_index, arrived_at__range=(since, call.arrived_at)
    )
    return rows.exclude(id=call.id).exists()


def _has_own_incident(call: Call) -> bool:
    rows = Call.objects.filter(
        caller_phone_index=call.caller_phone_index, incident__state__in=OPEN_STATES
    )
    return rows.exists()


def _point_of(call: Call, at: datetime) -> Point | None:
    best = located(call, at).best
    if best is None or best.fix.lat is None or best.fix.lon is None:
        return None
    return Point(best.fix.lat, best.fix.lon)


def _is_near_incident(point: Point | None, at: datetime) -> bool:
    """Nobody knows where the caller is: then beside what has just begun."""
    if point is None:
        return has_urgent_since(at - FRESH.lasts(at))
    return has_open_near(point, NEAR.at(at))


def _place(point: Point | None, demotion: Demotion, at: datetime) -> Place:
    if point is None:
        return Place.UNKNOWN
    basis = demotion.listenings.filter(ground=Ground.BASIS).select_related("call")
    usual = [_point_of(each.call, at) for each in basis]
    apart_m = [distance_m(point, each) for each in usual if each is not None]
    return rules.place_of(apart_m, unusual_m=UNUSUAL.at(at))


def _is_surge(at: datetime) -> bool:
    """One that a person has declared, or so many who wait that one will be."""
    if surge.is_active(at):
        return True
    most = SURGE_FROM.at(at)
    return Call.objects.filter(state__in=WAITING)[:most].count() >= most


def delays_among(call_ids: Collection[UUID], at: datetime) -> dict[UUID, Delay]:
    """Those of these calls that still wait because their number is demoted."""
    rows = Delay.objects.filter(call_id__in=call_ids, until_at__gt=at, released_at=None)
    return {row.call_id: row for row in rows}


def demoted_among(calls: Collection[Call], at: datetime) -> set[UUID]:
    """Those of these calls whose number is demoted at this moment."""
    indexes = {bytes(call.caller_phone_index) for call in calls if call.caller_phone_index}
    rows = Demotion.objects.filter(phone_index__in=indexes, ended_at=None) if indexes else ()
    held = {bytes(row.phone_index) for row in rows if is_in_force(row, at)}
    return {call.id for call in calls if bytes(call.caller_phone_index or b"") in held}
