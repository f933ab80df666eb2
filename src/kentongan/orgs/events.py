from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class OrganisationOpened(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.organisation.opened"
    subject: ClassVar[str] = "organisation"
    organisation_id: UUID
    code: str
    org_kind: str


class PostOpened(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.post.opened"
    subject: ClassVar[str] = "post"
    post_id: UUID
    covers: list[str]


class ShiftAdded(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.shift.added"
    subject: ClassVar[str] = "shift"
    shift_id: UUID


class RightsChanged(Event, frozen=True, kw_only=True):
    """Somebody's rights are other than before: a grant, its end, or a break-glass."""

    kind: ClassVar[str] = "orgs.rights.changed"
    subject: ClassVar[str] = "user"
    user_id: UUID
    role: str
    change: str


class DutyPlanned(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.planned"
    subject: ClassVar[str] = "duty"
    duty_id: UUID
    duty_kind: str
    starts_at: datetime
    ends_at: datetime


class DutySignedOn(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.signed-on"
    subject: ClassVar[str] = "duty"
    duty_id: UUID


class DutySignedOff(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.signed-off"
    subject: ClassVar[str] = "duty"
    duty_id: UUID


class DeviceTokenIssued(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.device.token-issued"
    subject: ClassVar[str] = "device"
    device_id: UUID


class DeviceTokenRevoked(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.device.token-revoked"
    subject: ClassVar[str] = "device"
    device_id: UUID


class GlassBroken(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.break-glass.opened"
    subject: ClassVar[str] = "break_glass"
    break_glass_id: UUID
    user_id: UUID


class GlassReviewed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.break-glass.reviewed"
    subject: ClassVar[str] = "break_glass"
    break_glass_id: UUID
