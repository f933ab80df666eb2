"""Words for figures, from values alone: the sentence, the clocks, shares, what may be named."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.board.types import ClockFigure, Part, RatingLine, ShareLine, Waiting
from kentongan.dispatch.types import AgencyFigures, Share
from kentongan.incidents.enums import Family, IncidentState, Priority
from kentongan.kernel.percentiles import Percentiles
from kentongan.ratings.types import AgencyRating

UNKNOWN = "—"
WINDOW = timedelta(hours=24)
"""The board looks back one day: midnight must not empty it in the middle of the night shift."""

AHEAD = timedelta(hours=24)

ENOUGH = 10
"""Below so many a share or a "9 dari 10" is chance (practice.md §4): no decree changes that."""

NAMED_TO_THE_VILLAGE = frozenset({
    Family.FIRE, Family.WILDFIRE, Family.TRAFFIC, Family.RESCUE, Family.FLOOD, Family.LANDSLIDE,
    Family.WEATHER, Family.QUAKE, Family.TREE, Family.POWER, Family.HAZMAT, Family.ANIMAL,
    Family.INFRASTRUCTURE,
})  # fmt: skip
"""Everything else (illness, violence, a lost child) is told with its kecamatan only: in a village
everybody knows whose house it is (practice.md §6: no health, leaders' eyes)."""

KECAMATAN = len("332415")


def place_shown(region: str, family: str) -> str:
    """The code of the area that the board may name for an incident of this family."""
    return region if family in NAMED_TO_THE_VILLAGE else region[:KECAMATAN]


def sentence(
    *,
    on_duty: int | None,
    least: int,
    open_incidents: int | None,
    unforwarded: Sequence[int],
    waiting: Sequence[Waiting] | None,
) -> tuple[Part, ...]:
    """The first thing that a leader reads. None is what nobody knows, and is said as "—".

    While a P1 waits that no agency was told of, nothing is said of tickets that are all answered:
    it has none (`unforwarded`: the minutes of each).
    """
    alone = (_unforwarded(unforwarded),) if unforwarded else ()
    asked = () if unforwarded and waiting is not None and not waiting else (_waiting(waiting),)
    return (_on_duty(on_duty, least), _open(open_incidents), *alone, *asked)


def _unforwarded(waits: Sequence[int]) -> Part:
    said = _("{n} P1 belum diteruskan ke OPD {age}")
    if len(waits) > 1:
        said = _("{n} P1 belum diteruskan ke OPD, terlama {age}")
    return Part(said.format(n=len(waits), age=minutes(max(waits))), "bad")


def is_unforwarded(priority: str, forwarded_at: datetime | None) -> bool:
    """Whether it is a P1 of which no agency has been told."""
    return priority == Priority.P1 and forwarded_at is None


def _on_duty(count: int | None, least: int) -> Part:
    if count is None:
        return Part(f"{UNKNOWN} {_('petugas jaga')}", "warn")
    minimum = _("(min. {n})").format(n=least)
    if count == 0:
        return Part(f"{_('tidak ada petugas jaga')} {minimum}", "bad")
    said = ngettext("{n} petugas jaga", "{n} petugas jaga", count).format(n=count)
    return Part(f"{said} {minimum}", "bad" if count < least else "")


def _open(count: int | None) -> Part:
    if count is None:
        return Part(f"{UNKNOWN} {_('kejadian terbuka')}", "warn")
    if count == 0:
        return Part(_("tidak ada kejadian terbuka"))
    return Part(ngettext("{n} kejadian terbuka", "{n} kejadian terbuka", count).format(n=count))


def _waiting(waiting: Sequence[Waiting] | None) -> Part:
    if waiting is None:
        return Part(f"{UNKNOWN} {_('belum diterima OPD')}", "warn")
    if not waiting:
        return Part(_("semua tiket sudah dijawab OPD"))
    longest = max(waiting, key=lambda ticket: ticket.minutes)
    where = ", ".join(filter(None, (longest.org_name, longest.place)))
    facts = {"n": len(waiting), "age": longest.age, "where": where}
    said = _("{n} belum diterima OPD {age} ({where})")
    if len(waiting) > 1:
        said = _("{n} belum diterima OPD, terlama {age} ({where})")
    return Part(said.format(**facts), "bad" if any(t.is_late for t in waiting) else "warn")


def surge_line(since: str, *, by: str = "", is_automatic: bool = False) -> str:
    """That a surge is declared, since when, by whom where that may be said, and that no figure
    leaves a call out for it (ADR 0027).
    """
    said = _("Lonjakan panggilan dinyatakan sejak {since}")
    if by:
        said = _("Lonjakan panggilan dinyatakan sejak {since} oleh {who}")
    if is_automatic:
        said = _("Lonjakan panggilan dinyatakan otomatis sejak {since} menurut ketetapan daerah")
    counted = _("semua angka tetap menghitung setiap panggilan")
    return f"{said.format(since=since, who=by)}; {counted}."


def decisions(
    *, unreviewed: int, without_unit: int, uncovered_now: Sequence[str], not_joined: int
) -> tuple[Part, ...]:
    """What stands still until somebody above the desk decides; empty where nothing does."""
    found = (
        (
            without_unit,
            _("{n} kejadian P1/P2 belum mendapat unit"),
            "bad",
        ),
        (len(uncovered_now), _("{n} piket kosong saat ini: {who}"), "bad"),
        (unreviewed, _("{n} akses darurat belum ditinjau"), "warn"),
        (not_joined, _("{n} OPD belum bergabung dengan 112"), ""),
    )
    who = ", ".join(uncovered_now)
    return tuple(Part(said.format(n=n, who=who), tone) for n, said, tone in found if n)


def is_left_alone(priority: str, state: str, units: int) -> bool:
    """Whether nobody is on the way to a P1 or P2 that waits for a unit."""
    waits = state in {IncidentState.NEW, IncidentState.AWAITING_DISPATCH}
    return waits and units == 0 and priority in {Priority.P1, Priority.P2}


def per_person(count: int, people: int) -> str:
    """Calls a person as a plain number, or — where nobody has answered any."""
    return str(round(count / people)) if people else UNKNOWN


def minutes(count: int) -> str:
    """`6 menit`, `2 jam 5 menit`."""
    if count < 1:
        return _("kurang dari 1 menit")
    hours, rest = divmod(count, 60)
    said = [ngettext("{n} jam", "{n} jam", hours).format(n=hours)] if hours else []
    if rest or not hours:
        said.append(ngettext("{n} menit", "{n} menit", rest).format(n=rest))
    return " ".join(said)


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """`22.00–06.00`, in the zone of the moments; the whole window in words."""
    if ends_at - starts_at >= AHEAD:
        return _("24 jam penuh")
    return f"{starts_at:%H.%M}–{ends_at:%H.%M}"


def duration(seconds: int | None) -> str:
    """`14:40`, `1:02:03`, or — where nothing was measured."""
    if seconds is None:
        return UNKNOWN
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


def clock_figure(name: str, span: str, measured: Percentiles) -> ClockFigure:
    """A clock in words; below ten measured times there is no "9 dari 10"."""
    return ClockFigure(
        name=name,
        span=span,
        median=duration(measured.p50_s),
        nine_of_ten=_nine_of_ten(measured),
        missing=_missing(measured.missing),
        is_measured=measured.n > 0,
    )


def _nine_of_ten(measured: Percentiles) -> str:
    if measured.n == 0:
        return _("belum ada yang terukur (n = 0)")
    if measured.n < ENOUGH:
        return _("n = {n}: belum cukup untuk 9 dari 10").format(n=measured.n)
    return _("9 dari 10 dalam {time} (n = {n})").format(time=duration(measured.p90_s), n=measured.n)


def _missing(count: int) -> str:
    return _("{n} belum tercatat").format(n=count) if count else ""


def share_text(share: Share) -> str:
    """`26 dari 31 (84 %)`; below ten only the counts; — of none."""
    if share.n == 0:
        return UNKNOWN
    said = _("{count} dari {n}").format(count=share.count, n=share.n)
    if share.n < ENOUGH:
        return said
    return f"{said} ({_percent(share.count, share.n)} %)"


def ranked(agencies: Sequence[AgencyFigures]) -> list[AgencyFigures]:
    """Those with ten tickets and more by what they accepted in time; the others by name, after."""
    return sorted(agencies, key=lambda a: (not a.is_ranked, _lateness(a), a.org_name))


def _lateness(agency: AgencyFigures) -> float:
    promised = agency.accepted_in_time
    return 1 - promised.count / promised.n if agency.is_ranked and promised.n else 0.0


def share_lines(counts: Sequence[tuple[str, str, int]]) -> tuple[ShareLine, ...]:
    """Shares of calls with their place on a bar of 100. A share below ten calls has no percent."""
    total = sum(count for _name, _tone, count in counts)
    lines: list[ShareLine] = []
    offset = 0.0
    for name, tone, count in counts:
        width = 100 * count / total if total else 0.0
        percent = _percent(count, total) if total >= ENOUGH else None
        lines.append(ShareLine(name, tone, count, percent, round(offset, 2), round(width, 2)))
        offset += width
    return tuple(lines)


def rating_line(rated: AgencyRating) -> RatingLine:
    """Marks of an agency in words: `4,2` and `5: 8 · 4: 3`, or how many there were."""
    return RatingLine(
        name=rated.org_name,
        month=f"{rated.month[5:]}-{rated.month[:4]}",
        asked=rated.asked,
        answered=share_text(Share(rated.answered, rated.asked)),
        mean=UNKNOWN if rated.mean is None else number_format(rated.mean, 1),
        marks=" · ".join(f"{mark}: {count}" for mark, count in _best_first(rated.marks)),
        n=rated.answered,
        is_ranked=rated.is_ranked,
    )


def rated_first(ratings: Sequence[AgencyRating]) -> list[AgencyRating]:
    """The newest month first; in each those with enough answers by their mean, the others after."""
    by_mean = sorted(ratings, key=lambda r: (r.mean is None, -(r.mean or 0), r.org_name))
    return sorted(by_mean, key=lambda r: r.month, reverse=True)


def _best_first(marks: Sequence[int]) -> list[tuple[int, int]]:
    return list(enumerate(marks, start=1))[::-1]


def _percent(count: int, n: int) -> int:
    return round(100 * count / n)
