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


class OrganisationChanged(Event, frozen=True, kw_only=True):
    """It is called otherwise, has another telephone, or answers in the system from now on."""

    kind: ClassVar[str] = "orgs.organisation.changed"
    subject: ClassVar[str] = "organisation"
    organisation_id: UUID
    is_joined: bool


class PostCoverageSet(Event, frozen=True, kw_only=True):
    """A post answers for other areas; the earlier ones stand in the entry before."""

    kind: ClassVar[str] = "orgs.post.coverage-set"
    subject: ClassVar[str] = "post"
    post_id: UUID
    covers: list[str]


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


class DutyChanged(Event, frozen=True, kw_only=True):
    """Another person has it, or nobody: `change` is SWAPPED, CHANGED or TAKEN_OFF."""

    kind: ClassVar[str] = "orgs.duty.changed"
    subject: ClassVar[str] = "duty"
    duty_id: UUID
    change: str


class SwapAsked(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.swap-asked"
    subject: ClassVar[str] = "duty"
    duty_id: UUID
    swap_id: UUID


class SwapDecided(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.swap-decided"
    subject: ClassVar[str] = "duty"
    duty_id: UUID
    swap_id: UUID
    state: str


class MonthPlanned(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.month-planned"
    subject: ClassVar[str] = "organisation"
    organisation_id: UUID
    month: str
    duties: int


class PatternAdded(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.pattern.added"
    subject: ClassVar[str] = "pattern"
    pattern_id: UUID
    days: int


class SeatChanged(Event, frozen=True, kw_only=True):
    """Somebody has come into a pattern, or has left it."""

    kind: ClassVar[str] = "orgs.pattern.seat-changed"
    subject: ClassVar[str] = "pattern"
    pattern_id: UUID
    seat_id: UUID


class CoverSet(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.cover.set"
    subject: ClassVar[str] = "organisation"
    organisation_id: UUID
    duty_kind: str
    least: int


class PostUncovered(Event, frozen=True, kw_only=True):
    """Nobody, or too few, will be at a post; told so many seconds ahead."""

    kind: ClassVar[str] = "orgs.cover.missing"
    subject: ClassVar[str] = "organisation"
    organisation_id: UUID
    duty_kind: str
    starts_at: datetime
    ends_at: datetime
    ahead_s: int


class DutySignedOn(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.signed-on"
    subject: ClassVar[str] = "duty"
    duty_id: UUID


class DutySignedOff(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty.signed-off"
    subject: ClassVar[str] = "duty"
    duty_id: UUID


class DutyOverstayed(Event, frozen=True, kw_only=True):
    """A duty has come to its end and nobody has taken what is open: it goes on until then."""

    kind: ClassVar[str] = "orgs.duty.overstayed"
    subject: ClassVar[str] = "duty"
    duty_id: UUID
    duty_kind: str
    open_matters: int
    ends_at: datetime


class DutyTimesSet(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.duty-times.set"
    subject: ClassVar[str] = "node"
    node_id: UUID
    code: str
    seconds: list[int]


class HandoverOffered(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.handover.offered"
    subject: ClassVar[str] = "handover"
    handover_id: UUID
    giver_id: UUID
    taker_id: UUID
    matters: int


class HandoverTaken(Event, frozen=True, kw_only=True):
    """All of it, by name."""

    kind: ClassVar[str] = "orgs.handover.taken"
    subject: ClassVar[str] = "handover"
    handover_id: UUID
    taker_id: UUID
    matters: int


class RemarkNoted(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.remark.noted"
    subject: ClassVar[str] = "remark"
    remark_id: UUID


class RemarkSettled(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.remark.settled"
    subject: ClassVar[str] = "remark"
    remark_id: UUID


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


class GlassReviewOverdue(Event, frozen=True, kw_only=True):
    """Nobody has reviewed a use in time: whoever may is rung."""

    kind: ClassVar[str] = "orgs.break-glass.review-overdue"
    subject: ClassVar[str] = "break_glass"
    break_glass_id: UUID


class GlassReviewed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "orgs.break-glass.reviewed"
    subject: ClassVar[str] = "break_glass"
    break_glass_id: UUID


class RevealsReviewed(Event, frozen=True, kw_only=True):
    """Somebody has looked at what a person revealed in the week from this Monday."""

    kind: ClassVar[str] = "orgs.reveals.reviewed"
    subject: ClassVar[str] = "person"
    person_id: UUID
    week_on: str
    reveals: int


class VillageContactsEnded(Event, frozen=True, kw_only=True):
    """Nobody answers for this village in this role any more."""

    kind: ClassVar[str] = "orgs.village_contacts.ended"
    subject: ClassVar[str] = "ending"
    ending_id: UUID
    role: str
    contacts: int


class VillageContactsLoaded(Event, frozen=True, kw_only=True):
    """Who answers for villages was loaded; those of the same villages and roles before are over."""

    kind: ClassVar[str] = "orgs.village_contacts.loaded"
    subject: ClassVar[str] = "loading"
    loading_id: UUID
    contact_count: int
