"""The shape of what pages send: text kept byte for byte, codes, moments in the node's own time."""

import math
import re
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kentongan.fleet.enums import Capability
from kentongan.geo.addresses import AddressParts, metre_of
from kentongan.geo.places import PlaceQuality, PlaceSource, is_positioned
from kentongan.incidents.enums import Attendance, ContactSafety, Priority
from kentongan.incidents.selectors import list_questions_for
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.journal import selectors as journal
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.web.wire import LONGEST_LINE, utc

C = TypeVar("C", bound=TextChoices)

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}

_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
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


def absence(request: HttpRequest) -> str:
    """Why it is over although nobody arrived, where the page asked; empty where it did not."""
    return choice(request, "absence", Attendance) if request.POST.get("absence") else ""


def ticked(request: HttpRequest, name: str) -> bool:
    """Whether a box is ticked."""
    return bool(request.POST.get(name))


def choice(request: HttpRequest, name: str, kind: type[C]) -> C:
    """A code of `kind`. Refuses any other."""
    return _code(request.POST.get(name, ""), name, kind)


def choices(request: HttpRequest, name: str, kind: type[C]) -> list[C]:
    """The ticked codes of `kind`, maybe none. Refuses any other."""
    return [_code(said, name, kind) for said in request.POST.getlist(name)]


def _code(said: str, name: str, kind: type[C]) -> C:
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


def whole_number(request: HttpRequest, name: str) -> int:
    """A count that was typed; 0 when nothing is. Refuses less, more than 999, and no number."""
    said = text(request, name).strip() or "0"
    if not (said.isascii() and said.isdigit() and len(said) <= 3):  # noqa: PLR2004 - three digits
        raise Unreadable(field=name, reason=said[:40], expected=mark("Angka bulat 0–999."))
    return int(said)


def draft(request: HttpRequest) -> dict[str, list[str]]:
    """Every field as it stands, but for what protects the form itself."""
    own = {"csrfmiddlewaretoken", "idempotency_key"}
    return {name: values for name, values in request.POST.lists() if name not in own}


def identifier(request: HttpRequest, name: str) -> UUID:
    """The id that a form carries. Refuses anything else."""
    said = request.POST.get(name, "")
    try:
        return UUID(said)
    except ValueError:
        raise Unreadable(
            field=name, reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
        ) from None


def told_apart(request: HttpRequest) -> set[UUID]:
    """The incidents that this is said not to be; what is no id is nobody's."""
    return {UUID(each) for each in _ID.findall(request.POST.get("not_same", "")[:LONGEST_PASTED])}


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
    address, parts = text(request, "address"), address_parts(request)
    if not is_positioned(quality):
        source = PlaceSource.REGION if request.POST.get("region") else PlaceSource.CALLER
        return PlaceInput(source=source, quality=quality, address=address, parts=parts)
    lat, lon = position_of(request)
    given = request.POST.get("source", "")
    return PlaceInput(
        lat=lat,
        lon=lon,
        accuracy_m=number(request, "accuracy_m"),
        source=PlaceSource(given) if given in PlaceSource.values else PlaceSource.CALLER,
        quality=quality,
        address=address,
        parts=parts,
    )


def is_moved(request: HttpRequest) -> bool:
    """Whether the form's point, its care or its region are others than when it was opened."""
    names = ("quality", "coordinates", "accuracy_m", "region")
    return "|".join(request.POST.get(name, "") for name in names) != request.POST.get("seen_place")


def address_parts(request: HttpRequest) -> AddressParts:
    """The address part by part, as far as the form says it."""
    return AddressParts(
        hamlet=text(request, "hamlet"),
        rt=text(request, "rt").strip(),
        rw=text(request, "rw").strip(),
        landmark=text(request, "landmark"),
        road=text(request, "road"),
        road_m=metre_of(text(request, "road_km")),
        carriageway=text(request, "carriageway"),
        crossing=text(request, "crossing"),
        river=text(request, "river"),
        bank=text(request, "bank"),
        trail_post=text(request, "trail_post"),
        postal_code=text(request, "postal_code").strip(),
    )


def position_of(request: HttpRequest) -> tuple[float, float]:
    """The coordinates of the form. Refuses a text without any."""
    said = line(request, "coordinates", longest=LONGEST_PASTED)
    found = position(said)
    if found is None:
        raise Unreadable(
            field="coordinates",
            reason=said[:40] or "—",
            expected=mark("Lintang dan bujur, misalnya -6.92, 110.20; tanpa itu pilih Desa saja."),
        )
    return found


def facts(request: HttpRequest, at: datetime) -> dict[str, bool | None]:
    """The answers to what the chosen category is asked; what was not asked is left out."""
    found: dict[str, bool | None] = {}
    for question in list_questions_for(request.POST.get("category", ""), at):
        answer = request.POST.get(question.field, "")
        if answer in ANSWERS and (question.may_be_unknown or answer != "unknown"):
            found[question.code] = ANSWERS[answer]
    return found


def new_incident(request: HttpRequest, at: datetime) -> NewIncident:
    """The whole form. A priority that the operator has chosen stands beside the proposed one: the
    higher is taken (practice.md §3.5).
    """
    return NewIncident(
        category=text(request, "category"),
        narrative=narrative(request),
        place=place(request),
        region=text(request, "region"),
        report=report(request),
        facts=facts(request, at),
        asked_for=asked_for(request),
        priority=chosen_priority(request),
        contact_safety=_contact_safety(request),
    )


def asked_for(request: HttpRequest) -> tuple[str, ...]:
    """Capabilities that a guidance card proposes and the operator has taken over."""
    return tuple(said for said in request.POST.getlist("asked_for") if said in Capability.values)


def narrative(request: HttpRequest) -> str:
    """What happened in the caller's words; before them how many are in danger, where it was asked:
    whoever goes there reads it first.
    """
    said, people = text(request, "narrative"), text(request, "people").strip()
    if not people:
        return said
    first = _("Orang dalam bahaya: {n}.").format(n=whole_number(request, "people"))
    return f"{first} {said}" if said else first


def chosen_priority(request: HttpRequest) -> Priority | None:
    """What the operator has chosen; None leaves it to the category and the answers."""
    said = request.POST.get("priority", "")
    return Priority(said) if said in Priority.values else None


def report(request: HttpRequest) -> ReportInput:
    """What this caller says, of the same form."""
    return ReportInput(
        name=text(request, "name"),
        phone=text(request, "phone"),
        narrative=narrative(request),
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
