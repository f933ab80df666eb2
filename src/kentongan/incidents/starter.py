"""Categories, questions and priority rules of a new node (domain.md §2.4, practice.md §3.5).

A starting point without legal basis, for the regency to change: rows, not code, are in force.
Hazard codes are those of DIBI (domain.md §1.9).
"""

from kentongan.incidents.enums import ContactSafety, Family, Priority
from kentongan.incidents.limits import ROAD_RADIUS
from kentongan.incidents.rules import (
    DEFAULT_RADIUS_M,
    SMOKE_RADIUS_M,
    FactRule,
    passes_cooling_by_family,
)
from kentongan.incidents.types import CategoryInput, QuestionInput

P = Priority
F = Family
NEVER = ContactSafety.DO_NOT_CONTACT
UNKNOWN = ContactSafety.UNKNOWN


def _category(
    code: str,
    name: str,
    family: Family,
    priority: Priority,
    hazard_code: str = "",
    radius_m: int = DEFAULT_RADIUS_M,
    contact_safety: ContactSafety = UNKNOWN,
    is_restricted: bool = False,
) -> CategoryInput:
    return CategoryInput(
        code=code,
        name=name,
        family=family,
        priority=priority,
        hazard_code=hazard_code,
        contact_safety=contact_safety,
        duplicate_radius_m=radius_m,
        passes_cooling=passes_cooling_by_family(family),
        is_restricted=is_restricted,
    )


CATEGORIES: tuple[CategoryInput, ...] = (
    _category("FIRE_STRUCTURE", "Kebakaran bangunan", F.FIRE, P.P1, "999", 500),
    _category("FIRE_VEHICLE", "Kebakaran kendaraan", F.FIRE, P.P2, "999"),
    _category("FIRE_OTHER", "Kebakaran sampah atau alang-alang", F.FIRE, P.P3, "999", 500),
    _category("FIRE_ALARM", "Alarm kebakaran berbunyi", F.FIRE, P.P2),
    _category(
        "FIRE_FOREST", "Kebakaran hutan dan lahan", F.WILDFIRE, P.P2, "106", SMOKE_RADIUS_M
    ),
    _category("SMOKE", "Asap terlihat atau tercium", F.WILDFIRE, P.P2, "", SMOKE_RADIUS_M),
    _category("MEDICAL_UNCONSCIOUS", "Tidak sadar atau tidak bernapas", F.MEDICAL, P.P1),
    _category("MEDICAL_CHEST_PAIN", "Nyeri dada", F.MEDICAL, P.P1),
    _category("MEDICAL_STROKE", "Tanda stroke", F.MEDICAL, P.P1),
    _category("MEDICAL_BREATHING", "Sesak napas", F.MEDICAL, P.P1),
    _category("MEDICAL_LABOUR", "Persalinan", F.MEDICAL, P.P1),
    _category("MEDICAL_INJURY", "Cedera", F.MEDICAL, P.P2),
    _category("MEDICAL_OTHER", "Gawat darurat medis lain", F.MEDICAL, P.P2),
    _category("PATIENT_TRANSFER", "Antar-jemput pasien", F.MEDICAL, P.P4),
    _category("TRAFFIC_ACCIDENT", "Kecelakaan lalu lintas", F.TRAFFIC, P.P2),
    _category("TRAFFIC_TOLL", "Kecelakaan di jalan tol", F.TRAFFIC, P.P2, "", ROAD_RADIUS.starting),
    _category("TRAIN_ACCIDENT", "Kecelakaan kereta api", F.TRAFFIC, P.P1, "", ROAD_RADIUS.starting),
    _category("WATER_RESCUE", "Orang di air atau tenggelam", F.RESCUE, P.P1, "999", 1000),
    _category("ENTRAPMENT", "Orang terjepit atau terjebak", F.RESCUE, P.P1),
    _category("RESCUE_MOUNTAIN", "Pendaki tersesat atau cedera", F.RESCUE, P.P2, "", 2000),
    _category("RESCUE_OTHER", "Pertolongan lain (cincin, kunci, lift)", F.RESCUE, P.P3),
    _category("SNAKE", "Ular", F.ANIMAL, P.P3),
    _category("WASP_NEST", "Sarang tawon", F.ANIMAL, P.P4),
    _category("ANIMAL_OTHER", "Hewan lain", F.ANIMAL, P.P4),
    _category("FLOOD", "Banjir", F.FLOOD, P.P2, "101", 2000),
    _category("FLOOD_TIDAL", "Banjir rob", F.FLOOD, P.P3, "103", 2000),
    _category("DYKE_BREACH", "Tanggul jebol", F.FLOOD, P.P1, "101", 2000),
    _category("LANDSLIDE", "Tanah longsor", F.LANDSLIDE, P.P2, "102", 500),
    _category("LANDSLIDE_HOUSE", "Tanah longsor menimpa rumah", F.LANDSLIDE, P.P1, "102", 500),
    _category("EXTREME_WIND", "Angin kencang atau puting beliung", F.WEATHER, P.P2, "104", 2000),
    _category("EARTHQUAKE", "Gempabumi", F.QUAKE, P.P1, "107", SMOKE_RADIUS_M),
    _category("TSUNAMI", "Tsunami", F.QUAKE, P.P1, "108", SMOKE_RADIUS_M),
    _category("ERUPTION", "Erupsi gunung api", F.QUAKE, P.P1, "109", SMOKE_RADIUS_M),
    _category("DROUGHT", "Kekeringan dan air bersih", F.SOCIAL, P.P4, "105", 2000),
    _category("TREE_DOWN", "Pohon tumbang", F.TREE, P.P3),
    _category("POWER_LINE", "Kabel listrik putus atau berbahaya", F.POWER, P.P2),
    _category("POWER_OUT", "Listrik padam", F.POWER, P.P4, "", 1000),
    _category("GAS_LEAK", "Kebocoran gas", F.HAZMAT, P.P1, "", 500),
    _category("HAZMAT", "Bahan berbahaya", F.HAZMAT, P.P1, "", 1000),
    _category("CRIME", "Tindak kejahatan", F.CRIME, P.P2),
    _category("WEAPON", "Ancaman senjata", F.CRIME, P.P1, contact_safety=NEVER),
    _category(
        "KIDNAP", "Penculikan atau penyanderaan", F.CRIME, P.P1,
        contact_safety=NEVER, is_restricted=True,
    ),
    _category(
        "DOMESTIC_VIOLENCE", "Kekerasan dalam rumah tangga", F.VIOLENCE, P.P1,
        contact_safety=NEVER, is_restricted=True,
    ),
    _category(
        "CHILD_VIOLENCE", "Kekerasan terhadap anak", F.VIOLENCE, P.P1,
        contact_safety=NEVER, is_restricted=True,
    ),
    _category(
        "SUICIDE_ATTEMPT", "Percobaan bunuh diri", F.VIOLENCE, P.P1,
        contact_safety=NEVER, is_restricted=True,
    ),
    _category(
        "SILENT_HUMAN_SOUND", "Panggilan diam dengan suara orang", F.SILENT, P.P1,
        contact_safety=NEVER,
    ),
    _category("MISSING_PERSON", "Orang hilang", F.PERSONS, P.P2, "", 2000),
    _category("MENTAL_HEALTH", "ODGJ butuh pertolongan", F.PERSONS, P.P3),
    _category("ROAD_DAMAGE", "Jalan atau jembatan rusak", F.INFRASTRUCTURE, P.P4),
    _category("WATER_SUPPLY", "Pipa air bocor", F.INFRASTRUCTURE, P.P4),
    _category("SOCIAL_OTHER", "Masalah sosial", F.SOCIAL, P.P4),
    _category("INFORMATION", "Informasi", F.INFORMATION, P.P5),
    _category("OTHER", "Kejadian lain", F.OTHER, P.P3),
)  # fmt: skip

