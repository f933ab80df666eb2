"""How the desks write moments, numbers, places and priorities."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext

from kentongan.console.sounds import ONCE_IN_S, sounds_for
from kentongan.console.units import what_it_leaves
from kentongan.dispatch.types import ProposedUnit
from kentongan.exchange import selectors as exchange
from kentongan.fleet.enums import Capability
from kentongan.geo.addresses import stone_of
from kentongan.incidents.enums import Answer, Family, IncidentState
from kentongan.incidents.selectors import find_category_at, question_words
from kentongan.incidents.types import Incident
from kentongan.journal import selectors as journal
from kentongan.journal.dated import Dated
from kentongan.kernel import clock
from kentongan.kernel.text import mask_name, mask_phone
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights
from kentongan.regions import selectors as regions
from kentongan.regions.types import PlaceMatches, dotted, level_of

register = template.Library()

DAY_S = 86_400
KECAMATAN = 3


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(journal.node().zone))


_SOMEBODY_CAME = frozenset({
    IncidentState.ON_SCENE, IncidentState.CONTROLLED, IncidentState.COOLING,
    IncidentState.FIELD_DONE, IncidentState.REVIEW,
})  # fmt: skip


@register.filter
def came_unsaid(incident: Incident) -> bool:
    """Whether somebody has been there and nobody said when: no clock runs, and none has a time."""
    return incident.on_scene_at is None and incident.state in _SOMEBODY_CAME


@register.filter
def glasses_to_review(rights: Rights) -> int:
    """How many uses of rights taken in an emergency wait for this person's review."""
    return orgs.count_to_review(rights)


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


SAME_MOMENT = timedelta(minutes=2)
"""What came within this was not held up: one hour says enough."""


@register.filter
def later_by(written_at: datetime, received_at: datetime) -> bool:
    """Whether something was written without a line: both hours are worth showing."""
    return received_at - written_at > SAME_MOMENT


@register.filter
def hour_only(moment: datetime | None) -> str:
    """`14.05`, whatever the day: where the day stands beside it."""
    return f"{_local(moment):%H.%M}" if moment else "—"


@register.filter
def hour_s(moment: datetime | None) -> str:
    """`14.05.12`."""
    return f"{_local(moment):%H.%M.%S}" if moment else "—"


@register.filter
def dot_hour(said: str) -> str:
    """`22.00` of `22:00`, as it is kept."""
    return said.replace(":", ".")


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
def level(code: str) -> int:
    """1 province … 4 village."""
    return level_of(code)


@register.filter
def stone(road_m: int | str | None) -> str:
    """`385+600`; nothing for an empty form."""
    return stone_of(road_m) if isinstance(road_m, int) else ""


@register.filter
def stressed(found: PlaceMatches) -> list[tuple[str, bool]]:
    """The script line in pieces, each with whether it is a kecamatan: that is the word to hear."""
    named = {match.within for match in found.regions.candidates}
    named |= {regions.name_of(match.region_code) for match in found.landmarks}
    words = "|".join(re.escape(name) for name in sorted(named - {""}))
    pieces = re.split(rf"\b({words})\b", found.question) if words else [found.question]
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


@register.filter
def dots(code: str) -> str:
    """A region's code as people write it."""
    return dotted(code)


@register.filter
def category(code: str) -> str:
    """The name of a category as it stands now."""
    found = find_category_at(code, clock.now())
    return found.label if found else code


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
def standing(row: Dated, at: datetime) -> str:
    """Whether a decision holds `now`, is `planned`, is `over`, or was replaced before it began."""
    if row.valid_until is not None and row.valid_until <= row.valid_from:
        return "never"
    if at < row.valid_from:
        return "planned"
    return "over" if row.valid_until is not None and row.valid_until <= at else "now"


@register.filter
def day_hour(moment: datetime | None) -> str:
    """`01/12/2026 07.00`, or —."""
    return f"{_local(moment):%d/%m/%Y %H.%M}" if moment else "—"


@register.filter
def in_minutes(seconds: int | None) -> str:
    """`1,5`: as a form takes a promised time; empty where nothing is promised."""
    return f"{seconds / 60:.10g}".replace(".", ",") if seconds else ""


@register.filter
def each_in_minutes(seconds: Iterable[int]) -> str:
    """`1440 120 0`: times as a form takes them."""
    return " ".join(f"{each / 60:.10g}".replace(".", ",") for each in seconds)


@register.filter
def family(code: str) -> str:
    """A family of categories, in words where the house has some."""
    return str(Family(code).label) if code in Family.values else code


@register.filter
def fact_words(code: str) -> str:
    """A question of the form, in words."""
    return question_words(code, clock.now())


@register.filter
def answer_words(code: str) -> str:
    """An answer as it is kept, in words."""
    return str(Answer(code).label) if code in Answer.values else code


@register.filter
def capability(code: str) -> str:
    """What a unit can do, in words."""
    return str(Capability(code).label) if code in Capability.values else code


@register.filter
def leaves(unit: ProposedUnit) -> str:
    """In one sentence what a proposed unit would leave behind; empty where that is not known."""
    return what_it_leaves(unit)


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
def sounds(rights: Rights) -> str:
    """`calls.call.received=ring …`: what sounds at this desk, for `sounds.js`."""
    return " ".join(f"{kind}={sound}" for kind, sound in sounds_for(rights).items())


@register.simple_tag
def sounds_once_in_s() -> int:
    """How long the same sound about the same incident is not made again."""
    return ONCE_IN_S


@register.simple_tag
def has_exchange() -> bool:
    """Whether a telephone exchange belongs to this node."""
    return exchange.is_connected()


@register.filter
def extension(interface: str) -> str:
    """`1001` of `PJSIP/1001`."""
    return exchange.extension_in(interface)


@register.filter
def of(mapping: dict[UUID, object], key: UUID) -> object:
    """A value by its key, or nothing."""
    return mapping.get(key, "")
