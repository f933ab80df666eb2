"""What every desk does now: few questions, however many desks there are."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kentongan.calls import selectors as calls
from kentongan.calls.models import Call
from kentongan.calls.types import AtWork
from kentongan.dispatch.models import Ticket
from kentongan.exchange import selectors as exchange
from kentongan.exchange.enums import LegState
from kentongan.floor.limits import LONG_CALL
from kentongan.floor.models import FollowUp, Listening, WhisperNote
from kentongan.floor.selectors.access import require_lead
from kentongan.floor.types import Floor, InHand, Tile, WaitingCall
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import find_category_at
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import mask_phone
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import DutyKind, OrgKind, Right
from kentongan.orgs.types import Rights

TAKES_CALLS = (DutyKind.OPERATOR, DutyKind.DISPATCHER)


@dataclass(frozen=True, slots=True)
class _Room:
    """What all tiles are made of."""

    seats: dict[UUID, str]
    calls: dict[UUID, InHand]
    listeners: dict[UUID, list[Listening]]
    asked: set[UUID]
    resting: dict[UUID, datetime]

    def tile(self, user_id: UUID, name: str, work: AtWork | None) -> Tile:
        in_hand = self.calls.get(work.call_id) if work and work.call_id else None
        return Tile(
            user_id=user_id, name=name, call=in_hand,
            state=work.state if work else None, since_at=work.since_at if work else None,
            extension=self.seats.get(user_id, ""),
            listeners=tuple(self.listeners.get(in_hand.id, ())) if in_hand else (),
            has_follow_up=user_id in self.asked, recovers_since=self.resting.get(user_id),
        )  # fmt: skip


def floor_now(by: Actor, at: datetime) -> Floor:
    """Who is on duty and does what, who waits, and to whom `by` listens. Raises NoLead."""
    rights = require_lead(by, at)
    working = {one.user_id: one for one in calls.list_agents(rights, at)}
    names = {one.user_id: one.name for one in working.values()} | _on_duty(rights, at)
    room = _room(by, rights, working, names, at)
    tiles = [room.tile(user_id, name, working.get(user_id)) for user_id, name in names.items()]
    waiting = [
        WaitingCall(row.id, row.number, mask_phone(row.caller_phone), row.arrived_at)
        for row in calls.list_waiting(rights)
    ]
    open_ones = [row for rows in room.listeners.values() for row in rows]
    return Floor(
        tiles=sorted(tiles, key=_order), waiting=waiting,
        mine=next((row for row in open_ones if row.supervisor_id == by.id), None),
        extension=room.seats.get(by.id, ""), takes_orders=exchange.takes_orders(),
        long_call_s=LONG_CALL.at(at), cares=rights.has_anywhere(Right.WATCH_FLOOR),
    )  # fmt: skip


def _order(tile: Tile) -> tuple[bool, float, str]:
    """The long calls, the longest first; then the alphabet. Nobody is ranked by anything."""
    call = tile.call
    if call is None or not call.is_long or call.answered_at is None:
        return True, 0.0, tile.name.casefold()
    return False, call.answered_at.timestamp(), tile.name.casefold()


def _on_duty(rights: Rights, at: datetime) -> dict[UUID, str]:
    duties = orgs.list_duties(rights, at) if rights.has_anywhere(Right.SEE_ROSTER) else []
    return {
        duty.user_id: duty.person_name
        for duty in duties
        if duty.user_id and duty.kind in TAKES_CALLS and duty.org.kind == OrgKind.CENTRE
    }


def _room(
    by: Actor, rights: Rights, working: dict[UUID, AtWork], names: Collection[UUID], at: datetime
) -> _Room:
    call_ids = {one.call_id for one in working.values() if one.call_id}
    in_hand = _in_hand(rights, call_ids, at)
    listeners: dict[UUID, list[Listening]] = defaultdict(list)
    cares = rights.has_anywhere(Right.WATCH_FLOOR)
    if cares:  # a shift leader is a colleague: whom a supervisor listens to is not theirs to know
        joined = Q(call_id__in=in_hand) | Q(supervisor_id=by.id)
        for row in Listening.objects.filter(joined, ended_at=None):
            listeners[row.call_id].append(row)
    asked, resting = _cared(names, at) if cares else (set(), {})
    return _Room(
        seats=exchange.seats() if exchange.is_connected() else {}, calls=in_hand,
        listeners=listeners, asked=asked, resting=resting,
    )  # fmt: skip


def _in_hand(rights: Rights, call_ids: Collection[UUID], at: datetime) -> dict[UUID, InHand]:
    """The calls at the desks that the asker may see; one of an incident kept from them is none."""
    if not call_ids:
        return {}
    asked = Exists(Ticket.objects.filter(incident_id=OuterRef("incident_id")))
    rows = calls.visible(rights).filter(id__in=call_ids).select_related("incident")
    rows = rows.annotate(is_forwarded=asked)
    spoken = {leg.call_id for leg in exchange.legs_of(call_ids).values()
              if leg.state == LegState.CONNECTED and leg.member_line}  # fmt: skip
    notes = WhisperNote.objects.filter(call_id__in=call_ids, read_at=None)
    unread = Counter(notes.values_list("call_id", flat=True))
    long_after = LONG_CALL.lasts(at)
    return {
        row.id: _shown(row, at, long_after, is_spoken=row.id in spoken, unread=unread[row.id])
        for row in rows
    }


def _shown(
    row: Call, at: datetime, long_after: timedelta, *, is_spoken: bool, unread: int
) -> InHand:
    incident = row.incident
    is_restricted = incident is not None and incident.is_restricted
    is_open = row.answered_at is not None and row.ended_at is None
    is_forwarded = bool(getattr(row, "is_forwarded", False))
    return InHand(
        id=row.id, number=row.number, kind=_kind(row, incident, at),
        phone="" if is_restricted else mask_phone(row.caller_phone),
        answered_at=row.answered_at, ended_at=row.ended_at,
        priority=incident.priority if incident is not None and is_forwarded else "",
        is_restricted=is_restricted, is_through_exchange=is_spoken,
        is_long=is_open and at - (row.answered_at or at) >= long_after, unread_notes=unread,
    )  # fmt: skip


def _kind(row: Call, incident: Incident | None, at: datetime) -> str:
    """Of an incident its category, as lists show it (ADR 0011); else what it was said to be."""
    if incident is not None:
        category = find_category_at(incident.category, at)
        return str(category.label if category else incident.category)
    return str(row.get_disposition_display()) if row.disposition else ""


def _cared(user_ids: Collection[UUID], at: datetime) -> tuple[set[UUID], dict[UUID, datetime]]:
    """Who is to be asked how they are: at once after a hard call, and again when that is due. And
    who rests because of one, since when.
    """
    rows = FollowUp.objects.filter(operator_id__in=user_ids, talk_due_at__isnull=False)
    columns = ("operator_id", "talk_number", "talk_due_at", "pause_from", "pause_until")
    asked: set[UUID] = set()
    resting: dict[UUID, datetime] = {}
    for operator_id, number, due, begins, ends in rows.values_list(*columns):
        if number == 1 or (due is not None and due <= at):
            asked.add(operator_id)
        if begins is not None and ends is None:
            resting[operator_id] = begins
    return asked, resting
