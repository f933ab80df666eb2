"""An address as the countryside says it (practice.md §2.3): dusun, RT/RW, patokan, the kilometre
stone and its carriageway, crossing, river bank, trail post; the postal code last.
"""

import re
from dataclasses import dataclass, fields

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kentongan.geo.errors import NoRoadSaid, NoSuchAddressPart
from kentongan.kernel.text import require_storable

LONGEST_PART = 160
FARTHEST_M = 5_000_000
"""No road of the archipelago has a stone beyond KM 5,000."""

_RT = re.compile(r"[0-9]{1,3}", re.ASCII)
_POSTAL = re.compile(r"[0-9]{5}", re.ASCII)
_STONE = re.compile(r"(?:KM\.?\s*)?([0-9]{1,4})(?:\s*[+,.]\s*([0-9]{1,3}))?", re.ASCII | re.I)


class Road(TextChoices):
    """Roads on which a place is told by kilometre and carriageway."""

    TOLL = "TOLL", _("Jalan tol")
    PANTURA = "PANTURA", _("Pantura")
    OTHER = "OTHER", _("Jalan lain")


class Carriageway(TextChoices):
    """The side of a divided road, as its stones and signs name it."""

    A = "A", _("Jalur A")
    B = "B", _("Jalur B")


class Bank(TextChoices):
    """The side of a river, looking downstream."""

    LEFT = "LEFT", _("Kiri (menghadap hilir)")
    RIGHT = "RIGHT", _("Kanan (menghadap hilir)")


@dataclass(frozen=True, slots=True)
class AddressParts:
    """What was said of an address, part by part. `require_readable` keeps its rules."""

    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    landmark: str = ""
    road: str = ""
    road_m: int | None = None
    """Metres from the road's beginning: KM 385+600 is 385,600."""
    carriageway: str = ""
    crossing: str = ""
    river: str = ""
    bank: str = ""
    trail_post: str = ""
    postal_code: str = ""


NO_PARTS = AddressParts()
PART_NAMES = tuple(field.name for field in fields(AddressParts))
_WORDS = ("hamlet", "landmark", "crossing", "river", "trail_post")
_CODES = {"road": Road, "carriageway": Carriageway, "bank": Bank}
_NUMBERS = {"rt": _RT, "rw": _RT, "postal_code": _POSTAL}


def parts_of(row: object) -> AddressParts:
    """The parts that a row with these columns holds."""
    return AddressParts(*[getattr(row, name) for name in PART_NAMES])


def require_readable(parts: AddressParts) -> AddressParts:
    """The same parts. Refuses numbers and codes that are none and texts beyond their columns
    (GEO-009), and a kilometre or carriageway of no road (GEO-010).
    """
    if parts == NO_PARTS:
        return parts
    for name in _WORDS:
        if len(require_storable(name, getattr(parts, name))) > LONGEST_PART:
            raise NoSuchAddressPart(part=name, expected=f"≤ {LONGEST_PART}")
    for name, kind in _CODES.items():
        if getattr(parts, name) not in ("", *kind.values):
            raise NoSuchAddressPart(part=name, expected=", ".join(kind.values))
    for name, pattern in _NUMBERS.items():
        if getattr(parts, name) and not pattern.fullmatch(getattr(parts, name)):
            raise NoSuchAddressPart(part=name, expected="005" if pattern is _RT else "51355")
    if parts.road_m is not None and not 0 <= parts.road_m <= FARTHEST_M:
        raise NoSuchAddressPart(part="road_m", expected=f"0–{FARTHEST_M}")
    if not parts.road and (parts.road_m is not None or parts.carriageway):
        raise NoRoadSaid
    return parts


def metre_of(stone: str) -> int | None:
    """`385+600`, `KM 385` or `385,6` in metres; None when nothing is typed. Refuses other texts."""
    if not stone.strip():
        return None
    found = _STONE.fullmatch(stone.strip())
    if found is None:
        raise NoSuchAddressPart(part="KM", expected="385+600")
    km, behind = found.groups()
    metres = int(behind or 0) if "+" in stone else int((behind or "0").ljust(3, "0"))
    return int(km) * 1000 + metres


def stone_of(road_m: int | None) -> str:
    """`385+600`, as the stones at the road say it; empty for none."""
    if road_m is None:
        return ""
    km, metres = divmod(road_m, 1000)
    return f"{km}+{metres:03}" if metres else str(km)


def told(parts: AddressParts, otherwise: str = "") -> str:
    """The whole address in one line, as it is read over the radio: an address is not translated.

    `otherwise` is what was typed freely, and stands before the postal code.
    """
    if parts == NO_PARTS:
        return otherwise
    said = (
        parts.hamlet and f"Dusun {parts.hamlet}",
        _neighbourhood(parts),
        parts.landmark and f"patokan {parts.landmark}",
        _on_road(parts),
        parts.crossing and f"perlintasan {parts.crossing}",
        _at_river(parts),
        parts.trail_post and f"jalur pendakian {parts.trail_post}",
        otherwise,
        parts.postal_code,
    )
    return ", ".join(part for part in said if part)


def _neighbourhood(parts: AddressParts) -> str:
    named = (("RT", parts.rt), ("RW", parts.rw))
    return "/".join(f"{kind} {number.zfill(2)}" for kind, number in named if number)


_SPOKEN_ROADS = {Road.TOLL: "Tol", Road.PANTURA: "Pantura", Road.OTHER: "Jalan"}
_SPOKEN_BANKS = {Bank.LEFT: "sisi kiri", Bank.RIGHT: "sisi kanan"}


def _on_road(parts: AddressParts) -> str:
    if not parts.road:
        return ""
    stone = f" KM {stone_of(parts.road_m)}" if parts.road_m is not None else ""
    side = f" jalur {parts.carriageway}" if parts.carriageway else ""
    return f"{_SPOKEN_ROADS[Road(parts.road)]}{stone}{side}"


def _at_river(parts: AddressParts) -> str:
    bank = _SPOKEN_BANKS[Bank(parts.bank)] if parts.bank else ""
    return f"{bank} sungai {parts.river}".strip() if parts.river or bank else ""
