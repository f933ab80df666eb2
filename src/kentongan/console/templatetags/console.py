"""How the desks write moments, numbers, places and priorities."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext

from kentongan.incidents.selectors import find_category_at
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.text import mask_name, mask_phone
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights
from kentongan.regions import selectors as regions
from kentongan.regions.types import dotted, level_of

register = template.Library()

DAY_S = 86_400
KECAMATAN = 3


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(journal.node().zone))


@register.filter
def wire(moment: datetime | None) -> str:
    """A moment for `data-…` attributes."""
    return clock.to_wire(moment) if moment else ""


@register.filter
def hour(moment: datetime | None) -> str:
    """`14.05`, or — ; with the date when it was another day."""
    if moment is None:
        return "—"
    local, today = _local(moment), _local(clock.now()).date()
    return f"{local:%H.%M}" if local.date() == today else f"{local:%d/%m %H.%M}"


@register.filter
def hour_s(moment: datetime | None) -> str:
    """`14.05.12`."""
    return f"{_local(moment):%H.%M.%S}" if moment else "—"


@register.filter
def field_time(moment: datetime | None) -> str:
    """As an input of date and hour takes it."""
    return f"{_local(moment):%Y-%m-%dT%H:%M}" if moment else ""


@register.filter
def masked_phone(number: str) -> str:
    """A telephone number of which a person may see the ends."""
    return mask_phone(number) if number else gettext("Nomor tersembunyi")


@register.filter
def masked_name(name: str) -> str:
    """A name as initials."""
    return mask_name(name)


@register.filter
def area(code: str) -> str:
    """`Tamanrejo, Sukorejo`: village and kecamatan; never the village's name alone."""
    name = regions.name_of(code)
    if not name:
        return dotted(code)
    if level_of(code) == KECAMATAN:
        return gettext("Kec. {name}").format(name=name)
    return ", ".join(regions.path_of(code).split(", ")[:2]) if level_of(code) > KECAMATAN else name


@register.filter
def category(code: str) -> str:
    """The name of a category as it stands now."""
    found = find_category_at(code, clock.now())
    return found.name if found else code


@register.filter
def colour(priority: str) -> str:
    """The word beside a priority: colour never stands alone."""
    return {
        "P1": gettext("Merah"),
        "P2": gettext("Oranye"),
        "P3": gettext("Kuning"),
        "P4": gettext("Hijau"),
        "P5": gettext("Abu"),
    }.get(priority, "")


@register.filter
def distance(metres: float | None) -> str:
    """`350 m`, `4,2 km`, or —."""
    if metres is None:
        return "—"
    if metres < 1000:  # noqa: PLR2004 - metres of a kilometre
        return f"{round(metres, -1):.0f} m"
    return f"{metres / 1000:.1f} km".replace(".", ",")


@register.filter
def age(seconds: float) -> str:
    """`14 menit`, as a word and not a clock."""
    if seconds >= DAY_S:
        return gettext("{n} hari").format(n=int(seconds // DAY_S))
    if seconds >= 3600:  # noqa: PLR2004 - seconds of an hour
        return gettext("{n} jam").format(n=int(seconds // 3600))
    return gettext("{n} menit").format(n=int(seconds // 60))


@register.filter
def may(rights: Rights, right: str) -> bool:
    """Whether a right is held at all: for menus."""
    return rights.has_anywhere(Right(right))


@register.filter
def of(mapping: dict[UUID, object], key: UUID) -> object:
    """A value by its key, or nothing."""
    return mapping.get(key, "")
