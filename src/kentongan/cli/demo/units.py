"""About forty units: call signs, what they can do, and how their posts have left them this shift.

The vehicles are invented. Their capabilities are what routing and proposals go by.
"""

from dataclasses import dataclass, replace

from kentongan.fleet.enums import Capability, UnitKind, UnitState

C = Capability
K = UnitKind

FIRE = (C.FIRE, C.RESCUE)
WATER = (C.FIRE, C.WATER_SUPPLY)
AMBULANCE = (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT)
AMBULANCE_PLUS = (C.MEDICAL_BASIC, C.MEDICAL_ADVANCED, C.TRANSPORT_PATIENT)


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One unit at the post of that key. `confirmed` says whether its post has spoken this shift."""

    call_sign: str
    post: str
    kind: UnitKind
    capabilities: tuple[Capability, ...]
    crew: int = 2
    confirmed: bool = True
    state: UnitState = UnitState.AVAILABLE
    note: str = ""
    water_l: int | None = None
    oxygen_percent: int | None = None
    fuel_percent: int = 80


def _engine(call_sign: str, post: str, *, confirmed: bool = True) -> DemoUnit:
    return DemoUnit(call_sign, post, K.FIRE_ENGINE, FIRE, 6, confirmed, water_l=4000)


def _tanker(call_sign: str, post: str, *, confirmed: bool = True) -> DemoUnit:
    return DemoUnit(call_sign, post, K.WATER_TANKER, WATER, 3, confirmed, water_l=5000)


def _ambulance(
    call_sign: str, post: str, *, advanced: bool = False, confirmed: bool = True
) -> DemoUnit:
    able = AMBULANCE_PLUS if advanced else AMBULANCE
    return DemoUnit(call_sign, post, K.AMBULANCE, able, 3, confirmed, oxygen_percent=85)


UNITS: tuple[DemoUnit, ...] = (
    _engine("Damkar Kendal 1", "damkar-kendal"),
    _engine("Damkar Kendal 2", "damkar-kendal", confirmed=False),
    _tanker("Tangki Kendal 1", "damkar-kendal"),
    DemoUnit(
        "Rescue Kendal", "damkar-kendal", K.RESCUE,
        (C.RESCUE, C.WATER_RESCUE, C.ANIMAL, C.EVACUATION), 4,
    ),
    DemoUnit("Regu Satwa Kendal", "damkar-kendal", K.PICKUP, (C.ANIMAL, C.RESCUE), 3),
    _engine("Damkar Weleri 1", "damkar-weleri"),
    _tanker("Tangki Weleri", "damkar-weleri", confirmed=False),
    DemoUnit("Regu Satwa Weleri", "damkar-weleri", K.PICKUP, (C.ANIMAL, C.RESCUE), 3),
    _engine("Damkar Kaliwungu 1", "damkar-kaliwungu"),
    replace(
        _engine("Damkar Kaliwungu 2", "damkar-kaliwungu", confirmed=False),
        state=UnitState.BROKEN, note="Pompa bocor, menunggu suku cadang (peragaan)",
    ),
    _engine("Damkar Boja 1", "damkar-boja"),
    DemoUnit("Regu Satwa Boja", "damkar-boja", K.MOTORCYCLE, (C.ANIMAL,), 2, confirmed=False),
    _engine("Damkar Sukorejo 1", "damkar-sukorejo"),
    DemoUnit("Patroli Satpol PP 1", "satpolpp", K.PATROL, (C.SECURITY, C.TRAFFIC), 4),
    DemoUnit(
        "Patroli Satpol PP 2", "satpolpp", K.PATROL, (C.SECURITY, C.TRAFFIC), 4, confirmed=False
    ),
    _ambulance("Ambulans Kendal 1", "psc-kendal", advanced=True),
    _ambulance("Ambulans Kendal 2", "psc-kendal"),
    DemoUnit("Motor PSC Kendal", "psc-kendal", K.MOTORCYCLE, (C.MEDICAL_BASIC,), 1),
    _ambulance("Ambulans Weleri", "psc-weleri", advanced=True),
    _ambulance("Ambulans Kaliwungu", "psc-kaliwungu"),
    _ambulance("Ambulans Boja", "psc-boja"),
    _ambulance("Ambulans Sukorejo", "psc-sukorejo", confirmed=False),
    DemoUnit(
        "TRC BPBD 1", "bpbd", K.RESCUE,
        (C.RESCUE, C.EVACUATION, C.ASSESSMENT, C.WATER_RESCUE), 5,
    ),
    DemoUnit("TRC BPBD 2", "bpbd", K.PICKUP, (C.EVACUATION, C.ASSESSMENT, C.TREE), 4),
    DemoUnit("Perahu BPBD 1", "bpbd", K.BOAT, (C.WATER_RESCUE, C.EVACUATION), 4),
    DemoUnit("Perahu BPBD 2", "bpbd", K.BOAT, (C.WATER_RESCUE, C.EVACUATION), 4, confirmed=False),
    DemoUnit("Tangki BPBD", "bpbd", K.WATER_TANKER, (C.CLEAN_WATER, C.WATER_SUPPLY), 2,
             water_l=5000),
    DemoUnit("Truk BPBD", "bpbd", K.PICKUP, (C.EVACUATION, C.GENERAL), 2, confirmed=False),
    DemoUnit("Ekskavator DPUPR", "dpupr", K.HEAVY, (C.ROAD, C.RESCUE), 2),
    DemoUnit("Regu Jalan DPUPR", "dpupr", K.PICKUP, (C.ROAD, C.GENERAL), 5),
    DemoUnit("Regu Pohon DLH 1", "dlh", K.PICKUP, (C.TREE,), 6),
    DemoUnit("Regu Pohon DLH 2", "dlh", K.PICKUP, (C.TREE,), 5, confirmed=False),
    DemoUnit("Patroli Dishub 1", "dishub", K.PATROL, (C.TRAFFIC,), 3),
    DemoUnit("Derek Dishub", "dishub", K.HEAVY, (C.TRAFFIC, C.ROAD), 2),
    DemoUnit("Regu PJU Disperkim", "disperkim", K.PICKUP, (C.POWER, C.GENERAL), 3),
    DemoUnit("Tagana 1", "dinsos", K.TEAM, (C.SOCIAL, C.EVACUATION), 6),
    DemoUnit("Dapur Umum Dinsos", "dinsos", K.PICKUP, (C.SOCIAL,), 8, confirmed=False),
    _ambulance("Ambulans RSUD 1", "rsud", advanced=True),
    _ambulance("Ambulans RSUD 2", "rsud", confirmed=False),
    DemoUnit("Tangki PDAM", "pdam", K.WATER_TANKER, (C.CLEAN_WATER, C.WATER_SUPPLY), 2,
             water_l=6000),
    _ambulance("Ambulans PMI 1", "pmi"),
    _ambulance("Ambulans PMI 2", "pmi", confirmed=False),
)  # fmt: skip