FACT_RULES: tuple[FactRule, ...] = (
    FactRule("TRAPPED", P.P1),
    FactRule("NOT_BREATHING", P.P1),
    FactRule("UNCONSCIOUS", P.P1),
    FactRule("BREATHING_DIFFICULTY", P.P1),
    FactRule("CHEST_PAIN", P.P1),
    FactRule("STROKE_SIGNS", P.P1),
    FactRule("LABOUR", P.P1),
    FactRule("PERSON_IN_WATER", P.P1),
    FactRule("HOUSE_HIT", P.P1),
    FactRule("WEAPON", P.P1),
    FactRule("SEVERE_BLEEDING", P.P1),
    FactRule("INJURED", P.P2),
    # A snake's bite is one in whichever category the operator has filed it.
    FactRule("BITTEN", P.P1, "SNAKE"),
    FactRule("BITTEN", P.P1, "ANIMAL_OTHER"),
    FactRule("BITTEN", P.P1, "MEDICAL_INJURY"),
    FactRule("BITTEN", P.P1, "MEDICAL_OTHER"),
    FactRule("ALLERGIC_REACTION", P.P1),
    FactRule("ON_POWER_LINE", P.P2),
    FactRule("ACROSS_HIGHWAY_AT_NIGHT", P.P2),
)

QUESTIONS: tuple[QuestionInput, ...] = tuple(
    QuestionInput(code=code, text=text, text_en=text_en, position=10 * number)
    for number, (code, text, text_en) in enumerate(
        (
            ("TRAPPED", "Terjepit atau terjebak", "Trapped"),
            ("NOT_BREATHING", "Tidak bernapas", "Not breathing"),
            ("UNCONSCIOUS", "Tidak sadar", "Unconscious"),
            ("BREATHING_DIFFICULTY", "Sesak napas", "Short of breath"),
            ("CHEST_PAIN", "Nyeri dada", "Chest pain"),
            ("STROKE_SIGNS", "Tanda stroke", "Signs of stroke"),
            ("LABOUR", "Akan melahirkan", "Giving birth"),
            ("PERSON_IN_WATER", "Orang di air", "Person in the water"),
            ("HOUSE_HIT", "Rumah tertimpa", "House hit"),
            ("WEAPON", "Ada senjata", "Weapon involved"),
            ("SEVERE_BLEEDING", "Perdarahan hebat", "Severe bleeding"),
            ("INJURED", "Ada yang luka", "Somebody is hurt"),
            ("BITTEN", "Tergigit ular", "Snake bite"),
            ("ALLERGIC_REACTION", "Bengkak atau alergi berat", "Swelling or severe allergy"),
            ("ON_POWER_LINE", "Menimpa kabel listrik", "On power lines"),
            (
                "ACROSS_HIGHWAY_AT_NIGHT",
                "Melintang di jalan raya, malam",
                "Across a main road, at night",
            ),
            ("CHILD_VICTIM", "Ada korban anak (di bawah 18 tahun)", "A victim is under 18"),
        ),
        start=1,
    )
)
"""What every caller is asked, in this order; ten apart, so that one may be put in between."""
