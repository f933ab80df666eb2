"""Patterns of shifts, the people in them, and the month that they make."""

from datetime import date, datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs import events, rules
from kentongan.orgs.enums import DutyKind, Right
from kentongan.orgs.models import Duty, Organisation, RosterPattern, RosterSeat, Shift
from kentongan.orgs.selectors import get_org, list_patterns, list_shifts, rights_of
from kentongan.orgs.services.cover import begin_watch


def add_pattern(
    *,
    by: Actor,
    org_id: UUID,
    name: str,
    kind: DutyKind,
    cycle: str,
    begins_on: date,
    legal_basis: str,
    at: datetime,
    post_id: UUID | None = None,
) -> RosterPattern:
    """A cycle of shifts by their names, `Pagi Pagi Siang Siang Malam Malam - -`.

    Refuses a word that is no shift of this organisation, and a pattern without its legal basis.
    """
    org = _access_roster(by, org_id)
    rules.require_legal_basis(legal_basis)
    shifts = {shift.name: shift.id for shift in list_shifts(org_id)}
    wanted = rules.cycle_of(cycle, shifts)
    with journal.act(by=by, at=at) as act:
        pattern = RosterPattern.objects.create(
            org=org, post_id=post_id, name=name, kind=kind, cycle=wanted, begins_on=begins_on,
            legal_basis=legal_basis, valid_from=at, changed_by=by.id,
        )  # fmt: skip
        added = events.PatternAdded(pattern_id=pattern.id, days=len(wanted))
        act.record(added, region=org.region, org_id=org_id)
    return pattern


def end_pattern(*, by: Actor, pattern_id: UUID, at: datetime) -> None:
    """Plan nothing more by a pattern; what it has planned stays."""
    pattern = _access_pattern(by, pattern_id)
    with journal.act(by=by, at=at) as act:
        RosterPattern.objects.filter(id=pattern_id, valid_until=None).update(valid_until=at)
        ended = events.PatternAdded(pattern_id=pattern_id, days=0)
        act.record(ended, region=pattern.org.region, org_id=pattern.org_id)


def seat_person(
    *,
    by: Actor,
    pattern_id: UUID,
    team: str,
    offset: int,
    person_name: str,
    phone: str,
    at: datetime,
    user_id: UUID | None = None,
) -> RosterSeat:
    """Put a person into a pattern, `offset` days into its cycle, from the next planning on."""
    pattern = _access_pattern(by, pattern_id)
    with journal.act(by=by, at=at) as act:
        seat = RosterSeat.objects.create(
            pattern=pattern, team=team, offset=offset % len(pattern.cycle), user_id=user_id,
            person_name=person_name, phone=phone,
        )  # fmt: skip
        changed = events.SeatChanged(pattern_id=pattern.id, seat_id=seat.id)
        act.record(changed, region=pattern.org.region, org_id=pattern.org_id)
    return seat


def leave_seat(*, by: Actor, seat_id: UUID, at: datetime) -> None:
    """Take a person out of a pattern; duties that are planned stay until somebody changes them."""
    seat = RosterSeat.objects.select_related("pattern__org").filter(id=seat_id).first()
    if seat is None:
        raise NotFound(thing=mark("Regu piket"))
    pattern = _access_pattern(by, seat.pattern_id)
    with journal.act(by=by, at=at) as act:
        RosterSeat.objects.filter(id=seat_id, left_at=None).update(left_at=at)
        changed = events.SeatChanged(pattern_id=pattern.id, seat_id=seat_id)
        act.record(changed, region=pattern.org.region, org_id=pattern.org_id)


def plan_month(*, by: Actor, org_id: UUID, month: date, at: datetime) -> int:
    """Plan a month by the patterns in force, from `at` on. Returns how many duties are new.

    A duty that is planned already stays as it was changed by hand; two who plan at once plan once.
    """
    org = _access_roster(by, org_id)
    zone = ZoneInfo(node().zone)
    with journal.act(by=by, at=at) as act:
        Organisation.objects.select_for_update(no_key=True).get(id=org_id)
        shifts = {str(shift.id): shift for shift in list_shifts(org_id)}
        wanted = [
            duty
            for pattern in list_patterns(org_id, at)
            for seat in pattern.seats.all()
            for duty in _duties_of(pattern, seat, shifts, month, zone)
            if duty.ends_at > at
        ]
        known = set(
            Duty.objects.filter(seat__in={duty.seat_id for duty in wanted}).values_list(
                "seat_id", "starts_at"
            )
        )
        new = [duty for duty in wanted if (duty.seat_id, duty.starts_at) not in known]
        Duty.objects.bulk_create(new)
        begin_watch(org_id, at)
        planned = events.MonthPlanned(
            organisation_id=org_id, month=f"{month:%Y-%m}", duties=len(new)
        )
        act.record(planned, region=org.region, org_id=org_id)
    return len(new)


def _duties_of(
    pattern: RosterPattern, seat: RosterSeat, shifts: dict[str, Shift], month: date, zone: tzinfo
) -> list[Duty]:
    found = []
    for day in rules.days_of_month(month):
        shift = shifts.get(rules.shift_on(pattern.cycle, pattern.begins_on, seat.offset, day))
        if shift is not None:
            starts_at, ends_at = rules.stretch_of(day, shift.starts, shift.ends, zone)
            found.append(
                Duty(
                    org_id=pattern.org_id, post_id=pattern.post_id, user_id=seat.user_id,
                    kind=pattern.kind, seat=seat, person_name=seat.person_name, phone=seat.phone,
                    starts_at=starts_at, ends_at=ends_at,
                )
            )  # fmt: skip
    return found


def _access_roster(by: Actor, org_id: UUID) -> Organisation:
    org = get_org(org_id)
    rights_of(by).require(Right.EDIT_ROSTER, region=org.region, org_ids=(org_id,))
    return org


def _access_pattern(by: Actor, pattern_id: UUID) -> RosterPattern:
    pattern = RosterPattern.objects.select_related("org").filter(id=pattern_id).first()
    if pattern is None:
        raise NotFound(thing=mark("Pola piket"))
    _access_roster(by, pattern.org_id)
    return pattern
