"""The settings package: what a regency has decided, as one file (docs/formats/).

Sections in the order in which they are put in; rows name each other by code, never by an id.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from kentongan.calls.enums import Disposition
from kentongan.dispatch.enums import DispatchMode
from kentongan.fleet.enums import Capability, UnitKind
from kentongan.incidents.enums import ContactSafety, PartyRole, Priority
from kentongan.levels.enums import HolidayKind, NationalClass
from kentongan.messaging.enums import Medium
from kentongan.orgs.enums import DutyKind, DutyTimeCode, OrgKind, PostKind, VillageRole
from kentongan.web.wire import RegionCode

FORMAT = "kentongan-settings"
VERSION = 1

Line40 = Annotated[str, Meta(min_length=1, max_length=40)]
Line120 = Annotated[str, Meta(min_length=1, max_length=120)]
Name = Annotated[str, Meta(min_length=1, max_length=160)]
Basis = Annotated[str, Meta(max_length=200)]
Phone = Annotated[str, Meta(max_length=32)]
Code = Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{1,39}$")]
CodeOrNone = Annotated[str, Meta(pattern="^([A-Z][A-Z0-9_]{1,39})?$")]
Family = Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{1,23}$")]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Line80 = Annotated[str, Meta(min_length=1, max_length=80)]
Slug = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]{0,39}$")]
Hour = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
HourOrNone = Annotated[str, Meta(pattern="^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Seconds = Annotated[int, Meta(ge=0, le=7 * 86_400)]


class Row(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One decision of a package."""


class Retention(Row):
    retention: Line40
    days: Annotated[int, Meta(ge=1)]
    legal_basis: Basis


class Limit(Row):
    code: Line40
    value: Annotated[int, Meta(ge=0, le=10**9)]
    legal_basis: Basis


class DeskTimes(Row):
    help_answers_s: Annotated[int, Meta(ge=5, le=600)]
    neighbour_answers_s: Annotated[int, Meta(ge=15, le=600)]
    silence_listened_s: Annotated[int, Meta(ge=5, le=120)]
    callback_within_s: Annotated[int, Meta(ge=30, le=3600)]
    legal_basis: Basis
    unanswered_rings_s: Annotated[int, Meta(ge=10, le=300)] = 30
    rings_again_s: Annotated[int, Meta(ge=15, le=600)] = 60
    classified_within_s: Annotated[int, Meta(ge=30, le=3600)] = 300
    incident_within_s: Annotated[int, Meta(ge=5, le=600)] = 60
    decided_within_s: Annotated[int, Meta(ge=15, le=900)] = 120


class RatingTerms(Row):
    opens_at: Hour
    closes_at: Hour
    delay_min: Annotated[int, Meta(ge=0, le=2880)]
    link_lasts_h: Annotated[int, Meta(ge=1, le=336)]
    change_within_min: Annotated[int, Meta(ge=0, le=1440)]
    again_after_days: Annotated[int, Meta(ge=0, le=365)]
    low_upto: Annotated[int, Meta(ge=1, le=4)]
    answer_within_h: Annotated[int, Meta(ge=1, le=720)]
    after_hospital: bool
    medium: Medium
    address: Annotated[str, Meta(max_length=80)]
    legal_basis: Basis


class DutyTimes(Row):
    code: DutyTimeCode
    seconds: Annotated[list[Seconds], Meta(min_length=1, max_length=6)]
    legal_basis: Basis


class Category(Row):
    code: Code
    name: Line120
    family: Family
    priority: Priority
    name_en: Annotated[str, Meta(max_length=120)] = ""
    hazard_code: Annotated[str, Meta(max_length=8)] = ""
    contact_safety: ContactSafety = ContactSafety.UNKNOWN
    duplicate_radius_m: Annotated[int, Meta(ge=0, le=50_000)] = 300
    passes_cooling: bool = False
    is_restricted: bool = False
    legal_basis: Basis = ""


class PriorityRule(Row):
    fact: Code
    priority: Priority
    category: CodeOrNone = ""
    answer: Literal["YES", "NO"] = "YES"
    legal_basis: Basis = ""


class Question(Row):
    code: Code
    text: Line120
    position: Annotated[int, Meta(ge=0, le=999)]
    category: CodeOrNone = ""
    text_en: Annotated[str, Meta(max_length=120)] = ""
    text_jv: Annotated[str, Meta(max_length=120)] = ""
    may_be_unknown: bool = True
    capabilities: list[Capability] = []
    legal_basis: Basis = ""


class DuplicatePair(Row):
    one: Family
    other: Family
    proposes: bool
    radius_m: Annotated[int, Meta(ge=0, le=5000)] = 0
    ended_h: Annotated[int, Meta(ge=0, le=168)] = 24
    legal_basis: Basis = ""


class ServiceArea(Row):
    min_lat: Latitude
    min_lon: Longitude
    max_lat: Latitude
    max_lon: Longitude
    legal_basis: Basis = ""


class Organisation(Row):
    code: Slug
    name: Name
    short_name: Line40
    kind: OrgKind
    region: RegionCode
    phone: Phone = ""
    is_joined: bool = True
    is_invented: bool = False


