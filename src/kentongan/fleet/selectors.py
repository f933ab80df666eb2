"""Units: one for an actor, lists, the crew behind a token, and all of them from memory."""

import threading
import time
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kentongan.fleet.models import CrewSeat, Unit, UnitPosition, VehicleToken
from kentongan.fleet.rules import end_of_shift
from kentongan.fleet.types import Position, Snapshot, UnitRecord, VehicleSignedIn
from kentongan.geo.points import Point
from kentongan.journal import selectors as journal
from kentongan.journal.watchers import watch
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import Right
from kentongan.orgs.models import PostCoverage, Shift
from kentongan.orgs.selectors import rights_of, within

POSITIONS_KEPT_S = 1.0
"""Positions are not journalled, so no watcher tells of them: they are read again each second."""


def access_unit(
    by: Actor, unit_id: UUID, *, right: Right = Right.SEE_UNITS, lock: bool = False
) -> Unit:
    """The unit, for one who may do this with it. Raises NotFound for what one may not see.

    A crew that entered by the vehicle's token has its own unit and no other.
    """
    units = Unit.objects.select_related("org", "post")
    if lock:
        units = units.select_for_update(of=("self",), no_key=True)
    unit = next(iter(units.filter(id=unit_id)), None)
    if unit is None or not _may_see(by, unit):
        raise NotFound(thing="Unit")
    if not may(by, right, unit):
        raise NotAllowed(right=right.value)
    return unit


def may(by: Actor, right: Right, unit: Unit) -> bool:
    """Whether an actor has a right over a unit: by its organisation, its region, or its token."""
    if by.kind is ActorKind.VEHICLE:
        return by.id == unit.id and right in {Right.SEE_UNITS, Right.RUN_UNITS}
    return rights_of(by).has(right, region=unit.region, org_ids=(unit.org_id,))


def _may_see(by: Actor, unit: Unit) -> bool:
    return may(by, Right.SEE_UNITS, unit) or may(by, Right.RUN_UNITS, unit)


def list_units(by: Actor, *, org_id: UUID | None = None) -> list[Unit]:
    """The units an actor may see, by post and call sign, with their positions."""
    scope = rights_of(by).scope(Right.SEE_UNITS)
    units: QuerySet[Unit] = Unit.objects.filter(within(scope, org_lookup="org_id"))
    if org_id is not None:
        units = units.filter(org_id=org_id)
    units = units.select_related("org", "post", "unitposition")
    return list(units.order_by("org__short_name", "post__name", "call_sign"))


def find_vehicle(token_hash: bytes) -> VehicleSignedIn | None:
    """The crew behind a vehicle's token, or None for one that is unknown or revoked."""
    token = (
        VehicleToken.objects.filter(token_hash=token_hash, revoked_at=None)
        .select_related("unit")
        .first()
    )
    if token is None:
        return None
    unit = token.unit
    return VehicleSignedIn(
        actor=Actor(id=unit.id, kind=ActorKind.VEHICLE, org_id=unit.org_id),
        unit_id=unit.id,
        call_sign=unit.call_sign,
        org_id=unit.org_id,
    )


def list_seated(unit_id: UUID) -> list[str]:
    """The names of those who sit in a unit now, as its crew has picked them."""
    seats = CrewSeat.objects.filter(unit_id=unit_id, until=None).order_by("id")
    return list(seats.values_list("person_name", flat=True))


def find_position(unit_id: UUID) -> Position | None:
    """Where a unit last said it was, None where it never did."""
    row = UnitPosition.objects.filter(unit_id=unit_id).values_list("lat", "lon", "at")[:1]
    return next((Position(point=Point(lat, lon), at=at) for lat, lon, at in row), None)


def shift_end(org_id: UUID, at: datetime) -> datetime:
    """When the shift that runs at an organisation ends, by its patterns and the node's zone."""
    patterns = list(Shift.objects.filter(org_id=org_id).values_list("starts", "ends"))
    return end_of_shift(patterns, at.astimezone(ZoneInfo(journal.node().zone)))


class _Kept:
    """The units of this process's memory; those that changed are read again, and only those."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.changes_lock = threading.Lock()
        self.units: dict[UUID, UnitRecord] | None = None
        self.ordered: tuple[UnitRecord, ...] = ()
        self.changed: set[UUID] = set()
        self.positions: dict[UUID, Position] = {}
        self.positions_read_at = float("-inf")


_kept = _Kept()


def units_snapshot() -> Snapshot:
    """Every unit and position of this node. One query at most each second when nothing changes."""
    with _kept.lock:
        _refresh_units()
        _refresh_positions()
        return Snapshot(units=_kept.ordered, positions=_kept.positions)


def forget_units(_: UUID | None = None) -> None:
    """Read everything again next time (a post's coverage changed; tests; restore)."""
    with _kept.lock:
        _kept.units = None
        _kept.positions_read_at = float("-inf")


def forget_positions() -> None:
    """Read the positions again next time."""
    _kept.positions_read_at = float("-inf")


def _note_change(unit_id: UUID | None) -> None:
    if unit_id is None:
        forget_units()
        return
    # A lock of its own: the journal's tailer must not wait for a refresh that is reading rows.
    with _kept.changes_lock:
        _kept.changed.add(unit_id)


watch("fleet.", _note_change)
watch("orgs.post.", forget_units)


def _refresh_units() -> None:
    with _kept.changes_lock:
        changed, _kept.changed = _kept.changed, set()
    if _kept.units is None:
        _kept.units = {record.id: record for record in _read_units(None)}
    elif changed:
        _kept.units |= {record.id: record for record in _read_units(changed)}
    else:
        return
    _kept.ordered = tuple(sorted(_kept.units.values(), key=lambda unit: unit.call_sign))


def _read_units(ids: set[UUID] | None) -> list[UnitRecord]:
    units = Unit.objects.select_related("org", "post")
    rows = list(units if ids is None else units.filter(id__in=ids))
    coverage = _coverage_of({unit.post_id for unit in rows})
    return [_record(unit, coverage.get(unit.post_id, ())) for unit in rows]


def _coverage_of(post_ids: Iterable[UUID]) -> dict[UUID, tuple[tuple[str, int], ...]]:
    found: dict[UUID, tuple[tuple[str, int], ...]] = {}
    rows = PostCoverage.objects.filter(post_id__in=post_ids).order_by("rank")
    for post_id, region, rank in rows.values_list("post_id", "region", "rank"):
        found[post_id] = (*found.get(post_id, ()), (region, rank))
    return found


def _record(unit: Unit, coverage: tuple[tuple[str, int], ...]) -> UnitRecord:
    post = unit.post
    return UnitRecord(
        id=unit.id,
        call_sign=unit.call_sign,
        kind=unit.kind,
        capabilities=frozenset(unit.capabilities),
        state=unit.state,
        ready_until=unit.ready_until,
        phone=unit.phone,
        org_id=unit.org_id,
        org_name=unit.org.short_name,
        post_name=post.name,
        post_point=_point(post.lat, post.lon),
        coverage=coverage,
    )


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else Point(lat, lon)


def _refresh_positions() -> None:
    now = time.monotonic()
    if now - _kept.positions_read_at < POSITIONS_KEPT_S:
        return
    _kept.positions_read_at = now
    rows = UnitPosition.objects.values_list("unit_id", "lat", "lon", "at")
    _kept.positions = {
        unit_id: Position(point=Point(lat, lon), at=at) for unit_id, lat, lon, at in rows
    }
