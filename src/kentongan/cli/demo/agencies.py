"""Who answers for what in the demonstration regency: real bodies, invented telephones.

Kendal's agencies are those of practice.md §1 (fire brigade inside Satpol PP, five posts). Every
number begins with 0 behind the area code, which no telephone exchange can ring.
"""

from dataclasses import dataclass

from kentongan.dispatch.enums import DispatchMode
from kentongan.orgs.enums import OrgKind

KENDAL = "3324"
CENTRE = "pusat-112"
INVENTED = "(peragaan)"
NO_DECREE = "contoh — bukan SK nyata"
"""The legal basis of every configuration row here."""


def invented_phone(last: int) -> str:
    """A number of Kendal's area that cannot exist: subscribers' numbers never begin with 0."""
    return f"0294 000 {last:03d}"


def invented_mobile(last: int) -> str:
    """A mobile number that nobody has: libphonenumber knows no number of 084x, and what follows is
    zeros. No range is reserved for fiction in Indonesia.
    """
    return f"0840 0000 0{last:03d}"


@dataclass(frozen=True, slots=True)
class Agency:
    """One body, how it is sent to, and the last digits of its invented telephone."""

    code: str
    name: str
    short_name: str
    kind: OrgKind
    phone: int
    mode: DispatchMode | None = DispatchMode.TICKET
    region: str = KENDAL
    is_joined: bool = True
    supervisor: str = "Kepala bidang piket"
    """Who is rung when the officer on duty does not answer."""


_A = OrgKind.AGENCY
_V = OrgKind.VERTICAL
_N = OrgKind.NEIGHBOUR
_PHONE = DispatchMode.TELEPHONE

AGENCIES: tuple[Agency, ...] = (
    Agency(CENTRE, "Pusat Panggilan Darurat 112 Kendal", "Pusat 112", OrgKind.CENTRE, 100, None),
    Agency(
        "satpolpp-damkar",
        "Satpol PP dan Pemadam Kebakaran Kabupaten Kendal",
        "Satpol PP/Damkar",
        _A,
        110,
        supervisor="Kepala Bidang Pemadam Kebakaran",
    ),
    Agency(
        "bpbd",
        "Badan Penanggulangan Bencana Daerah Kabupaten Kendal",
        "BPBD",
        _A,
        120,
        supervisor="Kepala Bidang Kedaruratan dan Logistik",
    ),
    Agency(
        "psc119",
        "Dinas Kesehatan Kabupaten Kendal — PSC 119",
        "PSC 119",
        _A,
        130,
        DispatchMode.DIRECT,
        supervisor="Koordinator PSC 119",
    ),
    Agency("dpupr", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR", _A, 140),
    Agency("dlh", "Dinas Lingkungan Hidup", "DLH", _A, 150),
    Agency("dishub", "Dinas Perhubungan", "Dishub", _A, 160),
    Agency("disperkim", "Dinas Perumahan dan Kawasan Permukiman", "Disperkim", _A, 170),
    Agency("dinsos", "Dinas Sosial", "Dinsos", _A, 180),
    Agency("diskominfo", "Dinas Komunikasi dan Informatika", "Diskominfo", _A, 190),
    Agency("rsud", "RSUD dr. H. Soewondo Kendal", "RSUD Soewondo", _A, 200),
    Agency("pdam", "PDAM Tirto Panguripan", "PDAM", OrgKind.PARTNER, 210),
    Agency("pmi", "Palang Merah Indonesia Kabupaten Kendal", "PMI", OrgKind.PARTNER, 220),
    Agency("polres", "Polres Kendal", "Polres", _V, 300, _PHONE, is_joined=False),
    Agency("kodim", "Kodim 0715/Kendal", "Kodim", _V, 310, _PHONE, is_joined=False),
    Agency("sar", "Kantor SAR Semarang", "SAR Semarang", _V, 320, _PHONE, is_joined=False),
    Agency("pln", "PLN wilayah Kendal", "PLN", _V, 330, _PHONE, is_joined=False),
    Agency("perhutani", "Perhutani KPH Kendal", "Perhutani", _V, 340, _PHONE, is_joined=False),
    Agency(
        "tol", "Pengelola jalan tol Batang–Semarang", "Jalan tol", _V, 350, _PHONE, is_joined=False
    ),
    Agency("kai", "KAI Daop 4 Semarang", "KAI", _V, 360, _PHONE, is_joined=False),
    Agency(
        "112-semarang",
        "112 Kota Semarang",
        "112 Semarang",
        _N,
        410,
        _PHONE,
        "3374",
        is_joined=False,
    ),
    Agency(
        "112-kab-semarang",
        "112 Kabupaten Semarang",
        "112 Kab. Semarang",
        _N,
        420,
        _PHONE,
        "3322",
        is_joined=False,
    ),
    Agency("112-batang", "112 Kabupaten Batang", "112 Batang", _N, 430, _PHONE, "3325", False),
    Agency(
        "112-temanggung",
        "112 Kabupaten Temanggung",
        "112 Temanggung",
        _N,
        440,
        _PHONE,
        "3323",
        is_joined=False,
    ),
    Agency("pemkab", "Pemerintah Kabupaten Kendal", "Pemkab", OrgKind.GOVERNMENT, 500, None),
    Agency(
        "kec-kendal",
        "Kecamatan Kendal",
        "Kec. Kendal",
        OrgKind.GOVERNMENT,
        510,
        None,
        "332415",
    ),
    Agency(
        "desa-tamanrejo",
        "Pemerintah Desa Tamanrejo, Sukorejo",
        "Desa Tamanrejo",
        OrgKind.GOVERNMENT,
        520,
        None,
        "3324032006",
    ),
)

ON_ROSTER = tuple(a.code for a in AGENCIES if a.kind in {_A, OrgKind.PARTNER})
"""Agencies whose officers are on duty round the clock in three shifts."""
