"""Incidents and what belongs to them, as JSON. Names and numbers of callers are masked."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from kentongan.geo.wire import WirePlace, address_parts, wire_place
from kentongan.incidents.enums import (
    ContactSafety,
    IncidentState,
    PartyRole,
    Priority,
    ReportSource,
)
from kentongan.incidents.models import Category, Incident, LogLine, Party, Report
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.kernel.text import mask_name, mask_phone
from kentongan.regions.types import dotted
from kentongan.web.wire import (
    Code,
    Line,
    Moment,
    Phone,
    RegionCode,
    Stamp,
    Text,
    happened_or_none,
    stamp,
    stamp_or_none,
)

Facts = Annotated[
    dict[str, bool | None],
    Meta(max_length=40, description="Answers that decide the priority; null: not known."),
]


class WireReporter(msgspec.Struct):
    """Who has called. Masked wherever it is read; `POST /reports/{id}/reveal` gives it whole."""

    phone: Phone = ""
    name: Line = ""


class IncidentRow(msgspec.Struct, kw_only=True):
    """One incident as lists give it."""

    id: UUID
    number: str
    category: str
    family: str
    hazard_code: str
    priority: Priority
    state: IncidentState
    narrative: str
    place: WirePlace
    region: RegionCode
    contact_safety: ContactSafety
    is_restricted: bool
    alarm_level: int
    units_committed: int
    report_count: int
    merged_into: UUID | None
    closing_code: str
    feedback: str
    attendance: Annotated[
        str, Meta(description="ARRIVED; or why it is over though nobody is known to have come.")
    ]
    started_at: Stamp
    opened_at: Stamp
    answered_at: Stamp | None
    forwarded_at: Stamp | None
    scheduled_for: Stamp | None
    dispatched_at: Stamp | None
    on_scene_at: Stamp | None
    controlled_at: Stamp | None
    recheck_at: Stamp | None
    field_done_at: Stamp | None
    closed_at: Stamp | None
    updated_at: Stamp
    version: int


class WireReport(msgspec.Struct, kw_only=True):
    """What one caller has told."""

    id: UUID
    incident_id: UUID
    source: ReportSource
    call_id: UUID | None
    reporter: WireReporter
    narrative: str
    place: WirePlace
    region: RegionCode
    contact_safety: ContactSafety
    needs_open: bool
    received_at: Stamp


class WireLine(msgspec.Struct, kw_only=True):
    """A line of an incident's log."""

    id: UUID
    text: str
    to_crews: bool
    """Whether the crews at the scene read it too."""
    written_by: UUID
    written_at: Stamp
    received_at: Stamp
    """Later than `written_at` where a crew had no line when it wrote."""


class WireParty(msgspec.Struct, kw_only=True):
    """An organisation that takes part."""

    org_id: UUID
    org_name: str
    role: PartyRole
    since: Stamp


class IncidentDetail(IncidentRow, kw_only=True):
    """One incident with all that is known about it."""

    closing_note: str
    reports: list[WireReport]
    log: list[WireLine]
    parties: list[WireParty]
    merged: list[UUID]
    steps: list[str]
    """What its lifecycle allows now; rights and rules may still refuse."""


class WireCandidate(msgspec.Struct, kw_only=True):
    """An incident that may be the same. A person decides."""

    incident: IncidentRow
    distance_m: float | None
    age_s: float
    is_rekindle: bool


class WireCategory(msgspec.Struct, kw_only=True):
    """A kind of incident as the regency has decided it."""

    code: str
    name: str
    family: str
    hazard_code: str
    priority: Priority
    contact_safety: ContactSafety
    passes_cooling: bool
    is_restricted: bool
    legal_basis: str


class Feature(msgspec.Struct, kw_only=True):
    """One incident on a map (RFC 7946); without a known position its geometry is null."""

    type: str = "Feature"
    id: UUID
    geometry: "Geometry | None"
    properties: IncidentRow


class Geometry(msgspec.Struct):
    """A point: longitude, latitude."""

    coordinates: tuple[float, float]
    type: str = "Point"


class Features(msgspec.Struct):
    """A page of incidents for a map."""

    features: list[Feature]
    next: str | None = None
    type: str = "FeatureCollection"


def row_of(incident: Incident) -> IncidentRow:
    """The incident as lists give it."""
    return IncidentRow(
        id=incident.id,
        number=incident.number,
        category=incident.category,
        family=incident.family,
        hazard_code=incident.hazard_code,
        priority=Priority(incident.priority),
        state=IncidentState(incident.state),
        narrative=incident.narrative,
        place=wire_place(incident),
        region=dotted(incident.region),
        contact_safety=ContactSafety(incident.contact_safety),
        is_restricted=incident.is_restricted,
        alarm_level=incident.alarm_level,
        units_committed=incident.units_committed,
        report_count=incident.report_count,
        merged_into=incident.merged_into_id,
        closing_code=incident.closing_code,
        feedback=incident.feedback,
        attendance=incident.attendance,
        started_at=stamp(incident.started_at),
        opened_at=stamp(incident.opened_at),
        answered_at=stamp_or_none(incident.answered_at),
        forwarded_at=stamp_or_none(incident.forwarded_at),
        scheduled_for=stamp_or_none(incident.scheduled_for),
        dispatched_at=stamp_or_none(incident.dispatched_at),
        on_scene_at=stamp_or_none(incident.on_scene_at),
        controlled_at=stamp_or_none(incident.controlled_at),
        recheck_at=stamp_or_none(incident.recheck_at),
        field_done_at=stamp_or_none(incident.field_done_at),
        closed_at=stamp_or_none(incident.closed_at),
        updated_at=stamp(incident.updated_at),
        version=incident.version,
    )


