"""Adding units, saying how they are, where they are, and who sits in them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from django.db import IntegrityError, transaction

from kentongan.fleet import errors, events, rules, sql_positions
from kentongan.fleet.adapters.fixes import Fix
from kentongan.fleet.enums import UnitKind, UnitState
from kentongan.fleet.models import CrewSeat, Readiness, TrackPoint, Unit, VehicleToken
from kentongan.fleet.positions import positions
from kentongan.fleet.selectors import access_unit, shift_end
from kentongan.fleet.types import Position, require_capabilities
from kentongan.geo.points import Point
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.exempt import not_an_act
from kentongan.journal.periods import kept_for
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.errors import NotFound
from kentongan.kernel.events import Event
from kentongan.kernel.ids import hash_token, secret_token
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import list_posts, rights_of

BATCH = 5_000
"""Positions of one transaction: SQLite has one writer, and the desks wait for it."""

FORGOTTEN_AT_ONCE = 5_000
"""Points of one write transaction. A slice every two seconds keeps up with 2,500 a second."""


def add_unit(
    *,
    by: Actor,
    org_id: UUID,
    post_id: UUID,
    call_sign: str,
    kind: UnitKind,
    capabilities: Sequence[str],
    region: str = "",
    phone: str = "",
    is_invented: bool = False,
    at: datetime,
) -> Unit:
    """Put a unit at a post, off duty until its post says otherwise. Refuses a call sign in use."""
    post = next((post for post in list_posts(org_id) if post.id == post_id), None)
    if post is None:
        raise NotFound(thing="Pos")
    rights_of(by).require(Right.CONFIGURE, region=post.region)
    unit = Unit(
        org_id=org_id, post=post, call_sign=call_sign, kind=kind, state=UnitState.OFF,
        capabilities=require_capabilities(capabilities), state_since=at,
        phone=phone, region=region or post.region, is_invented=is_invented,
    )  # fmt: skip
    with journal.act(by=by, at=at) as act:
        try:
            with transaction.atomic():
                unit.save(force_insert=True)
        except IntegrityError:
            raise errors.CallSignTaken(call_sign=call_sign) from None
        _record(act, unit, events.UnitAdded(unit_id=unit.id, post_id=post_id, unit_kind=kind))
    return unit


def set_unit_state(
    *, by: Actor, unit_id: UUID, state: UnitState, note: str = "", at: datetime
) -> Unit:
    """Say how a unit is. Refuses BUSY, and a unit on a task: those change by its assignment."""
    with journal.act(by=by, at=at) as act:
        unit = access_unit(by, unit_id, right=Right.RUN_UNITS, lock=True)
        rules.require_settable(state, unit.state, unit.call_sign)
        _change_state(act, unit, state, note, at)
    return unit


def mark_busy(*, by: Actor, unit: Unit, at: datetime) -> None:
    """A unit, locked by dispatch, was assigned. Refuses one that is busy already."""
    with journal.act(by=by, at=at) as act:
        _change_state(act, unit, rules.UNITS.target("assign", unit.state), "", at)


def mark_available(*, by: Actor, unit: Unit, at: datetime, broken: bool = False) -> None:
    """A unit, locked by dispatch, is free again, or has broken down on the way."""
    step = "break-down" if broken else "free"
    if not rules.UNITS.allows(step, unit.state):
        return  # its post has said something else meanwhile, and knows better
    with journal.act(by=by, at=at) as act:
        _change_state(act, unit, rules.UNITS.target(step, unit.state), "", at)


def _change_state(act: journal.Act, unit: Unit, state: str, note: str, at: datetime) -> None:
    before, unit.state = unit.state, state
    unit.state_since, unit.state_note = at, note
    unit.version += 1
    Unit.objects.filter(id=unit.id).update(
        state=state, state_since=at, state_note=note, version=unit.version
    )
    _record(act, unit, events.UnitStateChanged(unit_id=unit.id, before=before, state=state))


def confirm_readiness(
    *,
    by: Actor,
    unit_id: UUID,
    crew_count: int,
    valid_until: datetime | None = None,
    fuel_percent: int | None = None,
    water_l: int | None = None,
    oxygen_percent: int | None = None,
    defects: str = "",
    at: datetime,
) -> Readiness:
    """Say that a unit is ready this shift, and with what. Refuses impossible measures.

    It holds until the running shift of its organisation ends, or `valid_until` if that is sooner:
    nobody speaks for the shift after (practice.md §1.8).
    """
    rules.require_measures(
        crew_count=crew_count, fuel_percent=fuel_percent, water_l=water_l,
        oxygen_percent=oxygen_percent,
    )  # fmt: skip
    with journal.act(by=by, at=at) as act:
        unit = access_unit(by, unit_id, right=Right.RUN_UNITS, lock=True)
        until = _holds_until(unit, valid_until, at)
        readiness = Readiness.objects.create(
            unit=unit, confirmed_at=at, confirmed_by=by.id, valid_until=until,
            crew_count=crew_count, fuel_percent=fuel_percent, water_l=water_l,
            oxygen_percent=oxygen_percent, defects=defects,
        )  # fmt: skip
        _note_ready(unit, readiness)
        confirmed = events.ReadinessConfirmed(
            unit_id=unit.id, readiness_id=readiness.id, crew_count=crew_count,
            has_defects=bool(defects.strip()), valid_until=until,
        )  # fmt: skip
        _record(act, unit, confirmed)
    return readiness


def _holds_until(unit: Unit, valid_until: datetime | None, at: datetime) -> datetime:
    ends_at = shift_end(unit.org_id, at)
    until = min(valid_until, ends_at) if valid_until else ends_at
    rules.require_future(until, at)
    return until


def _note_ready(unit: Unit, said: Readiness) -> None:
    """What boards and proposals read of it stands with the unit."""
    unit.ready_confirmed_at, unit.ready_until = said.confirmed_at, said.valid_until
    unit.crew_count = said.crew_count
    unit.version += 1
    unit.save(update_fields=["ready_confirmed_at", "ready_until", "crew_count", "version"])


def report_position(
    *,
    by: Actor,
    unit_id: UUID,
    lat: float,
    lon: float,
    accuracy_m: float | None = None,
    heading_deg: float | None = None,
    speed_kmh: float | None = None,
    at: datetime,
) -> None:
    """Say where a unit is. Not an act: nothing is journalled. Older reports change nothing."""
    point = Point(lat, lon)
    if by.kind is not ActorKind.VEHICLE or by.id != unit_id:
        access_unit(by, unit_id, right=Right.RUN_UNITS)
    hear_position(unit_id, Position(point, at, accuracy_m, heading_deg, speed_kmh, clock.now()))


def hear_fix(unit_id: UUID, fix: Fix) -> None:
    """What a vehicle's own phone tells in the words of its app. Its clock is never ahead of ours;
    cells alone say which mast, not where: the last position keeps its age.
    """
    if fix.point is None:
        return
    now = clock.now()
    position = Position(
        fix.point, min(fix.at or now, now), fix.accuracy_m, fix.heading_deg, fix.speed_kmh, now
    )
    hear_position(unit_id, position)


def hear_position(unit_id: UUID, position: Position) -> None:
    """What a vehicle's own device tells of it: known at once, written with the next batch."""
    positions.hear(unit_id, position)
    if not positions.has_writer:
        write_positions()


