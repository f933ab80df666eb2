"""Making the demonstration regency, once, through the services every regency uses."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pyotp

from kentongan.accounts import selectors as accounts_selectors
from kentongan.accounts import services as accounts
from kentongan.cli.demo import plans
from kentongan.cli.demo.agencies import AGENCIES, INVENTED, NO_DECREE, invented_phone
from kentongan.cli.demo.kept import DemoSecrets, write_secrets
from kentongan.cli.demo.landmarks import LANDMARKS
from kentongan.cli.demo.people import LOGINS, Login
from kentongan.cli.demo.posts import KENDAL, POSTS
from kentongan.cli.demo.promises import ESCALATE_AFTER_S, PER_AGENCY, RATING_TERMS
from kentongan.cli.demo.routing import ROUTES
from kentongan.cli.demo.shifts import SHIFTS
from kentongan.cli.demo.units import UNITS
from kentongan.cli.demo.villages import village_contacts
from kentongan.cli.reference import install_reference
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.starter import PROMISES
from kentongan.fleet import selectors as fleet_selectors
from kentongan.fleet import services as fleet
from kentongan.geo.cover import Box
from kentongan.guidance import services as guidance
from kentongan.incidents import services as incidents
from kentongan.journal import services as journal
from kentongan.journal.enums import NodeKind
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs import selectors as orgs_selectors
from kentongan.orgs import services as orgs
from kentongan.ratings import services as ratings
from kentongan.regions import selectors as regions_loaded
from kentongan.regions import services as regions

NODE_NAME = f"Kabupaten Kendal {INVENTED}"
EXPECTED = Box(min_lat=-7.5, min_lon=109.6, max_lat=-6.6, max_lon=110.7)
"""Kendal, its sea, and Batang, Temanggung and both Semarangs around it."""
POPULATION = 1_094_214
AREA_KM2 = 1_006.0
FIGURES_SOURCE = "Kemendagri 2025 (jiwa, km²)"
VEHICLES_SHOWN = ("Damkar Kendal 1", "Ambulans Kendal 1", "TRC BPBD 1")
"""The units whose pages are printed as links."""


@dataclass
class Founded:
    """What the demonstration consists of, by the names its data use."""

    orgs: dict[str, UUID] = field(default_factory=dict)
    posts: dict[str, UUID] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)


def _villages() -> list[tuple[str, str]]:
    districts = regions_loaded.list_children(KENDAL)
    villages = [
        each for district in districts for each in regions_loaded.list_children(district.code)
    ]
    return [(each.code, each.name) for each in (*districts, *villages)]


def find_regency() -> Founded:
    """The demonstration as it stands in the database."""
    people = [(login, accounts_selectors.get_user_by_name(login.username)) for login in LOGINS]
    codes = {org.code: org.id for org in orgs_selectors.list_orgs()}
    return Founded(
        orgs=codes,
        units={unit.call_sign: unit.id for unit in fleet_selectors.list_units(SETUP)},
        people={
            login.username: Actor(id=user.id, org_id=codes[login.org]) for login, user in people
        },
    )


def found_regency(*, at: datetime, kept: DemoSecrets, data: Path) -> Founded:
    """Make node, regions, agencies, people, units and rules in an empty database."""
    journal.found_node(name=NODE_NAME, region=KENDAL, kind=NodeKind.DEMO, at=at)
    regions.load_regions(by=SETUP, root=KENDAL, at=at)
    regions.note_figures(
        by=SETUP,
        code=KENDAL,
        population=POPULATION,
        area_km2=AREA_KM2,
        source=FIGURES_SOURCE,
        at=at,
    )
    regions.load_landmarks(by=SETUP, rows=LANDMARKS, at=at)
    founded = Founded()
    with journal.act(by=SETUP, at=at):
        install_reference(by=SETUP, at=at, legal_basis=NO_DECREE)
        _open_agencies(founded, at)
        _open_posts(founded, at)
        orgs.load_village_contacts(by=SETUP, rows=village_contacts(_villages()), at=at)
        _add_units(founded, at)
        _set_rules(founded, at)
        incidents.set_service_area(by=SETUP, box=EXPECTED, at=at)
        ratings.set_terms(by=SETUP, terms=RATING_TERMS, at=at)
        guidance.import_starter_cards(by=SETUP, at=at)
    _let_people_in(founded, kept, at)
    _make_links(founded, kept, at)
    write_secrets(data, kept)
    return founded


def _open_agencies(founded: Founded, at: datetime) -> None:
    for agency in AGENCIES:
        org = orgs.open_org(
            by=SETUP,
            code=agency.code,
            name=f"{agency.name} {INVENTED}",
            short_name=agency.short_name,
            kind=agency.kind,
            region=agency.region,
            phone=invented_phone(agency.phone),
            is_joined=agency.is_joined,
            is_invented=True,
            at=at,
        )
        founded.orgs[agency.code] = org.id


def _open_posts(founded: Founded, at: datetime) -> None:
    for post in POSTS:
        opened = orgs.open_post(
            by=SETUP,
            org_id=founded.orgs[post.org],
            name=post.name,
            kind=post.kind,
            region=post.region,
            lat=post.lat,
            lon=post.lon,
            phone=invented_phone(post.phone),
            covers=post.covers,
            is_invented=True,
            at=at,
        )
        founded.posts[post.key] = opened.id
    for code in dict.fromkeys(post.org for post in POSTS):
        for shift in SHIFTS:
            orgs.add_shift(
                by=SETUP,
                org_id=founded.orgs[code],
                name=shift.name,
                starts=shift.starts,
                ends=shift.ends,
                at=at,
            )


def _add_units(founded: Founded, at: datetime) -> None:
    org_of_post = {post.key: post.org for post in POSTS}
    for number, unit in enumerate(UNITS):
        added = fleet.add_unit(
            by=SETUP,
            org_id=founded.orgs[org_of_post[unit.post]],
            post_id=founded.posts[unit.post],
            call_sign=unit.call_sign,
            kind=unit.kind,
            capabilities=unit.capabilities,
            phone=invented_phone(600 + number),
            is_invented=True,
            at=at,
        )
        founded.units[unit.call_sign] = added.id
        fleet.set_unit_state(by=SETUP, unit_id=added.id, state=unit.state, note=unit.note, at=at)


def _set_rules(founded: Founded, at: datetime) -> None:
    """How each agency is sent to, who leads in what, what is promised, and whose phone rings."""
    for agency in AGENCIES:
        org_id = founded.orgs[agency.code]
        if agency.mode is not None:
            dispatch.set_agency_mode(
                by=SETUP, org_id=org_id, mode=agency.mode, legal_basis=NO_DECREE, at=at
            )
            _set_escalation(org_id, agency.short_name, agency.supervisor, agency.phone, at)
        if agency.mode is DispatchMode.TELEPHONE:
            _promise_no_arrival(org_id, at)
    for route in ROUTES:
        dispatch.add_routing_rule(
            by=SETUP,
            org_id=founded.orgs[route.org],
            region=KENDAL,
            role=route.role,
            category=route.category,
            family=route.family,
            fact=route.fact,
            capabilities=[str(each) for each in route.capabilities],
            legal_basis=NO_DECREE,
            at=at,
        )
    plans.set_plans(founded.orgs, at)
    _agree_with_neighbour(founded, at)
    for code, priority, times in PER_AGENCY:
        dispatch.set_promise(
            by=SETUP,
            priority=priority,
            times=times,
            org_id=founded.orgs[code],
            legal_basis=NO_DECREE,
            at=at,
        )


def _agree_with_neighbour(founded: Founded, at: datetime) -> None:
    """One neighbour's centre has agreed to help; the plans propose to ask it."""
    org = orgs_selectors.get_org(founded.orgs[plans.NEXT_DOOR])
    orgs.change_org(
        by=SETUP, org_id=org.id, name=org.name, short_name=org.short_name, phone=org.phone,
        is_joined=org.is_joined, answers_by=plans.AGREEMENT, at=at,
    )  # fmt: skip


