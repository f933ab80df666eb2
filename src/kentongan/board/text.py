"""The board as plain text: for 2G, for a radio operator to read out, for a message to forward."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.board.types import Board

MOST_LINES = 20
"""Of each list: the whole stays under 20 KB."""


def as_text(board: Board, node: str) -> str:
    """The same figures as on the page, in lines of words."""
    return "\n".join(_lines(board, node)) + "\n"


def _lines(board: Board, node: str) -> Iterator[str]:
    yield f"{_('Papan Pantau Pimpinan')} — {node}"
    yield _("Data per {time}").format(time=board.as_of)
    yield ""
    yield f"{_('Sekarang')}: {', '.join(part.text for part in board.sentence)}."
    if board.surge:
        yield board.surge
    yield from _section(_("Menunggu keputusan"), [part.text for part in board.decisions])
    yield from _section(_("Kejadian terbuka"), _incidents(board))
    yield from _section(_("Belum diterima OPD"), _waiting(board))
    yield from _section(_("Tiga waktu, 24 jam terakhir"), _clocks(board))
    yield from _section(_("OPD, 24 jam terakhir"), _agencies(board))
    yield from _section(_("Penilaian warga, bulan ini dan bulan lalu"), _ratings(board))
    yield from _section(_("Panggilan, 24 jam terakhir"), _calls(board))
    yield from _section(_("Meja 112, 24 jam terakhir"), _desk(board))
    yield from _section(_("Pos tanpa petugas piket, 24 jam ke depan"), _uncovered(board))
    yield from _section(_("OPD yang belum bergabung"), list(board.not_joined))


def _section(title: str, lines: list[str]) -> Iterator[str]:
    yield ""
    yield title.upper()
    yield from lines[:MOST_LINES] or [_("Nihil")]
    if len(lines) > MOST_LINES:
        yield _("… dan {n} lagi").format(n=len(lines) - MOST_LINES)


def _incidents(board: Board) -> list[str]:
    lines = [
        f"{i.priority} {i.family}, {i.place} — {i.state}, {_units(i.units)} ({i.number})"
        for i in board.incidents
    ]
    lines += ["…"] * board.more_incidents
    return [*lines, restricted_text(board.restricted)] if board.restricted else lines


def restricted_text(count: int) -> str:
    """`2 kejadian dirahasiakan`."""
    said = ngettext("{n} kejadian dirahasiakan", "{n} kejadian dirahasiakan", count)
    return said.format(n=count)


def _units(count: int) -> str:
    return ngettext("{n} unit", "{n} unit", count).format(n=count)


def _waiting(board: Board) -> list[str]:
    return [f"{w.org_name}, {w.place}: {w.age}" for w in board.waiting]


def _clocks(board: Board) -> list[str]:
    return [f"{c.name} ({c.span}): {_('median')} {c.median}; {c.nine_of_ten}" for c in board.clocks]


def _agencies(board: Board) -> list[str]:
    return [
        f"{a.name}: {_('diterima dalam target')} {a.accepted}, {_('belum ditutup')} {a.unclosed}, "
        f"{_('ditolak')} {a.declined or _('Nihil')} (n = {a.n})"
        for a in board.agencies
    ]


def _ratings(board: Board) -> list[str]:
    return [
        f"{r.name}, {r.month}: {_('dijawab')} {r.answered}; {_('rata-rata')} {r.mean} (n = {r.n})"
        f"{'; ' + r.marks if r.marks else ''}"
        for r in board.ratings
    ]


def _calls(board: Board) -> list[str]:
    lines = [f"{s.name}: {s.count}{_percent(s.percent)}" for s in board.shares]
    lines += [f"{name}: {count}" for name, count in board.call_parts]
    lines.append(f"{_('Terputus < 5 detik')}: {board.abandoned_short}")
    lines.append(f"{_('Terputus ≥ 5 detik')}: {board.abandoned_long}")
    return lines


def _percent(share: int | None) -> str:
    return "" if share is None else f" ({share} %)"


def _desk(board: Board) -> list[str]:
    desk, waited = board.desk, board.desk.waited
    return [
        f"{_('Dijawab')}: {desk.answered}; {_('per petugas')} {desk.per_person}, "
        f"{_('terbanyak')} {desk.most_by_one}",
        f"{waited.name} ({waited.span}): {_('median')} {waited.median}; {waited.nine_of_ten}",
    ]


def _uncovered(board: Board) -> list[str]:
    return [f"{post.org_name} {post.hours}" for post in board.uncovered]
