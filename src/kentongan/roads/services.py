"""Telling of a closed road, saying that it still is, that it is open again."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypedDict
from uuid import UUID

from kentongan.files import services as files
from kentongan.files.types import Attachment
from kentongan.incidents.selectors import access_incident
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.selectors import find_village_at
from kentongan.roads import errors, events, rules, selectors
from kentongan.roads.enums import ClosureSource, ClosureState
from kentongan.roads.limits import ASKED_AFTER
from kentongan.roads.models import Closure
from kentongan.roads.types import NewClosure

SUBJECT = "closure"
LONGEST_ROAD = 120
LONGEST_NOTE = 500
LONGEST_NAME = 80


def report_closure(*, by: Actor, new: NewClosure, at: datetime) -> Closure:
    """A road is reported closed: from now on it counts in every proposal.

    Refuses who may not speak for that area, hours that cannot be, and an incident not one's own.
    """
    starts_at = new.starts_at or at
    rules.require_times(starts_at, new.until_at, at)
    middle = new.shape.middle
    with journal.act(by=by, at=at) as act:
        region = _region_of(by, new)
        selectors.require_reporter(by, region)
        if new.incident_id is not None:
            access_incident(by, new.incident_id, right=Right.SEE_INCIDENTS)
        closure = Closure.objects.create(
            geojson=new.shape.geojson, width_m=new.shape.width_m, lat=middle.lat, lon=middle.lon,
            region=region, road=require_storable("road", new.road)[:LONGEST_ROAD],
            cause=new.cause, note=require_storable("note", new.note)[:LONGEST_NOTE],
            told_by=require_storable("told_by", new.told_by)[:LONGEST_NAME],
            source=new.source or _source_of(by), incident_id=new.incident_id, reported_by=by.id,
            reported_at=at, said_at=at, starts_at=starts_at, until_at=new.until_at,
            begins_at=starts_at if starts_at > at else None,
            ask_at=new.until_at or max(starts_at, at) + ASKED_AFTER.lasts(at),
        )  # fmt: skip
        reported = events.ClosureReported(
            **_facts(closure), source=str(closure.source), starts_at=starts_at,
            until_at=new.until_at,
        )  # fmt: skip
        act.record(reported, region=region)
    return closure


def _region_of(by: Actor, new: NewClosure) -> str:
    """The village that the map says; else what was said; else the whole node."""
    middle = new.shape.middle
    village = find_village_at(middle.lat, middle.lon)
    return village.code if village else new.region or node().region


def _source_of(by: Actor) -> ClosureSource:
    if by.kind is ActorKind.VEHICLE:
        return ClosureSource.CREW
    return rules.source_of(rights_of(by))


def keep_closed(
    *, by: Actor, closure_id: UUID, until_at: datetime | None = None, at: datetime
) -> Closure:
    """Still closed: until then, or until somebody is asked again. Refuses one that is over."""
    with journal.act(by=by, at=at) as act:
        closure = _standing(by, closure_id)
        rules.require_times(closure.starts_at, until_at, at)
        closure.until_at, closure.asked_at = until_at, None
        closure.ask_at = until_at or max(closure.starts_at, at) + ASKED_AFTER.lasts(at)
        closure.confirmed_at, closure.confirmed_by = at, by.id
        _save(closure, at)
        confirmed = events.ClosureConfirmed(**_facts(closure), until_at=until_at)
        act.record(confirmed, region=closure.region)
    return closure


def end_closure(
    *, by: Actor, closure_id: UUID, was_mistaken: bool = False, at: datetime
) -> Closure:
    """A person says that one may drive there again, or that it never was closed.

    Refuses one that is over.
    """
    with journal.act(by=by, at=at) as act:
        closure = _standing(by, closure_id)
        closure.state = ClosureState.WITHDRAWN if was_mistaken else ClosureState.REOPENED
        closure.ended_at, closure.ended_by = at, by.id
        closure.ask_at = closure.begins_at = closure.asked_at = None
        _save(closure, at)
        act.record(events.ClosureEnded(**_facts(closure)), region=closure.region)
    return closure


def begin_closure(*, by: Actor, closure_id: UUID, at: datetime) -> None:
    """Its hour has come. A call that comes twice changes nothing."""
    with journal.act(by=by, at=at) as act:
        closure = Closure.objects.select_for_update().get(id=closure_id)
        if closure.begins_at is None or closure.begins_at > at:
            return
        closure.begins_at = None
        closure.version += 1
        closure.save(update_fields=["begins_at", "version"])
        act.record(events.ClosureBegan(**_facts(closure)), region=closure.region)


def ask_again(*, by: Actor, closure_id: UUID, at: datetime) -> None:
    """Its time is over: it stands, and those who look after roads see that it is to be confirmed.

    A call that comes twice, or after the answer, changes nothing.
    """
    with journal.act(by=by, at=at) as act:
        closure = Closure.objects.select_for_update().get(id=closure_id)
        if closure.ask_at is None or closure.ask_at > at:
            return
        closure.ask_at, closure.asked_at = None, at
        closure.version += 1
        closure.save(update_fields=["ask_at", "asked_at", "version"])
        act.record(events.ClosureAsked(**_facts(closure)), region=closure.region)


def add_photo(
    *, by: Actor, closure_id: UUID, name: str, media_type: str, stream: BinaryIO,
    own_id: UUID | None = None, at: datetime,
) -> Attachment:  # fmt: skip
    """A photo of it. The same file under the same id is the same."""
    selectors.access_closure(by, closure_id)
    content = files.keep_content(stream)
    with journal.act(by=by, at=at) as act:
        closure = selectors.access_closure(by, closure_id)
        attached = files.attach(
            by=by, subject_kind=SUBJECT, subject_id=closure_id, name=name, media_type=media_type,
            content=content, own_id=own_id, region=closure.region, at=at,
        )  # fmt: skip
        taken = events.ClosurePhotographed(**_facts(closure), attachment_id=attached.id)
        act.record(taken, region=closure.region)
    return attached


def open_photo(
    *, by: Actor, closure_id: UUID, attachment_id: UUID, at: datetime
) -> tuple[Attachment, Path]:
    """Where its bytes lie, for who may say something of the closure; the reading is journalled."""
    closure = selectors.access_closure(by, closure_id)
    return files.open_file(
        by=by, attachment_id=attachment_id, subject_id=closure_id, region=closure.region, at=at
    )


def _standing(by: Actor, closure_id: UUID) -> Closure:
    closure = selectors.access_closure(by, closure_id, lock=True)
    if closure.is_over:
        raise errors.ClosureOver
    return closure


def _save(closure: Closure, at: datetime) -> None:
    closure.said_at = max(closure.said_at, at)
    closure.version += 1
    closure.save()


class _Facts(TypedDict):
    closure_id: UUID
    state: str
    cause: str
    row: int


def _facts(closure: Closure) -> _Facts:
    return _Facts(
        closure_id=closure.id,
        state=str(closure.state),
        cause=str(closure.cause),
        row=closure.version,
    )
