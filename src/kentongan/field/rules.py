"""What a crew may press and whom it may ring, from values alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.incidents.enums import ContactSafety, stricter

ICONS = {
    "FIRE": "fire", "WILDFIRE": "fire", "MEDICAL": "medical", "TRAFFIC": "car",
    "RESCUE": "people", "PERSONS": "people", "FLOOD": "water", "LANDSLIDE": "landslide",
    "TREE": "tree", "POWER": "power", "ANIMAL": "animal",
}  # fmt: skip
"""A picture for a family of categories; `warning` for the others."""

NEVER_RUNG = frozenset({ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY})
"""practice.md §3.1: a ring tells the attacker where the victim hides."""

MOST_AT_ONCE = 3
"""More than three large buttons are not found with a glove."""


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the step it takes, its word, its icon, and what is asked before it is final."""

    name: str
    label: Any
    icon: str
    confirm: Any = ""


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("acknowledge", _("Terima tugas"), "check"),
        Step("en-route", _("Berangkat"), "forward"),
        Step("on-scene", _("Tiba di lokasi"), "pin"),
        Step("transport", _("Bawa pasien"), "medical"),
        Step("at-hospital", _("Tiba di rumah sakit"), "plus"),
        Step("control", _("Terkendali"), "check"),
        Step("clear", _("Selesai"), "check", _("Tugas selesai dan unit siap lagi?")),
    )
}
"""In the lifecycle's order, which is the order on the screen. Steps with a reason have forms.
`control` is the incident's step, not the assignment's."""


def buttons(allowed: Collection[str], *, carries_patients: bool) -> list[Step]:
    """The large buttons of this moment, the next step first. An ambulance is asked for its patient;
    others are asked whether it is under control, although the lifecycle would let them do both.
    """
    offered = [step for name, step in STEPS.items() if name in allowed]
    others_task = "control" if carries_patients else "transport"
    return [step for step in offered if step.name != others_task][:MOST_AT_ONCE]


def strictest(safeties: Iterable[str]) -> ContactSafety:
    """The most careful word of those that were said; UNKNOWN where nobody said any."""
    found: ContactSafety | None = None
    for safety in safeties:
        found = ContactSafety(safety) if found is None else stricter(found, safety)
    return found or ContactSafety.UNKNOWN


def may_ring(*safeties: str) -> bool:
    """Whether a crew may ring a caller: not where call or incident asks for silence."""
    return strictest(safeties) not in NEVER_RUNG
