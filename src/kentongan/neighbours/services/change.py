"""How every act of this room changes what was asked: one step, one save, one entry."""

from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

import msgspec
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.accounts.selectors import names_of
from kentongan.incidents import services as incidents
from kentongan.journal.models import OutboxItem
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.neighbours import events
from kentongan.neighbours.enums import AidKind, Direction, Way
from kentongan.neighbours.limits import HANDOVER_WITHIN, UNITS_WITHIN
from kentongan.neighbours.models import Aid, Letter
from kentongan.neighbours.rules import AID
from kentongan.neighbours.selectors.post import TOPIC
from kentongan.neighbours.wire import Envelope
from kentongan.neighbours.wire import Letter as Said


class Told(TypedDict):
    """The facts every event of this room carries."""

    aid_id: UUID
    aid_kind: str
    direction: str
    way: str
    state: str
    incident_id: UUID | None
    restricted: bool
    endangered: bool


def told(aid: Aid) -> Told:
    """What every event says of it, as it is after the act."""
    return Told(
        aid_id=aid.id,
        aid_kind=str(aid.kind),
        direction=str(aid.direction),
        way=str(aid.way),
        state=str(aid.state),
        incident_id=aid.incident_id,
        restricted=aid.is_restricted,
        endangered=aid.is_endangered,
    )


def record(act: Act, event: events.AidEvent) -> None:
    """Write the event where the desks of this node are told of it."""
    act.record(event, region=node().region)


def step(aid: Aid, name: str) -> None:
    """Take a step of the lifecycle. Raises IllegalStep."""
    aid.state = AID.target(name, aid.state)


def save(aid: Aid, *fields: str) -> None:
    """Store what a step has changed, and the named fields."""
    aid.save(update_fields=["state", "due_at", *fields])


def time_for(kind: str, at: datetime) -> timedelta:
    """In how long it is to be answered."""
    return (HANDOVER_WITHIN if kind == AidKind.INCIDENT else UNITS_WITHIN).lasts(at)


def write_line(aid: Aid, text: str, *, by: Actor, at: datetime) -> None:
    """A line in the log of our incident, where there is one."""
    if aid.incident_id is not None:
        incidents.write_log(by=by, incident_id=aid.incident_id, text=text, at=at)


def send(act: Act, aid: Aid, letter: Said, *, cause: UUID | None = None) -> None:
    """Leave a letter in the outbox: it goes out after commit."""
    body = msgspec.json.encode(Envelope(letter=letter)).decode()
    row = Letter.objects.create(id=letter.id, aid=aid, body=body, cause=cause, made_at=act.at)
    act.send(TOPIC, row.id)


def name_of(by: Actor) -> str:
    """Under what name somebody here answers."""
    return names_of({by.id}).get(by.id, "112")


def settle(
    act: Act, aid: Aid, *, accepted: bool, name: str, reason: str = "", number: str = "",
    answered_at: datetime,
) -> None:  # fmt: skip
    """Somebody has said yes or no, by name: stored, in the log, in the journal."""
    step(aid, "accept" if accepted else "refuse")
    aid.answered_at, aid.answered_name, aid.reason = answered_at, name, reason
    aid.answered_by = act.by.id
    aid.their_number = number or aid.their_number
    aid.due_at = None
    save(
        aid, "answered_at", "answered_name", "reason", "answered_by", "their_number", "incident",
        "way",
    )  # fmt: skip
    write_line(aid, _answer_line(aid, accepted=accepted), by=act.by, at=act.at)
    event = events.AidAccepted if accepted else events.AidRefused
    record(act, event(**told(aid)))


def _answer_line(aid: Aid, *, accepted: bool) -> str:
    org, name = aid.org.short_name, aid.answered_name
    if aid.direction == Direction.IN:
        line = _("{kind} dari {org} diterima {name}. Nomor di sana: {number}")
    elif accepted:
        line = _("{kind}: diterima {org}, oleh {name}. Nomor di sana: {number}")
    else:
        line = _("{kind}: ditolak {org}, oleh {name}: {reason}")
    return line.format(
        kind=AidKind(aid.kind).label, org=org, name=name, reason=aid.reason,
        number=aid.their_number or "—",
    )  # fmt: skip


def withdrawn(act: Act, aid: Aid) -> None:
    """It is the asker's again, on both sides."""
    step(aid, "withdraw")
    aid.withdrawn_at, aid.due_at = act.at, None
    save(aid, "withdrawn_at")
    line = _("{kind} kepada {org} ditarik.")
    write_line(
        aid, line.format(kind=AidKind(aid.kind).label, org=aid.org.short_name), by=act.by, at=act.at
    )
    record(act, events.AidWithdrawn(**told(aid)))


def keep_back(letters: QuerySet[Letter], at: datetime) -> None:
    """What was settled by telephone, or has nowhere to go, is not sent any more."""
    waiting = letters.filter(sent_at=None)
    ids = list(waiting.values_list("id", flat=True))
    items = OutboxItem.objects.filter(topic=TOPIC, ref_id__in=ids, done_at=None)
    items.update(done_at=at, last_error=Way.PHONE)
    waiting.delete()
