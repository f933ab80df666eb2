"""The shape of what pages send: text kept byte for byte, codes, moments in the node's own time."""

import math
import re
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.http import HttpRequest

from kentongan.geo.places import PlaceQuality, PlaceSource, is_positioned
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.journal import selectors as journal
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.web.wire import LONGEST_LINE, utc

C = TypeVar("C", bound=TextChoices)

FACTS = (
    "TRAPPED", "NOT_BREATHING", "UNCONSCIOUS", "BREATHING_DIFFICULTY", "CHEST_PAIN",
    "STROKE_SIGNS", "LABOUR", "PERSON_IN_WATER", "HOUSE_HIT", "WEAPON", "SEVERE_BLEEDING",
    "INJURED", "BITTEN", "ALLERGIC_REACTION", "ON_POWER_LINE", "ACROSS_HIGHWAY_AT_NIGHT",
)  # fmt: skip
"""The questions of the form, in the order in which they are asked."""

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}

_PAIR = re.compile(r"(-?\d{1,3}[.]\d+)\s*[,; ]\s*(-?\d{1,3}[.]\d+)")
_COMMA_PAIR = re.compile(r"(-?\d{1,3},\d+)\s*[; ]\s*(-?\d{1,3},\d+)")


LONGEST_PASTED = 2_000
"""As long as a map's address. The patterns above take the square of a text's length."""


def text(request: HttpRequest, name: str) -> str:
    """A field as it was typed. Refuses what no database could keep."""
    return require_storable(name, request.POST.get(name, ""))


def line(request: HttpRequest, name: str, *, longest: int = LONGEST_LINE) -> str:
    """A short text. Refuses one that its column cannot keep: nothing is cut in silence."""
    said = text(request, name)
    if len(said) > longest:
        limit = f"≤ {longest}"
        raise Unreadable(field=name, reason=f"{len(said)}", expected=limit)
    return said


def ticked(request: HttpRequest, name: str) -> bool:
    """Whether a box is ticked."""
    return bool(request.POST.get(name))


def choice(request: HttpRequest, name: str, kind: type[C]) -> C:
    """A code of `kind`. Refuses any other."""
    said = request.POST.get(name, "")
    try:
        return kind(said)
    except ValueError:
        raise Unreadable(
            field=name, reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
        ) from None


def number(request: HttpRequest, name: str) -> float | None:
    """A number with a dot or a comma; None when nothing is typed."""
    said = text(request, name).strip().replace(",", ".")
    if not said:
        return None
    try:
        found = float(said)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise Unreadable(field=name, reason=said[:40], expected=mark("Angka."))
    return found


def identifier(request: HttpRequest, name: str) -> UUID:
    """The id that a form carries. Refuses anything else."""
    said = request.POST.get(name, "")
    try:
        return UUID(said)
    except ValueError:
        raise Unreadable(
            field=name, reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
        ) from None


def moment(request: HttpRequest, name: str) -> datetime:
    """A date and hour in the node's own time, as UTC. Refuses what is none."""
    said = request.POST.get(name, "")
    try:
        local = datetime.fromisoformat(said)
    except ValueError:
        raise Unreadable(
            field=name, reason=said[:40] or "—", expected=mark("Tanggal dan jam.")
        ) from None
    if local.tzinfo is None:
        local = local.replace(tzinfo=ZoneInfo(journal.node().zone))
    return utc(local, name)


def position(said: str) -> tuple[float, float] | None:
    """Latitude and longitude in a pasted text: a pair, or a map's address. None without one."""
    found = _PAIR.search(said) or _COMMA_PAIR.search(said)
    if found is None:
        return None
    lat, lon = (float(part.replace(",", ".")) for part in found.groups())
    return lat, lon


def place(request: HttpRequest) -> PlaceInput:
    """Where it is, as well as the form says. Coordinates only on the two upper steps."""
    quality = choice(request, "quality", PlaceQuality)
    address = text(request, "address")
    if not is_positioned(quality):
        source = PlaceSource.REGION if request.POST.get("region") else PlaceSource.CALLER
        return PlaceInput(source=source, quality=quality, address=address)
    lat, lon = _position_of(request)
    given = request.POST.get("source", "")
    return PlaceInput(
        lat=lat,
        lon=lon,
        accuracy_m=number(request, "accuracy_m"),
        source=PlaceSource(given) if given in PlaceSource.values else PlaceSource.CALLER,
        quality=quality,
        address=address,
    )


def _position_of(request: HttpRequest) -> tuple[float, float]:
    said = line(request, "coordinates", longest=LONGEST_PASTED)
    found = position(said)
    if found is None:
        raise Unreadable(
            field="coordinates",
            reason=said[:40] or "—",
            expected=mark("Lintang dan bujur, misalnya -6.92, 110.20; tanpa itu pilih Desa saja."),
        )
    return found


def facts(request: HttpRequest) -> dict[str, bool | None]:
    """The answers that were given; what was not asked is left out."""
    said = ((fact, request.POST.get(f"fact_{fact}", "")) for fact in FACTS)
    return {fact: ANSWERS[answer] for fact, answer in said if answer in ANSWERS}


def new_incident(request: HttpRequest) -> NewIncident:
    """The whole form."""
    return NewIncident(
        category=text(request, "category"),
        narrative=text(request, "narrative"),
        place=place(request),
        region=text(request, "region"),
        report=report(request),
        facts=facts(request),
        contact_safety=_contact_safety(request),
    )


def report(request: HttpRequest) -> ReportInput:
    """What this caller says, of the same form."""
    return ReportInput(
        name=text(request, "name"),
        phone=text(request, "phone"),
        narrative=text(request, "narrative"),
        place=place(request),
        region=text(request, "region"),
        contact_safety=_contact_safety(request),
        needs_open=ticked(request, "needs_open"),
    )


def _contact_safety(request: HttpRequest) -> ContactSafety | None:
    """What the operator has chosen; unknown leaves the word to call and category."""
    said = request.POST.get("contact_safety", "")
    known = said in ContactSafety.values and said != ContactSafety.UNKNOWN
    return ContactSafety(said) if known else None