def write_positions() -> None:
    """Write all that waits, one transaction a batch. What could not be written goes on waiting."""
    while batch := positions.take(BATCH):
        try:
            _store_positions(batch)
        except Exception:
            positions.put_back(batch)
            raise


@not_an_act("positions come every few seconds; the journal of acts would be buried under them")
def _store_positions(batch: Sequence[tuple[UUID, Position]]) -> None:
    sql_positions.store(batch, clock.now())


def forget_tracks(*, by: Actor, at: datetime) -> int:
    """Delete a slice of the points that are older than they are kept; says how many. They are
    looked for where the oldest stand, so it costs the same however long the history is.
    """
    over = at - kept_for("track", at)
    oldest = TrackPoint.objects.order_by("id").values_list("id", "received_at")[:FORGOTTEN_AT_ONCE]
    ids = [row_id for row_id, _ in takewhile(lambda row: row[1] < over, oldest)]
    if not ids:
        return 0
    with journal.act(by=by, at=at) as act:
        rows, _ = TrackPoint.objects.filter(id__lte=ids[-1]).delete()
        act.record(events.TracksForgotten(node_id=journal_selectors.node().id, rows=rows))
    return rows


def issue_vehicle_token(*, by: Actor, unit_id: UUID, at: datetime) -> str:
    """A token for the QR code in the cab. Shown once; only its hash is kept; earlier ones end."""
    token = secret_token()
    with journal.act(by=by, at=at) as act:
        unit = _access_tokens(by, unit_id)
        VehicleToken.objects.filter(unit=unit, revoked_at=None).update(revoked_at=at)
        row = VehicleToken.objects.create(unit=unit, token_hash=hash_token(token), created_at=at)
        _record(act, unit, events.VehicleTokenIssued(unit_id=unit.id, token_id=row.id))
    return token


def revoke_vehicle_token(*, by: Actor, unit_id: UUID, at: datetime) -> None:
    """End the tokens of a vehicle: the QR code was photographed, or the vehicle is gone."""
    with journal.act(by=by, at=at) as act:
        unit = _access_tokens(by, unit_id)
        VehicleToken.objects.filter(unit=unit, revoked_at=None).update(revoked_at=at)
        _record(act, unit, events.VehicleTokenRevoked(unit_id=unit.id))


def _access_tokens(by: Actor, unit_id: UUID) -> Unit:
    """The unit, for those who keep the roster of its agency or manage accounts in its region."""
    unit = Unit.objects.select_related("org").filter(id=unit_id).first()
    if unit is None:
        raise NotFound(thing="Unit")
    rights = rights_of(by)
    if not rights.has(Right.MANAGE_ACCOUNTS, region=unit.region):
        rights.require(Right.EDIT_ROSTER, region=unit.region, org_ids=(unit.org_id,))
    return unit


def seat_crew(*, by: Actor, unit_id: UUID, names: Sequence[str], at: datetime) -> list[CrewSeat]:
    """Say who sits in a unit from now on; those who sat there before have left."""
    with journal.act(by=by, at=at) as act:
        unit = access_unit(by, unit_id, right=Right.RUN_UNITS, lock=True)
        CrewSeat.objects.filter(unit=unit, until=None).update(until=at)
        seats = CrewSeat.objects.bulk_create(
            CrewSeat(unit=unit, person_name=name, since=at) for name in names
        )
        _record(act, unit, events.CrewSeated(unit_id=unit.id, crew_count=len(seats)))
    return seats


def _record(act: journal.Act, unit: Unit, event: Event) -> None:
    act.record(event, region=unit.region, org_id=unit.org_id)
