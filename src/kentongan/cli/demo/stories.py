"""What happens in the hours before the first start: stories, as data that `night` plays.

The stories are invented; places and hazards are real. Minutes count back from the start.
"""

from dataclasses import dataclass

from kentongan.calls.enums import Disposition
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.types import NewIncident, PlaceInput

OTHER_CALLS: tuple[tuple[float, Disposition, int, str], ...] = (
    (352, Disposition.INFORMATION, 801, "Menanyakan jam buka puskesmas"),
    (345, Disposition.PRANK, 802, ""),
    (331, Disposition.DROPPED, 803, ""),
    (322, Disposition.SILENT, 804, ""),
    (316, Disposition.WRONG_NUMBER, 805, ""),
    (300, Disposition.PRANK, 802, ""),
    (287, Disposition.INFORMATION, 806, "Menanyakan nomor PDAM"),
    (274, Disposition.DROPPED, 807, ""),
    (262, Disposition.PRANK, 802, ""),
    (251, Disposition.COMPLAINT, 809, "Lampu jalan padam di Brangsong"),
    (238, Disposition.SILENT, 810, ""),
    (226, Disposition.DROPPED, 811, ""),
    (211, Disposition.TEST, 100, "Uji panggilan antarregu"),
    (197, Disposition.PRANK, 808, ""),
    (184, Disposition.WRONG_NUMBER, 813, ""),
    (172, Disposition.INFORMATION, 814, "Menanyakan jadwal kereta"),
    (158, Disposition.DROPPED, 815, ""),
    (147, Disposition.PRANK, 808, ""),
    (131, Disposition.SILENT, 817, ""),
    (118, Disposition.COMPLAINT, 818, "Sampah belum diangkut di Pasar Boja"),
    (104, Disposition.DROPPED, 819, ""),
    (92, Disposition.PRANK, 808, ""),
    (83, Disposition.INFORMATION, 820, "Menanyakan jalan yang ditutup"),
    (71, Disposition.DROPPED, 821, ""),
    (58, Disposition.PRANK, 822, ""),
    (46, Disposition.WRONG_NUMBER, 823, ""),
    (39, Disposition.SILENT, 824, ""),
    (24, Disposition.DROPPED, 825, ""),
    (17, Disposition.PRANK, 826, ""),
    (12, Disposition.INFORMATION, 827, "Menanyakan pasang air laut"),
    (3, Disposition.DROPPED, 828, ""),
)
"""Minutes ago, what it was, whose invented number, and a note."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did, and at which minute: before the start in `night`, after 22.00 in
    `kendal_night`. `arguments` are names of this demonstration.
    """

    minute: float
    verb: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One emergency: the call, the form, and what came of it."""

    minute: float
    phone: int
    caller: str
    new: NewIncident
    steps: tuple[Step, ...] = ()
    also_called: tuple[tuple[float, int, str], ...] = ()
    """Further callers: minutes ago, number, what they said."""


def _at_point(lat: float, lon: float, address: str, accuracy_m: float = 30) -> PlaceInput:
    return PlaceInput(
        lat=lat,
        lon=lon,
        accuracy_m=accuracy_m,
        source=PlaceSource.MAP,
        quality=PlaceQuality.EXACT,
        address=address,
    )


def _about(lat: float, lon: float, address: str, accuracy_m: float) -> PlaceInput:
    return PlaceInput(
        lat=lat,
        lon=lon,
        accuracy_m=accuracy_m,
        source=PlaceSource.LANDMARK,
        quality=PlaceQuality.AREA_ESTIMATE,
        address=address,
    )


def _village(address: str) -> PlaceInput:
    return PlaceInput(source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY, address=address)


SNAKE = Story(
    295, 830, "Ibu Warsini",
    NewIncident(
        category="SNAKE", region="3324151006",
        narrative="Ular masuk dapur, belum ada yang tergigit (peragaan)",
        place=_at_point(-6.9330, 110.2050, "RT 02 RW 04, belakang stadion"),
        facts={"BITTEN": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(293, "forward", ("satpolpp-damkar", "LEAD")),
        Step(291, "accept", ("satpolpp-damkar",)),
        Step(289, "assign", ("satpolpp-damkar", "Regu Satwa Kendal")),
        Step(288, "acknowledge", ("Regu Satwa Kendal",)),
        Step(286, "en-route", ("Regu Satwa Kendal",)),
        Step(276, "on-scene", ("Regu Satwa Kendal",)),
        Step(255, "clear", ("Regu Satwa Kendal",)),
        Step(250, "report", ("satpolpp-damkar", "Seekor kobra diamankan, nihil korban")),
        Step(244, "close", ("HANDLED", "TOLD")),
        Step(243, "close-ticket", ("satpolpp-damkar",)),
    ),
)  # fmt: skip

WASPS = Story(
    176, 831, "Bapak Karyadi",
    NewIncident(
        category="WASP_NEST", region="3324092011",
        narrative="Sarang tawon di pohon mangga depan sekolah (peragaan)",
        place=_about(-6.9452, 110.2310, "Brangsong, depan SD di jalan ke pasar", 200),
        facts={"ALLERGIC_REACTION": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(170, "forward", ("satpolpp-damkar", "LEAD")),
        Step(163, "schedule", ("satpolpp-damkar",)),
    ),
)  # fmt: skip

POWER = Story(
    64, 832, "Bapak Rohmad",
    NewIncident(
        category="POWER_LINE", region="3324092011",
        narrative="Kabel putus menjuntai di depan pasar, mengeluarkan api (peragaan)",
        place=_at_point(-6.9460, 110.2330, "Depan Pasar Brangsong, lajur arah Kaliwungu"),
        contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(62, "forward", ("pln", "LEAD")),
        Step(60, "telephone", ("pln", "Piket gangguan PLN", "PERAGAAN-0042")),
    ),
)  # fmt: skip

LANDSLIDE = Story(
    19, 833, "Ibu Sumiyati",
    NewIncident(
        category="LANDSLIDE", region="3324032006",
        narrative="Tebing longsor menutup jalan kampung, rumah belum kena (peragaan)",
        place=_village("Tamanrejo, Sukorejo — bukan Limbangan; jalan ke dusun atas"),
        facts={"HOUSE_HIT": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(17.5, "forward", ("bpbd", "LEAD")),
        Step(16.2, "accept", ("bpbd",)),
        Step(14, "assign", ("bpbd", "TRC BPBD 1")),
        Step(13.4, "acknowledge", ("TRC BPBD 1",)),
        Step(11.5, "en-route", ("TRC BPBD 1",)),
        Step(9.5, "forward", ("dpupr", "SUPPORT")),
        Step(7, "accept", ("dpupr",)),
    ),
)  # fmt: skip

FIRE = Story(
    34, 834, "Bapak Zaenal",
    NewIncident(
        category="FIRE_STRUCTURE", region="3324122007",
        narrative="Dua kios terbakar di sisi timur pasar, penghuni sudah keluar (peragaan)",
        place=_at_point(-6.9715, 110.0775, "Pasar Weleri sisi timur, gang kios kain"),
        facts={"TRAPPED": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(33.2, "forward", ("satpolpp-damkar", "LEAD")),
        Step(32.5, "forward", ("pln", "SUPPORT")),
        Step(32.4, "accept", ("satpolpp-damkar",)),
        Step(32, "assign", ("satpolpp-damkar", "Damkar Weleri 1")),
        Step(31.5, "assign", ("satpolpp-damkar", "Tangki Weleri")),
        Step(31.4, "acknowledge", ("Damkar Weleri 1",)),
        Step(31.2, "acknowledge", ("Tangki Weleri",)),
        Step(31, "en-route", ("Damkar Weleri 1",)),
        Step(30.5, "en-route", ("Tangki Weleri",)),
        Step(29, "telephone", ("pln", "Piket gangguan PLN", "PERAGAAN-0043")),
        Step(27, "on-scene", ("Damkar Weleri 1",)),
        Step(26, "on-scene", ("Tangki Weleri",)),
    ),
    ((30, 835, "Asap hitam dari arah pasar"), (28.5, 836, "Api terlihat dari stasiun")),
)  # fmt: skip

MEDICAL = Story(
    9, 837, "Ibu Kusmiati",
    NewIncident(
        category="MEDICAL_CHEST_PAIN", region="3324151006",
        narrative="Suami 58 tahun nyeri dada menjalar ke lengan, sadar (peragaan)",
        place=_about(-6.9335, 110.2055, "Kebondalem, gang sebelah stadion, rumah pagar hijau", 150),
        facts={"CHEST_PAIN": True}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(8.3, "forward", ("psc119", "LEAD")),
        Step(7.7, "accept", ("psc119",)),
        Step(7.2, "assign", ("psc119", "Ambulans Kendal 1")),
        Step(6.8, "acknowledge", ("Ambulans Kendal 1",)),
        Step(5.5, "en-route", ("Ambulans Kendal 1",)),
    ),
)  # fmt: skip

TREE = Story(
    6.5, 838, "Bapak Hadi",
    NewIncident(
        category="TREE_DOWN", region="3324142007",
        narrative="Pohon asam tumbang menimpa kabel di tepi Pantura (peragaan)",
        place=_about(-6.9270, 110.1830, "Pantura Patebon, 200 m timur terminal", 250),
        facts={"ON_POWER_LINE": True}, contact_safety=ContactSafety.SAFE,
    ),
    (Step(5.5, "forward", ("dlh", "LEAD")),),
)  # fmt: skip

STORIES = (SNAKE, WASPS, POWER, LANDSLIDE, FIRE, MEDICAL, TREE)
