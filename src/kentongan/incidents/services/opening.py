"""A new incident: four rows written and at most one read, for this is the busiest path of all."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError

from kentongan.geo.addresses import PART_NAMES, require_readable
from kentongan.geo.places import require_honest
from kentongan.incidents import events, rules, selectors
from kentongan.incidents.enums import IncidentState, PartyRole, Priority
from kentongan.incidents.errors import IdTaken
from kentongan.incidents.models import Category, Incident, Report
from kentongan.incidents.services.change import (
    digits,
    facts_of,
    involve,
    own_org,
    record,
    save_step,
    step,
)
from kentongan.incidents.services.numbers import next_number
from kentongan.incidents.services.questions import record_answers
from kentongan.incidents.sql_rows import insert
from kentongan.incidents.types import NOWHERE, NewIncident, PlaceInput, ReportInput
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.personal import keyring, phone_index
from kentongan.journal.services import Act
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.selectors import find_village_at, has_boundaries

VILLAGE = len("3324152001")


def open_incident(*, by: Actor, new: NewIncident, at: datetime) -> Incident:
    """A new incident with its first report, waiting for units.

    With an id of its own the same content again is the same incident; other content is IdTaken.
    Refuses an unknown category, a dishonest place, and an actor without EDIT_INCIDENTS.
    """
    try:
        return _open(by, new, at)
    except IntegrityError:
        # The same create was sent twice at once: the second finds what the first has committed.
        same = None if new.id is None or journal.is_open() else _opened_before(by, new, new.id)
        if same is None:
            raise
        return same


def _open(by: Actor, new: NewIncident, at: datetime) -> Incident:
    with journal.act(by=by, at=at) as act:
        if new.id is not None and (same := _opened_before(by, new, new.id)) is not None:
            return same
        incident, report = build(by=by, new=new, at=at)
        incident.state = IncidentState.AWAITING_DISPATCH
        number(incident, at)
        insert(incident, report)
        keep_sight(by, incident, at)
        record_opened(act, incident, report)
    return incident


def save_draft(*, by: Actor, new: NewIncident, at: datetime) -> Incident:
    """Keep a half-filled form under its id; the same drafter's next save replaces it.

    Refuses an id that another person's draft, or an incident that is open already, has.
    """
    with journal.act(by=by, at=at) as act:
        earlier = _own_draft(by, new.id) if new.id is not None else None
        incident, report = build(by=by, new=new, at=at)
        incident.state = IncidentState.DRAFT
        if earlier is not None:
            earlier.reports.all().delete()
            incident.number = earlier.number
            incident.version = earlier.version + 1
            incident.save(force_update=True)
        else:
            number(incident, at)
            insert(incident)
            keep_sight(by, incident, at)
            drafted = events.IncidentDrafted(
                **facts_of(incident), number=incident.number, category=incident.category
            )
            record(act, incident, drafted)
        insert(report)
    return incident


def submit_draft(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """A draft becomes an incident that waits for units. Refuses what is no draft any more."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=Right.EDIT_INCIDENTS, lock=True)
        step(incident, "classify")
        step(incident, "submit")
        incident.opened_at = at
        save_step(incident, "opened_at")
        report = incident.reports.get()
        record_opened(act, incident, report)
    return incident


def _own_draft(by: Actor, incident_id: UUID) -> Incident | None:
    found = Incident.objects.select_for_update(no_key=True).filter(id=incident_id).first()
    if found is not None and (found.state != IncidentState.DRAFT or found.opened_by != by.id):
        raise IdTaken
    return found


def record_opened(act: Act, incident: Incident, report: Report) -> None:
    """Say in the journal that an incident was opened."""
    opened = events.IncidentOpened(
        **facts_of(incident),
        number=incident.number,
        category=incident.category,
        family=incident.family,
        place_quality=str(incident.place_quality),
        contact_safety=str(incident.contact_safety),
        report_id=report.id,
        source=str(report.source),
        call_id=report.call_id,
    )
    record(act, incident, opened)
    record_answers(act, incident, incident.answers)


def number(incident: Incident, at: datetime) -> None:
    """Give a new incident its number: as late as can be, for until the act ends the day's series
    is locked, and everybody else who opens an incident waits.
    """
    incident.number = next_number("INS", incident.region, at)


def build(*, by: Actor, new: NewIncident, at: datetime) -> tuple[Incident, Report]:
    """The rows of a new incident and its first report, not numbered or stored yet. Refuses as open
    does.
    """
    category = selectors.category_at(new.category, at)
    region = settle_region(new.place, new.region, at)
    require_may_open(by, region)
    answers = selectors.answers_to(category.code, new.facts, at)
    incident = Incident(
        id=new.id or new_id(),
        category=category.code,
        family=category.family,
        hazard_code=category.hazard_code,
        priority=_priority(new, category, at),
        answers=answers,
        asked_for=rules.capabilities_with([], new.asked_for),
        narrative=require_storable("narrative", new.narrative),
        contact_safety=rules.starting_safety(
            category.code, category.contact_safety, new.contact_safety
        ),
        is_restricted=category.is_restricted
        or rules.is_restricted_by_child(category.family, answers),
        report_count=1,
        started_at=new.started_at or at,
        opened_at=at,
        answered_at=new.answered_at,
        opened_by=by.id,
        own_id_print=_print_of(new) if new.id else None,
        updated_at=clock.now(),
        **placed(new.place, region),
    )
    said = _first_report(new, region)
    return incident, build_report(by=by, incident=incident, said=said, at=at)


