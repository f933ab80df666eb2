"""Who leads and who supports, by family of incident, with the capabilities asked of each.

Rows, not code: the regency edits them with its legal basis. A rule for one category stands before
the one for its family; neighbouring regions are their own centres' business.
"""

from dataclasses import dataclass

from kentongan.fleet.enums import Capability
from kentongan.incidents.enums import Family, PartyRole

C = Capability
F = Family
LEAD = PartyRole.LEAD
SUPPORT = PartyRole.SUPPORT


@dataclass(frozen=True, slots=True)
class Route:
    """One agency's part in one family or category of incidents, in the whole regency."""

    org: str
    role: PartyRole
    capabilities: tuple[Capability, ...] = ()
    family: str = ""
    category: str = ""
    fact: str = ""


def _family(family: Family, *routes: tuple[str, PartyRole, tuple[Capability, ...]]) -> list[Route]:
    return [Route(org, role, needs, family=family) for org, role, needs in routes]


def _category(category: str, *routes: tuple[str, PartyRole, tuple[Capability, ...]]) -> list[Route]:
    return [Route(org, role, needs, category=category) for org, role, needs in routes]


def _facts(facts: tuple[str, ...], org: str, needs: tuple[Capability, ...] = ()) -> list[Route]:
    """In every category: whoever is asked too where one of these is answered so."""
    return [Route(org, SUPPORT, needs, fact=fact) for fact in facts]


HURT = (
    "INJURED", "SEVERE_BLEEDING", "UNCONSCIOUS", "NOT_BREATHING", "BREATHING_DIFFICULTY",
    "CHEST_PAIN", "STROKE_SIGNS", "LABOUR", "BITTEN", "ALLERGIC_REACTION", "TRAPPED",
    "PERSON_IN_WATER",
)  # fmt: skip
"""Whoever is so needs an ambulance, whatever else has happened."""

ROUTES: tuple[Route, ...] = (
    *_family(
        F.FIRE,
        ("satpolpp-damkar", LEAD, (C.FIRE,)),
        ("pln", SUPPORT, ()),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC,)),
    ),
    *_family(
        F.WILDFIRE,
        ("satpolpp-damkar", LEAD, (C.FIRE,)),
        ("bpbd", SUPPORT, (C.ASSESSMENT,)),
        ("perhutani", SUPPORT, ()),
    ),
    *_family(F.MEDICAL, ("psc119", LEAD, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT))),
    *_category("PATIENT_TRANSFER", ("pmi", LEAD, (C.TRANSPORT_PATIENT,))),
    *_family(
        F.TRAFFIC,
        ("psc119", LEAD, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT)),
        ("polres", SUPPORT, ()),
        ("dishub", SUPPORT, (C.TRAFFIC,)),
    ),
    *_category(
        "TRAFFIC_TOLL",
        ("tol", LEAD, ()),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT)),
        ("polres", SUPPORT, ()),
    ),
    *_category(
        "TRAIN_ACCIDENT",
        ("kai", LEAD, ()),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT)),
        ("satpolpp-damkar", SUPPORT, (C.RESCUE,)),
        ("polres", SUPPORT, ()),
    ),
    *_family(
        F.RESCUE,
        ("satpolpp-damkar", LEAD, (C.RESCUE,)),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC,)),
    ),
    *_category(
        "WATER_RESCUE",
        ("bpbd", LEAD, (C.WATER_RESCUE,)),
        ("satpolpp-damkar", SUPPORT, (C.WATER_RESCUE,)),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT)),
        ("sar", SUPPORT, ()),
    ),
    *_category("RESCUE_MOUNTAIN", ("bpbd", LEAD, (C.RESCUE,)), ("sar", SUPPORT, ())),
    *_family(F.ANIMAL, ("satpolpp-damkar", LEAD, (C.ANIMAL,))),
    *_family(
        F.FLOOD,
        ("bpbd", LEAD, (C.EVACUATION,)),
        ("dpupr", SUPPORT, (C.ROAD,)),
        ("dinsos", SUPPORT, (C.SOCIAL,)),
        ("pln", SUPPORT, ()),
    ),
    *_family(
        F.LANDSLIDE,
        ("bpbd", LEAD, (C.RESCUE,)),
        ("dpupr", SUPPORT, (C.ROAD,)),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC,)),
    ),
    *_family(F.WEATHER, ("bpbd", LEAD, (C.ASSESSMENT,)), ("dlh", SUPPORT, (C.TREE,))),
    *_family(
        F.QUAKE,
        ("bpbd", LEAD, (C.ASSESSMENT,)),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC,)),
        ("kodim", SUPPORT, ()),
    ),
    *_family(F.TREE, ("dlh", LEAD, (C.TREE,)), ("dishub", SUPPORT, (C.TRAFFIC,))),
    *_family(F.POWER, ("pln", LEAD, ())),
    *_family(
        F.HAZMAT,
        ("satpolpp-damkar", LEAD, (C.FIRE,)),
        ("dlh", SUPPORT, ()),
        ("psc119", SUPPORT, (C.MEDICAL_BASIC,)),
    ),
    *_family(F.CRIME, ("polres", LEAD, ())),
    *_family(F.VIOLENCE, ("polres", LEAD, ()), ("dinsos", SUPPORT, (C.SOCIAL,))),
    *_category("DOMESTIC_VIOLENCE", ("psc119", SUPPORT, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT))),
    *_category("CHILD_VIOLENCE", ("psc119", SUPPORT, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT))),
    *_category("SUICIDE_ATTEMPT", ("psc119", SUPPORT, (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT))),
    *_family(F.SILENT, ("polres", LEAD, ())),
    *_family(F.PERSONS, ("satpolpp-damkar", LEAD, (C.SECURITY,)), ("dinsos", SUPPORT, (C.SOCIAL,))),
    *_category("MISSING_PERSON", ("polres", LEAD, ()), ("bpbd", SUPPORT, (C.RESCUE,))),
    *_family(F.INFRASTRUCTURE, ("dpupr", LEAD, (C.ROAD,))),
    *_category("WATER_SUPPLY", ("pdam", LEAD, ())),
    *_family(F.SOCIAL, ("dinsos", LEAD, (C.SOCIAL,))),
    *_category("DROUGHT", ("bpbd", LEAD, (C.CLEAN_WATER,)), ("pdam", SUPPORT, (C.CLEAN_WATER,))),
    *_family(F.OTHER, ("satpolpp-damkar", LEAD, (C.SECURITY,))),
    *_facts(HURT, "psc119", (C.MEDICAL_BASIC, C.TRANSPORT_PATIENT)),
    *_facts(("TRAPPED",), "satpolpp-damkar", (C.RESCUE,)),
    *_facts(("WEAPON",), "polres"),
    *_facts(("ON_POWER_LINE",), "pln"),
)
