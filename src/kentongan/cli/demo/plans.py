"""Three response plans of the demonstration: examples to be changed, no regency's decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.cli.demo.agencies import KENDAL, NO_DECREE
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.types import PlanLevel, PlanSubject
from kentongan.fleet.enums import Capability
from kentongan.incidents.enums import Family, Priority
from kentongan.kernel.actors import SETUP

C = Capability
NEXT_DOOR = "112-semarang"
AGREEMENT = f"Perjanjian saling bantu 112 ({NO_DECREE})"


@dataclass(frozen=True, slots=True)
class Level:
    """What one alarm adds, organisations by their codes."""

    units: tuple[tuple[C, int], ...] = ()
    notify: tuple[str, ...] = ()
    aid: tuple[str, ...] = ()


PLANS: tuple[tuple[PlanSubject, tuple[Level, ...]], ...] = (
    (
        PlanSubject(region=KENDAL, family=Family.FIRE, priority=Priority.P1),
        (
            Level(((C.WATER_SUPPLY, 1), (C.FIRE, 2), (C.MEDICAL_BASIC, 1))),
            Level(((C.FIRE, 2), (C.MEDICAL_BASIC, 1)), notify=("bpbd", "pdam")),
            Level(((C.FIRE, 2), (C.WATER_SUPPLY, 1)), notify=("rsud",), aid=(NEXT_DOOR,)),
        ),
    ),
    (
        PlanSubject(
            region=KENDAL, category="FIRE_STRUCTURE", hours_from="21:00", hours_until="05:00"
        ),
        (
            Level(((C.WATER_SUPPLY, 1), (C.FIRE, 3), (C.MEDICAL_BASIC, 1))),
            Level(((C.FIRE, 2), (C.RESCUE, 1)), notify=("bpbd", "pdam", "dinsos")),
            Level(((C.FIRE, 2),), notify=("rsud",), aid=(NEXT_DOOR,)),
        ),
    ),
    (
        PlanSubject(region=KENDAL, family=Family.FLOOD),
        (
            Level(((C.EVACUATION, 2),), notify=("dpupr",)),
            Level(((C.EVACUATION, 2), (C.MEDICAL_BASIC, 1)), notify=("dinsos", "pmi")),
            Level(((C.EVACUATION, 2),), notify=("rsud",), aid=(NEXT_DOOR,)),
        ),
    ),
)


def set_plans(orgs: Mapping[str, UUID], at: datetime) -> None:
    """The plans, as an administrator would write them."""
    for subject, levels in PLANS:
        dispatch.set_response_plan(
            by=SETUP,
            subject=subject,
            levels=[
                PlanLevel(
                    units=tuple((str(can), count) for can, count in level.units),
                    notify=tuple(orgs[code] for code in level.notify),
                    aid=tuple(orgs[code] for code in level.aid),
                )
                for level in levels
            ],
            legal_basis=NO_DECREE,
            at=at,
        )