def listed_row_of(incident: Incident) -> IncidentRow:
    """The incident as one of many, where nobody has opened it: of a restricted one neither story
    nor house (ADR 0011).
    """
    row = row_of(incident)
    if not incident.is_restricted:
        return row
    place = WirePlace(source=row.place.source, quality=row.place.quality)
    return msgspec.structs.replace(row, narrative="", place=place)


def feature_of(incident: Incident) -> Feature:
    """The incident as a map takes it."""
    row = listed_row_of(incident)
    lat, lon = row.place.lat, row.place.lon
    geometry = None if lat is None or lon is None else Geometry((lon, lat))
    return Feature(id=incident.id, geometry=geometry, properties=row)


def detail_of(
    incident: Incident,
    *,
    reports: list[Report],
    log: list[LogLine],
    parties: list[Party],
    merged: list[Incident],
    steps: list[str],
) -> IncidentDetail:
    """The incident with all that belongs to it."""
    return IncidentDetail(
        **msgspec.structs.asdict(row_of(incident)),
        closing_note=incident.closing_note,
        reports=[report_of(report) for report in reports],
        log=[line_of(line) for line in log],
        parties=[_party_of(party) for party in parties],
        merged=[each.id for each in merged],
        steps=steps,
    )


def report_of(report: Report) -> WireReport:
    """A report with its caller masked."""
    return WireReport(
        id=report.id,
        incident_id=report.incident_id,
        source=ReportSource(report.source),
        call_id=report.call_id,
        reporter=WireReporter(
            phone=mask_phone(report.reporter_phone), name=mask_name(report.reporter_name)
        ),
        narrative=report.narrative,
        place=wire_place(report),
        region=dotted(report.region),
        contact_safety=ContactSafety(report.contact_safety),
        needs_open=report.needs_open,
        received_at=stamp(report.received_at),
    )


def line_of(line: LogLine) -> WireLine:
    """A line of the log."""
    return WireLine(
        id=line.id, text=line.text, to_crews=line.to_crews, written_by=line.written_by,
        written_at=stamp(line.written_at), received_at=stamp(line.received_at),
    )  # fmt: skip


def _party_of(party: Party) -> WireParty:
    return WireParty(
        org_id=party.org_id,
        org_name=party.org.short_name,
        role=PartyRole(party.role),
        since=stamp(party.since),
    )


def category_of(row: Category) -> WireCategory:
    """A category."""
    return WireCategory(
        code=row.code,
        name=row.name,
        family=row.family,
        hazard_code=row.hazard_code,
        priority=Priority(row.priority),
        contact_safety=ContactSafety(row.contact_safety),
        passes_cooling=row.passes_cooling,
        is_restricted=row.is_restricted,
        legal_basis=row.legal_basis,
    )


def place_input(place: WirePlace | None) -> PlaceInput:
    """A place as the services take it."""
    if place is None:
        return PlaceInput()
    return PlaceInput(
        lat=place.lat,
        lon=place.lon,
        accuracy_m=place.accuracy_m,
        source=place.source,
        quality=place.quality,
        address=place.address,
        parts=address_parts(place.parts),
    )


class NewIncidentBody(msgspec.Struct, kw_only=True):
    """A new incident with what its first caller has told."""

    category: Code
    narrative: Text = ""
    place: WirePlace | None = None
    region: RegionCode = ""
    reporter: WireReporter | None = None
    contact_safety: ContactSafety | None = None
    id: UUID | None = None
    facts: Facts = {}
    priority: Priority | None = None
    started_at: Moment | None = None
    source: ReportSource = ReportSource.API
    needs_open: bool = False


def new_incident(body: NewIncidentBody, at: datetime) -> NewIncident:
    """What the service takes, from what was sent."""
    reporter = body.reporter or WireReporter()
    return NewIncident(
        category=body.category,
        narrative=body.narrative,
        place=place_input(body.place),
        region=body.region,
        report=ReportInput(
            source=body.source, name=reporter.name, phone=reporter.phone,
            needs_open=body.needs_open,
        ),
        id=body.id,
        priority=body.priority,
        facts=body.facts,
        contact_safety=body.contact_safety,
        started_at=happened_or_none(body.started_at, "started_at", at),
    )  # fmt: skip
