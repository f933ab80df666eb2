"""The throw-away node's setting: region 9901, one fire department, its stations and units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.cli.replay.records import Response
from kentongan.cli.replay.stations import home_area, kind_of, responses_by_unit, station_points
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.types import PromisedTimes
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import Capability, UnitState
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Family, PartyRole, Priority
from kentongan.incidents.types import CategoryInput
from kentongan.journal import services as journal
from kentongan.kernel.actors import REPLAY
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import OrgKind, PostKind
from kentongan.orgs.models import Post
from kentongan.regions import services as regions

REGION = "9901"
BASIS = "Putar ulang rekaman: bukan SK"
BEFORE = timedelta(days=1)

PRIORITIES = {"E": Priority.P1, "3": Priority.P1, "2": Priority.P3, "A": Priority.P4}
"""The record's codes as ours. The report counts by the code as written."""

PROMISED = PromisedTimes(
    forward_s=60, forward_alarm_s=90, accept_s=60, acknowledge_s=0, arrival_s=900
)
"""The record knows no acknowledgement by a crew, so none is promised."""

_FAMILIES = {
    "Medical Incident": Family.MEDICAL,
    "Traffic Collision": Family.TRAFFIC,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the player needs to know of the node."""

    org_id: UUID
    units: dict[str, UUID]
    categories: dict[str, str]


def found(rows: Sequence[Response]) -> Setting:
    """Set the node up for a record, a day before its first call."""
    at = min(row.stamps["received"] for row in rows) - BEFORE
    until = max(max(row.stamps.values()) for row in rows) + BEFORE
    regions.add_custom_region(by=REPLAY, code=REGION, name="San Francisco", at=at)
    with journal.act(by=REPLAY, at=at):
        org = orgs.open_org(
            by=REPLAY, code="sffd", name="San Francisco Fire Department", short_name="SFFD",
            kind=OrgKind.AGENCY, region=REGION, at=at,
        )  # fmt: skip
        dispatch.set_agency_mode(
            by=REPLAY, org_id=org.id, mode=DispatchMode.DIRECT, legal_basis=BASIS, at=at
        )
        for priority in sorted(set(PRIORITIES.values())):
            dispatch.set_promise(
                by=REPLAY, priority=priority, times=PROMISED, legal_basis=BASIS, at=at
            )
        categories = _define_categories(rows, org.id, at)
        posts = _open_posts(rows, org.id, at)
        units = _add_units(rows, org.id, posts, at, until)
    return Setting(org_id=org.id, units=units, categories=categories)


def _define_categories(rows: Sequence[Response], org_id: UUID, at: datetime) -> dict[str, str]:
    """A category for each call type as written, routed to the department."""
    codes = {}
    for call_type in sorted({row.call_type for row in rows}):
        code = "".join(c if c.isalnum() else "_" for c in call_type.upper())[:40].strip("_")
        family = _FAMILIES.get(call_type, Family.FIRE)
        incidents.define_category(
            by=REPLAY,
            category=CategoryInput(
                code=code, name=call_type, family=family, priority=Priority.P3, legal_basis=BASIS
            ),
            at=at,
        )
        needs = Capability.MEDICAL_BASIC if family == Family.MEDICAL else Capability.FIRE
        dispatch.add_routing_rule(
            by=REPLAY, org_id=org_id, region=REGION, role=PartyRole.LEAD, category=code,
            capabilities=[needs.value], legal_basis=BASIS, at=at,
        )  # fmt: skip
        codes[call_type] = code
    return codes


def _open_posts(rows: Sequence[Response], org_id: UUID, at: datetime) -> dict[str, Post]:
    """A post for each station area of the record."""
    return {
        area: orgs.open_post(
            by=REPLAY, org_id=org_id, name=f"Station {area or '?'}", kind=PostKind.STATION,
            region=REGION, lat=point.lat, lon=point.lon, covers=[REGION], at=at,
        )
        for area, point in station_points(rows).items()
    }  # fmt: skip


def _add_units(
    rows: Sequence[Response], org_id: UUID, posts: dict[str, Post], at: datetime, until: datetime
) -> dict[str, UUID]:
    """Each unit at its station, ready and confirmed."""
    units = {}
    for name, responses in responses_by_unit(rows).items():
        kind, capabilities = kind_of(responses[0].unit_type)
        unit = fleet.add_unit(
            by=REPLAY, org_id=org_id, post_id=posts[home_area(name, responses, posts)].id,
            call_sign=name, kind=kind, capabilities=capabilities, region=REGION, at=at,
        )  # fmt: skip
        fleet.set_unit_state(by=REPLAY, unit_id=unit.id, state=UnitState.AVAILABLE, at=at)
        fleet.confirm_readiness(by=REPLAY, unit_id=unit.id, crew_count=4, valid_until=until, at=at)
        units[name] = unit.id
    return units
