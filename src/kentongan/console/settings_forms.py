"""What the pages of the regency's settings send."""

import re
from datetime import datetime

from django.http import HttpRequest

from kentongan.console.forms import choice, line, moment, number, position, text
from kentongan.dispatch.types import PromisedTimes
from kentongan.geo.points import Point
from kentongan.incidents.enums import ContactSafety, Priority
from kentongan.incidents.types import CategoryInput
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.regions.selectors import get_region, list_children
from kentongan.regions.types import undotted

LONGEST_BASIS = 200
LONGEST_PHONE = 32
MOST_TYPED = 10**7
FARTHEST_S = 7 * 86_400
"""A bound against a slip of the finger: no promise is longer than a week."""

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_MINUTES = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def needed(request: HttpRequest, name: str, *, longest: int) -> str:
    """A short text that must say something."""
    said = line(request, name, longest=longest)
    if not said.strip():
        raise Unreadable(field=name, reason="—", expected=mark("Isian ini tidak boleh kosong."))
    return said


def basis(request: HttpRequest) -> str:
    """The paper a decision rests on."""
    return line(request, "legal_basis", longest=LONGEST_BASIS)


def begins(request: HttpRequest) -> datetime | None:
    """From when a decision holds; None is now."""
    return moment(request, "valid_from") if request.POST.get("valid_from") else None


def org_code(request: HttpRequest) -> str:
    """A code of small letters, figures and hyphens."""
    said = line(request, "code", longest=40)
    if not _SLUG.fullmatch(said):
        raise Unreadable(
            field="code",
            reason=said or "—",
            expected=mark("Huruf kecil, angka, dan tanda hubung, misalnya psc-119."),
        )
    return said


def area(request: HttpRequest, *, beyond: bool = False) -> str:
    """The code of a region that this node has, or of a neighbour's `beyond` it."""
    said = line(request, "region")
    return undotted(said) if beyond else get_region(said).code


def point(request: HttpRequest) -> Point | None:
    """Where a post stands, if it was given. Refuses half a place."""
    said = text(request, "coordinates").strip()
    if not said:
        return None
    found = position(said[:200])
    if found is None:
        raise Unreadable(field="coordinates", reason=said[:40], expected=mark("Lintang dan bujur."))
    return Point(*found)


def coverage(request: HttpRequest, region: str) -> dict[str, int]:
    """The areas a post answers for, of those below a region: 1 answers first, 2 then."""
    given = ((each.code, request.POST.get(f"cover_{each.code}")) for each in list_children(region))
    return {code: int(rank) for code, rank in given if rank in {"1", "2"}}


def capabilities(request: HttpRequest) -> list[str]:
    """What is ticked of what units can do; what is unknown is for the service to refuse."""
    return [require_storable("capabilities", each) for each in request.POST.getlist("capabilities")]


def subject(request: HttpRequest) -> dict[str, str]:
    """What a routing rule is for: `category:SNAKE`, `family:ANIMAL`, or `all` (by a fact)."""
    kind, _, code = line(request, "subject").partition(":")
    if kind == "all":
        return {}
    if kind not in {"category", "family"} or not code:
        raise Unreadable(
            field="subject", reason=kind or "—", expected=mark("Pilih salah satu yang tersedia.")
        )
    return {kind: code}


def fact(request: HttpRequest) -> str:
    """The question whose answer asks for the agency; empty: it is always asked."""
    return category_code(request, "fact") if request.POST.get("fact") else ""


def chain(request: HttpRequest) -> list[tuple[str, str, int]]:
    """Whom to ring, in order; lines without a number are left out."""
    given = zip(
        request.POST.getlist("title"),
        request.POST.getlist("phone"),
        request.POST.getlist("after"),
        strict=False,
    )
    return [
        (
            require_storable("title", title)[:80],
            require_storable("phone", phone)[:LONGEST_PHONE],
            _seconds("after", after),
        )
        for title, phone, after in given
        if phone.strip()
    ]


def _seconds(name: str, said: str) -> int:
    if not said.isascii() or not said.isdigit() or not 0 < int(said[:9]) <= FARTHEST_S:
        raise Unreadable(field=name, reason=said[:40] or "—", expected=mark("Detik, lebih dari 0."))
    return int(said)


def promised(request: HttpRequest) -> PromisedTimes:
    """Promised times, typed in minutes; empty or 0 promises nothing."""
    return PromisedTimes(
        forward_s=_minutes(request, "forward"),
        forward_alarm_s=_minutes(request, "forward_alarm"),
        accept_s=_minutes(request, "accept"),
        acknowledge_s=_minutes(request, "acknowledge"),
        arrival_s=_minutes(request, "arrival"),
    )


def _minutes(request: HttpRequest, name: str) -> int:
    seconds = round((number(request, name) or 0) * 60)
    if not 0 <= seconds <= FARTHEST_S:
        raise Unreadable(field=name, reason=f"{seconds}", expected=mark("Menit, 0 sampai 10.080."))
    return seconds


def minutes_each(request: HttpRequest, name: str) -> list[int]:
    """Minutes with spaces between them, as seconds."""
    said = line(request, name).replace(",", ".").split()
    if not all(_MINUTES.fullmatch(each) for each in said):
        raise Unreadable(
            field=name, reason=" ".join(said)[:40], expected=mark("Menit, dipisahkan spasi.")
        )
    return [round(float(each) * 60) for each in said]


def category(request: HttpRequest) -> CategoryInput:
    """A category as the regency decides it."""
    return CategoryInput(
        code=category_code(request),
        name=needed(request, "name", longest=120),
        name_en=line(request, "name_en", longest=120),
        family=_matching(request, "family", 24),
        priority=choice(request, "priority", Priority),
        hazard_code=line(request, "hazard_code", longest=8),
        contact_safety=choice(request, "contact_safety", ContactSafety),
        duplicate_radius_m=whole(request, "duplicate_radius_m", least=0, most=50_000),
        passes_cooling=bool(request.POST.get("passes_cooling")),
        is_restricted=bool(request.POST.get("is_restricted")),
        legal_basis=basis(request),
    )


def category_code(request: HttpRequest, name: str = "code") -> str:
    """A code of capitals, figures and underscores."""
    return _matching(request, name, 40)


def _matching(request: HttpRequest, name: str, longest: int) -> str:
    said = line(request, name, longest=longest)
    if not _CODE.fullmatch(said):
        raise Unreadable(
            field=name,
            reason=said or "—",
            expected=mark("Huruf besar, angka, dan garis bawah, misalnya TREE_DOWN."),
        )
    return said


def whole(request: HttpRequest, name: str, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    found = number(request, name)
    if found is None or found != int(found) or not least <= found <= most:
        limits = f"{least}–{most}"
        raise Unreadable(field=name, reason=request.POST.get(name, "")[:40] or "—", expected=limits)
    return int(found)


def scaled(request: HttpRequest, name: str, size: int) -> int:
    """A number typed in units of `size`, as it is stored: 1,5 hours are 5400."""
    found = number(request, name)
    if found is None or not 0 <= found <= MOST_TYPED:
        said = request.POST.get(name, "")[:40] or "—"
        raise Unreadable(field=name, reason=said, expected=mark("Angka, misalnya 15 atau 1,5."))
    return round(found * size)