def _promise_no_arrival(org_id: UUID, at: datetime) -> None:
    """Vertical bodies and neighbours are asked, not ordered (practice.md §1.4)."""
    for priority, times in PROMISES.items():
        dispatch.set_promise(
            by=SETUP,
            priority=priority,
            times=replace(times, arrival_s=0),
            org_id=org_id,
            legal_basis=NO_DECREE,
            at=at,
        )


def _set_escalation(
    org_id: UUID, short_name: str, supervisor: str, phone: int, at: datetime
) -> None:
    first, second, third = ESCALATE_AFTER_S
    dispatch.set_escalation(
        by=SETUP,
        org_id=org_id,
        steps=[
            (f"Petugas piket {short_name} {INVENTED}", invented_phone(phone + 2), first),
            (f"{supervisor} {INVENTED}", invented_phone(phone + 3), second),
            (f"Pengawas 112 {INVENTED}", invented_phone(102), third),
        ],
        legal_basis=NO_DECREE,
        at=at,
    )


def _let_people_in(founded: Founded, kept: DemoSecrets, at: datetime) -> None:
    for login in LOGINS:
        founded.people[login.username] = _let_in(login, founded.orgs[login.org], kept, at)


def _let_in(login: Login, org_id: UUID, kept: DemoSecrets, at: datetime) -> Actor:
    user = accounts.create_user(
        by=SETUP, username=login.username, name=login.name, password=kept.password, at=at
    )
    orgs.grant_role(
        by=SETUP, user_id=user.id, org_id=org_id, role=login.role, region=login.region, at=at
    )
    if login.needs_code:
        secret = accounts.begin_second_factor(by=SETUP, user_id=user.id, at=at)
        code = pyotp.TOTP(secret).at(at)
        accounts.confirm_second_factor(by=SETUP, user_id=user.id, code=code, at=at)
        kept.factors[login.username] = secret
    return Actor(id=user.id, org_id=org_id)


def _make_links(founded: Founded, kept: DemoSecrets, at: datetime) -> None:
    for call_sign in VEHICLES_SHOWN:
        kept.vehicles[call_sign] = fleet.issue_vehicle_token(
            by=SETUP, unit_id=founded.units[call_sign], at=at
        )
    kept.wall = orgs.issue_device_token(
        by=SETUP,
        label=f"TV ruang bupati {INVENTED}",
        org_id=founded.orgs["pemkab"],
        region=KENDAL,
        at=at,
    )
