"""The throw-away node's setting: region 9901, one fire department, its stations and units.

Stations are not in the record: each stands at the mean of the places that the record counts to its
station area, so the proposals are made with what an hour's work on a map would give.
"""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.cli.replay.records import Response
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.types import PromisedTimes
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import Capability, UnitKind, UnitState
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

_UNIT_TYPES: dict[str, tuple[UnitKind, tuple[Capability, ...]]] = {
    "ENGINE": (UnitKind.FIRE_ENGINE, (Capability.FIRE, Capability.MEDICAL_BASIC)),
    "TRUCK": (UnitKind.RESCUE, (Capability.FIRE, Capability.RESCUE)),
    "RESCUE SQUAD": (UnitKind.RESCUE, (Capability.FIRE, Capability.RESCUE)),
    "MEDIC": (UnitKind.AMBULANCE, (Capability.MEDICAL_BASIC, Capability.TRANSPORT_PATIENT)),
    "PRIVATE": (UnitKind.AMBULANCE, (Capability.MEDICAL_BASIC, Capability.TRANSPORT_PATIENT)),
}
_OTHER_UNIT = (UnitKind.PATROL, (Capability.GENERAL,))


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
    places: dict[str, list[Response]] = defaultdict(list)
    for row in rows:
        places[row.station_area].append(row)
    return {
        area: orgs.open_post(
            by=REPLAY, org_id=org_id, name=f"Station {area or '?'}", kind=PostKind.STATION,
            region=REGION, lat=statistics.fmean(r.lat for r in near),
            lon=statistics.fmean(r.lon for r in near), covers=[REGION], at=at,
        )
        for area, near in sorted(places.items())
    }  # fmt: skip


def _add_units(
    rows: Sequence[Response], org_id: UUID, posts: dict[str, Post], at: datetime, until: datetime
) -> dict[str, UUID]:
    """Each unit at the station that its number names (E41 → 41), else where it went most."""
    seen: dict[str, list[Response]] = defaultdict(list)
    for row in rows:
        seen[row.unit].append(row)
    units = {}
    for name, responses in sorted(seen.items()):
        kind, capabilities = _UNIT_TYPES.get(responses[0].unit_type, _OTHER_UNIT)
        unit = fleet.add_unit(
            by=REPLAY, org_id=org_id, post_id=_home(name, responses, posts).id, call_sign=name,
            kind=kind, capabilities=capabilities, region=REGION, at=at,
        )  # fmt: skip
        fleet.set_unit_state(by=REPLAY, unit_id=unit.id, state=UnitState.AVAILABLE, at=at)
        fleet.confirm_readiness(by=REPLAY, unit_id=unit.id, crew_count=4, valid_until=until, at=at)
        units[name] = unit.id
    return units


def _home(name: str, responses: list[Response], posts: dict[str, Post]) -> Post:
    number = "".join(filter(str.isdigit, name)).zfill(2)
    is_stationed = responses[0].unit_type in {"ENGINE", "TRUCK"}
    if is_stationed and number in posts:
        return posts[number]
    return posts[statistics.mode(row.station_area for row in responses)]
