"""Units: one for an actor, lists, the crew behind a token, and all of them from memory."""

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Min, QuerySet

from kentongan.fleet.limits import POSITION_FRESH, SHIFT_UNKNOWN
from kentongan.fleet.models import CrewSeat, Readiness, TrackPoint, Unit, VehicleToken
from kentongan.fleet.positions import positions
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

SHORTEST = timedelta.resolution
"""Between two moments of a track; the database keeps no shorter one."""


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
    units = units.select_related("org", "post")
    return list(units.order_by("org__short_name", "post__name", "call_sign"))


def capabilities_of(org_id: UUID) -> set[str]:
    """What the units of an organisation can do, ready or not."""
    rows = Unit.objects.filter(org_id=org_id).values_list("capabilities", flat=True)
    return {each for capabilities in rows for each in capabilities}


def vehicle_cookie() -> str:
    """The name of the cookie that holds a vehicle's token."""
    return journal.cookie_name("vehicle")


def readiness_of(units: Iterable[Unit]) -> dict[UUID, Readiness]:
    """What its post has said last of each unit: read by that moment, however long the history."""
    confirmed = {unit.id: unit.ready_confirmed_at for unit in units if unit.ready_confirmed_at}
    rows = Readiness.objects.filter(
        unit_id__in=confirmed, confirmed_at__in=set(confirmed.values())
    ).order_by("id")
    return {row.unit_id: row for row in rows if row.confirmed_at == confirmed[row.unit_id]}


def find_vehicle(token_hash: bytes) -> VehicleSignedIn | None:
    """The crew behind a vehicle's token, or None for one that is unknown or revoked."""
    round_ = _vehicles.round
    token = (
        VehicleToken.objects.filter(token_hash=token_hash, revoked_at=None)
        .select_related("unit")
        .first()
    )
    if token is None:
        return None
    unit = token.unit
    vehicle = VehicleSignedIn(
        actor=Actor(id=unit.id, kind=ActorKind.VEHICLE, org_id=unit.org_id),
        unit_id=unit.id,
        call_sign=unit.call_sign,
        org_id=unit.org_id,
    )
    _vehicles.keep(token_hash, vehicle, round_)
    return vehicle


def recall_vehicle(token_hash: bytes) -> VehicleSignedIn | None:
    """The same from memory alone; None too for one whom this process has not met yet."""
    return _vehicles.met.get(token_hash)


class _Vehicles:
    """The vehicles this process has met, until a token is issued or revoked anywhere."""

    def __init__(self) -> None:
        self.met: dict[bytes, VehicleSignedIn] = {}
        self.round = 0
        self._lock = threading.Lock()

    def keep(self, token_hash: bytes, vehicle: VehicleSignedIn, round_: int) -> None:
        """Remember one, unless tokens have changed since it was read."""
        with self._lock:
            if self.round == round_:
                self.met[token_hash] = vehicle

    def forget(self, _: UUID | None = None) -> None:
        with self._lock:
            self.round += 1
            self.met = {}


_vehicles = _Vehicles()
watch("fleet.vehicle.", _vehicles.forget)


def list_seated(unit_id: UUID) -> list[str]:
    """The names of those who sit in a unit now, as its crew has picked them."""
    seats = CrewSeat.objects.filter(unit_id=unit_id, until=None).order_by("id")
    return list(seats.values_list("person_name", flat=True))


def known_positions() -> Mapping[UUID, Position]:
    """Where every unit last said it was. From memory; one query at most each second."""
    positions.look()
    return positions.latest


def find_position(unit_id: UUID) -> Position | None:
    """Where a unit last said it was, None where it never did: to whichever process it said it."""
    positions.look_at(unit_id)
    return positions.latest.get(unit_id)


def list_track(
    unit_id: UUID, *, since: datetime, until: datetime, limit: int, newest_first: bool = False
) -> list[Position]:
    """Where a unit was between two moments, both included, the oldest first."""
    rows = TrackPoint.objects.filter(unit_id=unit_id, at__gte=since, at__lte=until)
    rows = rows.order_by("-at" if newest_first else "at")
    return [
        Position(Point(r.lat, r.lon), r.at, r.accuracy_m, r.heading_deg, r.speed_kmh, r.received_at)
        for r in rows[:limit]
    ]


def list_track_after(
    unit_id: UUID, after: str, *, since: datetime, until: datetime, limit: int
) -> list[Position]:
    """A page of it: what follows the moment `after` (ISO 8601), from the beginning where empty."""
    try:
        last = datetime.fromisoformat(after) if after else None
    except ValueError:
        last = None
    if last is None or last.tzinfo is None or last < since:
        return list_track(unit_id, since=since, until=until, limit=limit)
    return list_track(unit_id, since=last + SHORTEST, until=until, limit=limit)


def shift_end(org_id: UUID, at: datetime) -> datetime:
    """When the shift that runs at an organisation ends, by its patterns and the node's zone."""
    patterns = list(Shift.objects.filter(org_id=org_id).values_list("starts", "ends"))
    local = at.astimezone(ZoneInfo(journal.node().zone))
    return end_of_shift(patterns, local, unknown=SHIFT_UNKNOWN.lasts(at))


def position_fresh(at: datetime) -> timedelta:
    """How old a position may be and still give minutes instead of a range."""
    return POSITION_FRESH.lasts(at)


class _Kept:
    """The units of this process's memory; those that changed are read again, and only those."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.changes_lock = threading.Lock()
        self.units: dict[UUID, UnitRecord] | None = None
        self.ordered: tuple[UnitRecord, ...] = ()
        self.changed: set[UUID] = set()


_kept = _Kept()


def units_snapshot() -> Snapshot:
    """Every unit and position of this node. One query at most each second when nothing changes."""
    with _kept.lock:
        _refresh_units()
        return Snapshot(units=_kept.ordered, positions=known_positions())


def call_signs(unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Call signs for showing which crew has said something; ids that are no units are left out."""
    wanted = set(unit_ids)
    return {unit.id: unit.call_sign for unit in units_snapshot().units if unit.id in wanted}


def forget_units(_: UUID | None = None) -> None:
    """Read everything again next time (a post's coverage changed; tests; restore)."""
    with _kept.lock:
        _kept.units = None


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
    seated = _seated_since(ids)
    return [_record(unit, coverage.get(unit.post_id, ()), seated.get(unit.id)) for unit in rows]


def _seated_since(ids: set[UUID] | None) -> dict[UUID, datetime]:
    """Since when the present crew of each unit has been sitting in it."""
    seats = CrewSeat.objects.filter(until=None)
    if ids is not None:
        seats = seats.filter(unit_id__in=ids)
    return dict(seats.values_list("unit_id").annotate(since=Min("since")))


def _coverage_of(post_ids: Iterable[UUID]) -> dict[UUID, tuple[tuple[str, int], ...]]:
    found: dict[UUID, tuple[tuple[str, int], ...]] = {}
    rows = PostCoverage.objects.filter(post_id__in=post_ids).order_by("rank")
    for post_id, region, rank in rows.values_list("post_id", "region", "rank"):
        found[post_id] = (*found.get(post_id, ()), (region, rank))
    return found


def _record(
    unit: Unit, coverage: tuple[tuple[str, int], ...], crew_since: datetime | None
) -> UnitRecord:
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
        post_id=post.id,
        crew_since=crew_since,
    )


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else Point(lat, lon)
