"""The roster: shifts, duties, signing on and off."""

from datetime import datetime, time
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Outdated
from kentongan.orgs import errors, events
from kentongan.orgs.enums import DutyKind, Right
from kentongan.orgs.limits import SIGN_ON_EARLY
from kentongan.orgs.models import Duty, Shift
from kentongan.orgs.selectors import access_own_duty, get_org, rights_of
from kentongan.orgs.services.cover import look_again
from kentongan.orgs.services.handover import require_nothing_left


def add_shift(
    *, by: Actor, org_id: UUID, name: str, starts: time, ends: time, at: datetime
) -> Shift:
    """A pattern of the day of an organisation, in the node's zone; one past midnight is allowed."""
    org = get_org(org_id)
    rights_of(by).require(Right.EDIT_ROSTER, region=org.region, org_ids=(org_id,))
    with journal.act(by=by, at=at) as act:
        shift = Shift.objects.create(org_id=org_id, name=name, starts=starts, ends=ends)
        act.record(events.ShiftAdded(shift_id=shift.id), region=org.region, org_id=org_id)
    return shift


def plan_duty(
    *,
    by: Actor,
    org_id: UUID,
    kind: DutyKind,
    person_name: str,
    phone: str,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    post_id: UUID | None = None,
    user_id: UUID | None = None,
) -> Duty:
    """Put a named person on the roster."""
    org = get_org(org_id)
    rights_of(by).require(Right.EDIT_ROSTER, region=org.region, org_ids=(org_id,))
    with journal.act(by=by, at=at) as act:
        duty = Duty.objects.create(
            org_id=org_id, post_id=post_id, user_id=user_id, kind=kind, person_name=person_name,
            phone=phone, starts_at=starts_at, ends_at=ends_at,
        )  # fmt: skip
        look_again(org_id, at)
        act.record(
            events.DutyPlanned(
                duty_id=duty.id, duty_kind=kind, starts_at=starts_at, ends_at=ends_at
            ),
            region=org.region,
            org_id=org_id,
        )
    return duty


def change_duty(
    *,
    by: Actor,
    duty_id: UUID,
    version: int,
    person_name: str,
    phone: str,
    at: datetime,
    user_id: UUID | None = None,
) -> Duty:
    """Put another person on a duty. Refuses an older version, and a duty that has begun."""
    with journal.act(by=by, at=at) as act:
        duty = _access_planned(by, duty_id, version, at)
        duty.user_id, duty.person_name, duty.phone = user_id, person_name, phone
        _save_changed(act, duty, "user", "person_name", "phone")
    return duty


def take_off_duty(*, by: Actor, duty_id: UUID, version: int, at: datetime) -> Duty:
    """Nobody has this duty any more: it stays on the roster as taken off, and its post is open."""
    with journal.act(by=by, at=at) as act:
        duty = _access_planned(by, duty_id, version, at)
        duty.signed_off_at = at
        _save_changed(act, duty, "signed_off_at", change="TAKEN_OFF")
    return duty


def _access_planned(by: Actor, duty_id: UUID, version: int, at: datetime) -> Duty:
    duty = access_own_duty(by, duty_id, lock=True)
    rights_of(by).require(Right.EDIT_ROSTER, region=duty.org.region, org_ids=(duty.org_id,))
    if duty.version != version:
        raise Outdated
    if duty.ends_at <= at or duty.signed_on_at is not None or duty.signed_off_at is not None:
        raise errors.DutyOver
    return duty


def _save_changed(act: Act, duty: Duty, *fields: str, change: str = "CHANGED") -> None:
    duty.version += 1
    duty.save(update_fields=[*fields, "version"])
    look_again(duty.org_id, act.at)
    changed = events.DutyChanged(duty_id=duty.id, change=change)
    act.record(changed, region=duty.org.region, org_id=duty.org_id)


def sign_on(*, by: Actor, duty_id: UUID, at: datetime) -> Duty:
    """Begin a duty: from shortly before it starts until it ends."""
    with journal.act(by=by, at=at) as act:
        duty = access_own_duty(by, duty_id, lock=True)
        if not duty.starts_at - SIGN_ON_EARLY.lasts(at) <= at < duty.ends_at:
            raise errors.DutyOver
        duty.signed_on_at = duty.signed_on_at or at
        duty.signed_off_at = None
        # one without an account cannot be asked to take or to hand over: paper remains
        duty.end_due_at = duty.ends_at if duty.user_id else None
        duty.version += 1
        duty.save(update_fields=["signed_on_at", "signed_off_at", "end_due_at", "version"])
        act.record(events.DutySignedOn(duty_id=duty.id), region=duty.org.region, org_id=duty.org_id)
    return duty


def sign_off(*, by: Actor, duty_id: UUID, at: datetime) -> Duty:
    """End a duty. Refuses while something is open that nobody else has taken by name."""
    with journal.act(by=by, at=at) as act:
        duty = access_own_duty(by, duty_id, lock=True)
        if duty.signed_on_at is not None and duty.signed_off_at is None:
            require_nothing_left(duty, at)
        duty.signed_off_at = at
        duty.end_due_at = None
        look_again(duty.org_id, at)
        duty.version += 1
        duty.save(update_fields=["signed_off_at", "end_due_at", "version"])
        act.record(
            events.DutySignedOff(duty_id=duty.id), region=duty.org.region, org_id=duty.org_id
        )
    return duty
