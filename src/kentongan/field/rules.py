"""What a crew may press and whom it may ring, from values alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.dispatch.enums import ArrivalProof, ArrivalReason
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


WHY_UNPROVEN: Mapping[str, tuple[ArrivalReason, ...]] = {
    ArrivalProof.FAR: (ArrivalReason.PLACE_WRONG, ArrivalReason.ROAD_BLOCKED),
    ArrivalProof.UNKNOWN: (
        ArrivalReason.NO_POSITION, ArrivalReason.PLACE_WRONG, ArrivalReason.ROAD_BLOCKED,
    ),
}  # fmt: skip
"""What a crew may answer with one more tap, the likeliest first. OTHER needs words, so it has a
form; REPORTED is the desk's."""


SEEN: Mapping[str, tuple[Any, ...]] = {
    "fire": (
        _("Api terlihat"), _("Asap tebal"), _("Tidak ada api"), _("Meluas ke bangunan lain"),
        _("Ada orang terjebak"), _("Akses sulit"),
    ),
    "": (
        _("Sesuai laporan"), _("Lebih besar dari laporan"), _("Ada korban"), _("Tidak ada korban"),
        _("Tidak ditemukan apa-apa"), _("Akses sulit"),
    ),
}  # fmt: skip
"""What a crew can say with one tap, by the picture of the family; the rest is typed."""

OLDEST_CLAIM = timedelta(hours=12)
"""A shift. What a phone claims to be older is a wrong clock, and counts from now."""


def seen_words(icon: str) -> tuple[Any, ...]:
    """The quick words for an incident with this picture."""
    return SEEN.get(icon, SEEN[""])


def said_at(claimed: datetime | None, *, now: datetime) -> datetime:
    """When something was pressed, as an offline phone says; now where that cannot be."""
    if claimed is None or not timedelta() <= now - claimed <= OLDEST_CLAIM:
        return now
    return claimed


def buttons(allowed: Collection[str], *, carries_patients: bool) -> list[Step]:
    """The large buttons of this moment, the next step first. An ambulance is asked for its patient;
    others are asked whether it is under control, although the lifecycle would let them do both. A
    crew that is still to arrive says in a form why its task is over.
    """
    offered = [step for name, step in STEPS.items() if name in allowed]
    unoffered = {"control" if carries_patients else "transport"}
    if may_end_unarrived(allowed):
        unoffered.add("clear")
    return [step for step in offered if step.name not in unoffered][:MOST_AT_ONCE]


@dataclass(frozen=True, slots=True)
class Button:
    """A step's button: whether it is offered now, the next step first, and what is offered once it
    has been pressed.
    """

    step: Step
    is_now: bool
    is_first: bool
    then: tuple[str, ...]


def buttons_ahead(
    allowed: Collection[str], ahead: Mapping[str, Collection[str]], *, carries_patients: bool
) -> list[Button]:
    """The buttons of this moment and of every one that can follow it: a phone that hears nothing
    for an hour goes on with them by itself, and the crew with its work.
    """
    after = {
        **ahead,
        "on-scene": [*ahead.get("on-scene", ()), "control"],
        "control": ahead.get("on-scene") or [step for step in allowed if step != "control"],
    }
    then = {
        step: tuple(each.name for each in buttons(steps, carries_patients=carries_patients))
        for step, steps in after.items()
    }
    now = [step.name for step in buttons(allowed, carries_patients=carries_patients)]
    reached = set(now).union(*then.values())
    return [
        Button(step, name in now, name in now[:1], then.get(name, ()))
        for name, step in STEPS.items()
        if name in reached
    ]


def may_end_unarrived(allowed: Collection[str]) -> bool:
    """Whether a crew on its way may say that its task is over."""
    return "clear" in allowed and "on-scene" in allowed


def strictest(safeties: Iterable[str]) -> ContactSafety:
    """The most careful word of those that were said; UNKNOWN where nobody said any."""
    found: ContactSafety | None = None
    for safety in safeties:
        found = ContactSafety(safety) if found is None else stricter(found, safety)
    return found or ContactSafety.UNKNOWN


def may_ring(*safeties: str) -> bool:
    """Whether a crew may ring a caller: not where call or incident asks for silence."""
    return strictest(safeties) not in NEVER_RUNG
