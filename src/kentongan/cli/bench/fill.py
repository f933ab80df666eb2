"""Fills a node to be measured: agencies, units, incidents and tickets, all through the services.

Only the mass of old incidents that `list_growth` needs is copied from one row, below the services.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from kentongan.accounts import selectors as accounts_selectors
from kentongan.accounts import services as accounts
from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.cli.bench import mass
from kentongan.cli.migrate import bring_up_to_date
from kentongan.dispatch import services as dispatch
from kentongan.fleet import selectors as fleet_selectors
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import Capability, UnitKind, UnitState
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.guidance import services as guidance
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, PartyRole
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.journal import services as journal
from kentongan.journal.enums import NodeKind
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, Actor
from kentongan.kernel.errors import NotFound
from kentongan.orgs import selectors as orgs_selectors
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import OrgKind, PostKind, Role
from kentongan.regions import services as regions

SUMMARY = "fill a node for `bench`"
REGION = "3324"
DISTRICTS = ("332410", "332413", "332415", "332416", "332418")
LAT, LON = -6.95, 110.2
READY_FOR = timedelta(hours=12)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much of what."""
    for name in ("units", "incidents", "tickets", "calls", "vehicles"):
        parser.add_argument(f"--{name}", type=int, default=0)


def run(options: argparse.Namespace) -> int:
    """Fill and print ids and tokens as JSON."""
    at = clock.now()
    bring_up_to_date(at)
    facts = _found(at)
    spread = random.Random(3324)  # noqa: S311 - a spread on the map, no secret
    if options.units:
        _add_units(options.units, facts["org_id"], at, spread)
    if options.vehicles:
        _add_units(options.vehicles, facts["org_id"], at, spread)
        facts["vehicle_codes"] = _issue_codes(facts["org_id"], at)
    if options.tickets:
        facts |= _add_tickets(options.tickets, facts["org_id"], at, spread)
    if options.calls:
        facts["call_path"] = f"/panggilan/{_call_in_hand(facts['centre_id'], at)}"
    if options.incidents:
        mass.copy_incidents(options.incidents, _open(at, spread), at)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(json.dumps({**facts, "board_path": "/tiket"}, default=str), file=sys.stdout)
    return 0


def _found(at: datetime) -> dict[str, Any]:
    """The node, its agency and its two people; new tokens each time."""
    journal.found_node(name="Bench", region=REGION, kind=NodeKind.REPLAY, at=at)
    try:
        centre = orgs_selectors.get_org_by_code("bench-112")
        agency = orgs_selectors.get_org_by_code("bench-agency")
    except NotFound:
        regions.load_regions(by=SETUP, root=REGION, at=at)
        incidents.define_starter_rows(by=SETUP, at=at)
        guidance.import_starter_cards(by=SETUP, at=at)
        with journal.act(by=SETUP, at=at):
            centre = _org("bench-112", OrgKind.CENTRE, at)
            agency = _org("bench-agency", OrgKind.AGENCY, at)
            _person("bench", centre.id, Role.SUPERVISOR, at)
            _person("bench-officer", agency.id, Role.OFFICER, at)
    return {
        "org_id": agency.id,
        "centre_id": centre.id,
        "token": _token("bench", at),
        "officer_token": _token("bench-officer", at),
    }


def _org(code: str, kind: OrgKind, at: datetime) -> Any:
    return orgs.open_org(
        by=SETUP, code=code, name=code, short_name=code, kind=kind, region=REGION, at=at
    )


def _person(username: str, org_id: UUID, role: Role, at: datetime) -> None:
    user = accounts.create_user(
        by=SETUP, username=username, name=username, password=f"{username} 3324 bench", at=at
    )
    orgs.grant_role(by=SETUP, user_id=user.id, org_id=org_id, role=role, region=REGION, at=at)


def _token(username: str, at: datetime) -> str:
    user = accounts_selectors.get_user_by_name(username)
    return accounts.issue_token(by=SETUP, user_id=user.id, label="bench", at=at)


def _add_units(count: int, org_id: UUID, at: datetime, spread: random.Random) -> None:
    """Units at ten posts, all ready; numbered from the first free call sign."""
    posts = orgs_selectors.list_posts(org_id)
    if posts:
        return
    with journal.act(by=SETUP, at=at):
        posts = [
            orgs.open_post(
                by=SETUP, org_id=org_id, name=f"Pos {n}", kind=PostKind.STATION,
                region=DISTRICTS[n % len(DISTRICTS)], lat=point[0], lon=point[1],
                covers=[DISTRICTS[n % len(DISTRICTS)]], at=at,
            )
            for n, point in zip(range(10), _points(spread), strict=False)
        ]  # fmt: skip
        for n in range(count):
            unit = fleet.add_unit(
                by=SETUP, org_id=org_id, post_id=posts[n % len(posts)].id,
                call_sign=f"B-{n + 1:03d}", kind=UnitKind.FIRE_ENGINE,
                capabilities=[Capability.FIRE, Capability.RESCUE], at=at,
            )  # fmt: skip
            fleet.set_unit_state(by=SETUP, unit_id=unit.id, state=UnitState.AVAILABLE, at=at)
            fleet.confirm_readiness(
                by=SETUP, unit_id=unit.id, crew_count=5, valid_until=at + READY_FOR, at=at
            )


def _issue_codes(org_id: UUID, at: datetime) -> list[str]:
    """A new code for the cab of every unit."""
    units = [unit for unit in fleet_selectors.units_snapshot().units if unit.org_id == org_id]
    with journal.act(by=SETUP, at=at):
        return [fleet.issue_vehicle_token(by=SETUP, unit_id=u.id, at=at) for u in units]


def _points(spread: random.Random) -> Iterator[tuple[float, float]]:
    while True:
        yield LAT + spread.uniform(-0.1, 0.1), LON + spread.uniform(-0.15, 0.15)


def _open(at: datetime, spread: random.Random) -> UUID:
    lat, lon = next(_points(spread))
    place = PlaceInput(
        lat=lat, lon=lon, accuracy_m=20, source=PlaceSource.MAP, quality=PlaceQuality.EXACT
    )
    report = ReportInput(phone="+6281200000000", name="Peraga Satu", narrative="Rumah terbakar")
    new = NewIncident(
        category="FIRE_STRUCTURE", narrative="Rumah terbakar", place=place, report=report,
        region=DISTRICTS[spread.randrange(len(DISTRICTS))], contact_safety=ContactSafety.SAFE,
    )  # fmt: skip
    return incidents.open_incident(by=SETUP, new=new, at=at).id


def _call_in_hand(centre_id: UUID, at: datetime) -> UUID:
    """A call that the desk's own person has answered."""
    by = Actor(id=accounts_selectors.get_user_by_name("bench").id, org_id=centre_id)
    call = calls.receive_call(by=by, new=NewCall(phone="+6281200000417"), at=at)
    calls.answer_call(by=by, call_id=call.id, at=at)
    return call.id


def _add_tickets(
    count: int, org_id: UUID, at: datetime, spread: random.Random
) -> dict[str, list[UUID]]:
    """Incidents with one open ticket each."""
    incident_ids, ticket_ids = [], []
    for _ in range(count):
        incident_id = _open(at, spread)
        ticket = dispatch.forward_ticket(
            by=SETUP, incident_id=incident_id, org_id=org_id, role=PartyRole.LEAD, at=at
        )
        incident_ids.append(incident_id)
        ticket_ids.append(ticket.id)
    return {"incident_ids": incident_ids, "ticket_ids": ticket_ids}
