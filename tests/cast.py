"""The fixed cast: a district with its centre, three agencies, and everyone who works there.

Kendal (3324) and its neighbour Batang (3325) are real places; the people are invented.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from kentongan.accounts import services as accounts
from kentongan.accounts.models import User
from kentongan.journal import services as journal
from kentongan.journal.enums import NodeKind
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import OrgKind, PostKind, Role
from kentongan.orgs.models import Organisation, Post
from kentongan.regions.models import Region

KENDAL = "3324"
BATANG = "3325"
KOTA_KENDAL = "332415"
PATEBON = "332413"
VILLAGE = "3324152001"
START = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "kentongan malam hari"

REGIONS = {
    "33": ("Jawa Tengah", 1, "PROVINSI"),
    KENDAL: ("Kabupaten Kendal", 2, "KABUPATEN"),
    BATANG: ("Kabupaten Batang", 2, "KABUPATEN"),
    KOTA_KENDAL: ("Kendal", 3, "KECAMATAN"),
    PATEBON: ("Patebon", 3, "KECAMATAN"),
    VILLAGE: ("Karangsari", 4, "DESA"),
    "3324132001": ("Kebonharjo", 4, "DESA"),
}

PEOPLE = {
    "operator": (Role.OPERATOR, "centre", KENDAL),
    "second_operator": (Role.OPERATOR, "centre", KENDAL),
    "dispatcher": (Role.DISPATCHER, "centre", KENDAL),
    "supervisor": (Role.SUPERVISOR, "centre", KENDAL),
    "fire_officer": (Role.OFFICER, "fire", KENDAL),
    "second_fire_officer": (Role.OFFICER, "fire", KENDAL),
    "medical_officer": (Role.OFFICER, "medical", KENDAL),
    "camat": (Role.CAMAT, "government", KOTA_KENDAL),
    "village_head": (Role.VILLAGE, "government", VILLAGE),
    "pusdalops": (Role.PUSDALOPS, "disaster", KENDAL),
    "leader": (Role.LEADER, "government", KENDAL),
    "admin": (Role.ADMIN, "centre", KENDAL),
    "auditor": (Role.AUDITOR, "government", KENDAL),
    "doctor": (Role.MEDICAL, "medical", KENDAL),
    "outsider": (Role.OPERATOR, "neighbour", BATANG),
}

ORGS = {
    "centre": ("112", "Pusat Panggilan 112 Kendal", OrgKind.CENTRE, KENDAL),
    "fire": ("damkar", "Pemadam Kebakaran", OrgKind.AGENCY, KENDAL),
    "medical": ("psc119", "PSC 119", OrgKind.AGENCY, KENDAL),
    "disaster": ("bpbd", "BPBD", OrgKind.AGENCY, KENDAL),
    "government": ("pemda", "Pemerintah Kabupaten", OrgKind.GOVERNMENT, KENDAL),
    "neighbour": ("112-batang", "112 Batang", OrgKind.NEIGHBOUR, BATANG),
}


@dataclass
class Cast:
    """Organisations, posts and people by name; `actor(name)` is who acts."""

    orgs: dict[str, Organisation] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return Actor(id=self.people[name].id, org_id=self.org_id(PEOPLE[name][1]))

    def org_id(self, name: str) -> UUID:
        return self.orgs[name].id

    def __getattr__(self, name: str) -> Actor:
        """`cast.operator` is the operator, acting."""
        if name in PEOPLE:
            return self.actor(name)
        raise AttributeError(name)


def make_cast() -> Cast:
    """Make the node and everyone in it, through the services."""
    journal.found_node(name="Kendal (uji)", region=KENDAL, kind=NodeKind.LIVE, at=START)
    cast = Cast()
    with journal.act(by=SETUP, at=START):
        _make_regions()
        for key, (code, name, kind, region) in ORGS.items():
            cast.orgs[key] = orgs.open_org(
                by=SETUP, code=code, name=name, short_name=name, kind=kind, region=region,
                phone="0294381112", at=START,
            )  # fmt: skip
        cast.posts["fire_kendal"] = orgs.open_post(
            by=SETUP, org_id=cast.org_id("fire"), name="Pos Kendal", kind=PostKind.STATION,
            region=KOTA_KENDAL, lat=-6.9217, lon=110.2030, covers=[KOTA_KENDAL, PATEBON], at=START,
        )  # fmt: skip
        cast.posts["medical_kendal"] = orgs.open_post(
            by=SETUP, org_id=cast.org_id("medical"), name="PSC 119", kind=PostKind.STATION,
            region=KOTA_KENDAL, lat=-6.9250, lon=110.2050, covers=[KENDAL], at=START,
        )  # fmt: skip
        for name, (role, org, region) in PEOPLE.items():
            cast.people[name] = _make_person(cast, name, role, org, region)
    return cast


def _make_regions() -> None:
    for code, (name, level, kind) in REGIONS.items():
        Region.objects.create(
            code=code, name=name, level=level, kind=kind, name_key=name.lower(),
            valid_from=START.date(),
        )  # fmt: skip


def _make_person(cast: Cast, name: str, role: Role, org: str, region: str) -> User:
    user = accounts.create_user(
        by=SETUP, username=name, name=name.replace("_", " ").title(), password=PASSWORD, at=START
    )
    orgs.grant_role(
        by=SETUP, user_id=user.id, org_id=cast.org_id(org), role=role, region=region, at=START
    )
    return user