def build_report(*, by: Actor, incident: Incident, said: ReportInput, at: datetime) -> Report:
    """The row of a report, not stored yet. Its contact safety is never below its incident's."""
    region = said.region or incident.region
    if region != incident.region or said.place.place.point is not None:
        region = settle_region(said.place, region, at)
    return Report(
        incident=incident,
        source=said.source,
        call_id=said.call_id,
        reporter_name=require_storable("reporter.name", said.name),
        reporter_phone=require_storable("reporter.phone", said.phone),
        reporter_phone_index=phone_index(said.phone) if said.phone else None,
        narrative=require_storable("narrative", said.narrative),
        contact_safety=_report_safety(incident, said),
        needs_open=said.needs_open,
        received_at=said.received_at or at,
        received_by=by.id,
        **placed(said.place, region),
    )


def _report_safety(incident: Incident, said: ReportInput) -> str:
    if said.contact_safety is None:
        return str(incident.contact_safety)
    return rules.starting_safety(incident.category, incident.contact_safety, said.contact_safety)


def _first_report(new: NewIncident, region: str) -> ReportInput:
    """The first report tells what the incident was opened with, unless it says more itself."""
    said = new.report
    return ReportInput(
        source=said.source,
        call_id=said.call_id,
        name=said.name,
        phone=said.phone,
        narrative=said.narrative or new.narrative,
        place=new.place if said.place == NOWHERE else said.place,
        region=said.region or region,
        contact_safety=said.contact_safety or new.contact_safety,
        needs_open=said.needs_open,
        received_at=said.received_at or new.started_at,
    )


def _priority(new: NewIncident, category: Category, at: datetime) -> Priority:
    if new.as_written and new.priority is not None:
        return new.priority
    asked = rules.priority_for(
        category.priority,
        new.facts,
        selectors.list_fact_rules(at),
        category=category.code,
        need_stated=new.need_stated,
    )
    return rules.higher(asked, new.priority) if new.priority else asked


def placed(place: PlaceInput, region: str) -> dict[str, object]:
    """The columns of a place. Refuses one that is not honest (GEO-002 to GEO-004), and parts of an
    address that cannot be read (GEO-009, GEO-010).
    """
    honest, parts = require_honest(place.place), require_readable(place.parts)
    return {
        "region": region,
        "lat": honest.lat,
        "lon": honest.lon,
        "accuracy_m": honest.accuracy_m,
        "cell": honest.cell,
        "place_source": honest.source,
        "place_quality": honest.quality,
        "address": require_storable("address", place.address),
        **{name: getattr(parts, name) for name in PART_NAMES},
    }


def settle_region(place: PlaceInput, region: str, at: datetime) -> str:
    """The region of a place: the village its polygon says, else what was given, else the node's.

    A village that a person has picked stays. Without polygons a point has no village. Refuses a
    point far beyond the neighbours (INCIDENTS-024).
    """
    given = digits(region) if region else journal_selectors.node().region
    point = require_honest(place.place).point
    if point is not None:
        selectors.require_near(point, given, at)
    if point is None or len(given) == VILLAGE or not has_boundaries(given):
        return given
    village = find_village_at(point.lat, point.lon)
    return village.code if village is not None else given


def require_may_open(by: Actor, region: str) -> None:
    """Raises NotAllowed unless `by` may record here, or at home: towers ignore borders."""
    rights = rights_of(by)
    if not rights.has(Right.EDIT_INCIDENTS, region=region):
        rights.require(Right.EDIT_INCIDENTS, region=journal_selectors.node().region)


def keep_sight(by: Actor, incident: Incident, at: datetime) -> None:
    """An incident beyond the border stays visible to the centre that has recorded it."""
    if rights_of(by).has(Right.SEE_INCIDENTS, region=incident.region):
        return
    org_id = own_org(by)
    if org_id is not None:
        involve(incident, org_id, PartyRole.LEAD, at)


def _opened_before(by: Actor, new: NewIncident, own_id: UUID) -> Incident | None:
    found = Incident.objects.filter(id=own_id).first()
    if found is None:
        return None
    try:
        selectors.require_access(rights_of(by), found)
    except Failure:
        raise IdTaken from None
    if bytes(found.own_id_print or b"") != _print_of(new):
        raise IdTaken
    return found


def _print_of(new: NewIncident) -> bytes:
    # Keyed, since a plain hash of a telephone number can be undone by trying them all.
    return keyring().blind_index(msgspec.json.encode(new, order="deterministic").decode())
