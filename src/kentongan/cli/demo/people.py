"""Who can enter the demonstration, and the names on its rosters. Every person is invented."""

from dataclasses import dataclass

from kentongan.cli.demo.agencies import INVENTED
from kentongan.orgs.enums import DutyKind, Role
from kentongan.orgs.rules import SECOND_FACTOR_ROLES

KENDAL = "3324"


@dataclass(frozen=True, slots=True)
class Login:
    """One account. `duty` is what its person is on duty as while the demonstration runs."""

    username: str
    name: str
    role: Role
    org: str
    region: str = KENDAL
    duty: DutyKind | None = None

    @property
    def needs_code(self) -> bool:
        return self.role in SECOND_FACTOR_ROLES


def _named(name: str) -> str:
    return f"{name} {INVENTED}"


LOGINS: tuple[Login, ...] = (
    Login("petugas112", _named("Rina Wahyuni"), Role.OPERATOR, "pusat-112", duty=DutyKind.OPERATOR),
    Login(
        "penerus", _named("Bagus Prakoso"), Role.DISPATCHER, "pusat-112", duty=DutyKind.DISPATCHER
    ),
    Login(
        "pengawas", _named("Sri Lestari"), Role.SUPERVISOR, "pusat-112", duty=DutyKind.SUPERVISOR
    ),
    Login("damkar", _named("Joko Susilo"), Role.OFFICER, "satpolpp-damkar", duty=DutyKind.OFFICER),
    Login("psc", _named("dr. Maya Kartika"), Role.OFFICER, "psc119", duty=DutyKind.OFFICER),
    Login("bpbd", _named("Agus Riyanto"), Role.OFFICER, "bpbd", duty=DutyKind.OFFICER),
    Login("camat", _named("Camat Kendal"), Role.CAMAT, "kec-kendal", "332415"),
    Login("desa", _named("Kepala Desa Tamanrejo"), Role.VILLAGE, "desa-tamanrejo", "3324032006"),
    Login("pusdalops", _named("Tri Handayani"), Role.PUSDALOPS, "bpbd"),
    Login("bupati", _named("Bupati"), Role.LEADER, "pemkab"),
    Login("admin", _named("Administrator"), Role.ADMIN, "pusat-112"),
    Login("dokter", _named("dr. Hesti Anggraini"), Role.MEDICAL, "psc119"),
    Login("auditor", _named("Inspektorat"), Role.AUDITOR, "pemkab"),
)

FIRST = (
    "Slamet", "Endang", "Heru", "Dwi", "Budi", "Nur", "Eko", "Yuni", "Suparno", "Fitri",
    "Wahyu", "Siti", "Andi", "Lilis", "Teguh", "Ratna", "Mulyono", "Indah", "Arif", "Kartini",
)  # fmt: skip
LAST = (
    "Widodo", "Setiawan", "Hartono", "Prasetyo", "Wibowo", "Kusuma", "Nugroho", "Santoso",
    "Saputra", "Hidayat",
)  # fmt: skip
TEAMS = 4
"""Three shifts a day and one team that rests: everybody comes back every fourth turn."""
MOST_SEATS = 17
FIRST_ROSTER_PHONE = 1000


def roster_person(seat: int, turn: int) -> tuple[str, int]:
    """Who sits on a seat of the rosters in a turn, and the last digits of that telephone. Nobody
    sits on two seats.
    """
    number = turn % TEAMS * MOST_SEATS + seat
    first, last = FIRST[number % len(FIRST)], LAST[(number + number // len(FIRST)) % len(LAST)]
    return _named(f"{first} {last}"), FIRST_ROSTER_PHONE + number