class Cover(Row):
    region: RegionCode
    rank: Annotated[int, Meta(ge=1, le=99)]


class Post(Row):
    org: Slug
    name: Line120
    kind: PostKind
    region: RegionCode
    lat: Latitude | None = None
    lon: Longitude | None = None
    phone: Phone = ""
    is_invented: bool = False
    covers: list[Cover] = []


class Unit(Row):
    org: Slug
    post: Line120
    call_sign: Line40
    kind: UnitKind
    capabilities: list[Capability] = []
    phone: Phone = ""
    is_invented: bool = False


class Mode(Row):
    org: Slug
    mode: DispatchMode
    legal_basis: Basis = ""


class Task(Row):
    org: Slug
    region: RegionCode
    role: PartyRole
    category: CodeOrNone = ""
    family: Annotated[str, Meta(max_length=24)] = ""
    fact: CodeOrNone = ""
    capabilities: list[Capability] = []
    legal_basis: Basis = ""


class Promise(Row):
    priority: Priority
    forward_s: Seconds
    forward_alarm_s: Seconds
    accept_s: Seconds
    acknowledge_s: Seconds
    arrival_s: Seconds
    org: Slug | None = None
    legal_basis: Basis = ""


class Step(Row):
    title: Annotated[str, Meta(max_length=80)]
    phone: Phone
    after_s: Annotated[int, Meta(ge=1, le=7 * 86_400)] = 60


class Escalation(Row):
    org: Slug
    steps: list[Step]
    legal_basis: Basis = ""


class PlanUnits(Row):
    capability: Capability
    count: Annotated[int, Meta(ge=1, le=50)]


class PlanLevel(Row):
    """What one alarm level adds to those below it."""

    units: Annotated[list[PlanUnits], Meta(max_length=20)] = []
    notify: Annotated[list[Slug], Meta(max_length=50)] = []
    aid: Annotated[list[Slug], Meta(max_length=20)] = []


class ResponsePlan(Row):
    region: RegionCode
    levels: Annotated[list[PlanLevel], Meta(min_length=3, max_length=3)]
    category: CodeOrNone = ""
    family: Annotated[str, Meta(max_length=24)] = ""
    priority: Literal["", "P1", "P2", "P3", "P4", "P5"] = ""
    hours_from: HourOrNone = ""
    hours_until: HourOrNone = ""
    legal_basis: Basis = ""


class ConditionKind(Row):
    code: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{1,23}$")]
    name: Line80
    met: Line80
    unmet: Line80
    released: Line80
    confirm_s: Seconds
    is_offered: bool = True
    legal_basis: Basis = ""


class ReportField(Row):
    code: Annotated[str, Meta(pattern="^[A-Za-z][A-Za-z0-9_]{1,23}$")]
    label: Line80
    options: Annotated[list[tuple[Line40, Line80]], Meta(max_length=20)] = []
    required: bool = True


class ReportForm(Row):
    fields: Annotated[list[ReportField], Meta(max_length=20)]
    category: CodeOrNone = ""
    family: Annotated[str, Meta(max_length=24)] = ""
    legal_basis: Basis = ""


class VillagePerson(Row):
    person_name: Name
    phone: Annotated[str, Meta(min_length=1, max_length=32)]
    legal_basis: Basis = ""
    is_invented: bool = False


class VillageContacts(Row):
    region: RegionCode
    role: VillageRole
    people: Annotated[list[VillagePerson], Meta(min_length=1, max_length=50)]


class Watch(Row):
    org: Slug
    kind: DutyKind
    least: Annotated[int, Meta(ge=0, le=99)]
    legal_basis: Basis
    post: Annotated[str, Meta(max_length=120)] = ""


class NationalMapping(Row):
    """Which class of the national 112 return each disposition counts as."""

    classes: dict[Disposition, NationalClass]
    legal_basis: Basis


class Holiday(Row):
    day: date
    name: Line120
    kind: HolidayKind
    legal_basis: Basis


class Package(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Everything that was in force at one moment. A section that is left out says nothing."""

    format: str
    version: int
    region: RegionCode
    retention: list[Retention] = []
    limits: list[Limit] = []
    desk_times: list[DeskTimes] = []
    duty_times: list[DutyTimes] = []
    rating_terms: list[RatingTerms] = []
    categories: list[Category] = []
    priority_rules: list[PriorityRule] = []
    questions: list[Question] = []
    duplicate_pairs: list[DuplicatePair] = []
    service_areas: Annotated[list[ServiceArea], Meta(max_length=1)] = []
    organisations: list[Organisation] = []
    posts: list[Post] = []
    units: list[Unit] = []
    modes: list[Mode] = []
    tasks: list[Task] = []
    promises: list[Promise] = []
    escalations: list[Escalation] = []
    response_plans: list[ResponsePlan] = []
    watches: list[Watch] = []
    condition_kinds: list[ConditionKind] = []
    report_forms: list[ReportForm] = []
    village_contacts: list[VillageContacts] = []
    national_mapping: Annotated[list[NationalMapping], Meta(max_length=1)] = []
    holidays: Annotated[list[Holiday], Meta(max_length=1000)] = []
