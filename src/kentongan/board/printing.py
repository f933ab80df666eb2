"""The board on A4 paper: every value in words before Typst sees it."""

from typing import Any

from django.utils.translation import gettext as _

from kentongan.board.types import AgencyLine, Board, ClockFigure, RatingLine
from kentongan.web.documents import make_pdf

MOST_ROWS = 40


def as_paper(board: Board) -> bytes:
    """The board as PDF."""
    return make_pdf("board/board", _told(board))


def _told(board: Board) -> dict[str, Any]:
    return {
        "title": _("Papan Pantau Pimpinan"),
        "as_of": _("Data per {time}, {date}").format(time=board.as_of, date=board.on),
        "sentence": f"{_('Sekarang')}: {', '.join(part.text for part in board.sentence)}.",
        "surge": board.surge,
        "empty": _("Nihil"),
        "sections": [
            _section(_("Menunggu keputusan"), [""], [[part.text] for part in board.decisions]),
            _section(
                _("Tiga waktu, 24 jam terakhir"),
                [_("Waktu"), _("Dari → sampai"), _("Median"), _("9 dari 10")],
                [_clock(clock) for clock in (board.desk.waited, *board.clocks)],
            ),
            _section(
                _("Kejadian terbuka"),
                [_("Prioritas"), _("Jenis dan tempat"), _("Keadaan"), _("Unit")],
                _incidents(board),
            ),
            _section(
                _("Belum diterima OPD"),
                [_("OPD"), _("Tempat"), _("Menunggu")],
                [[w.org_name, w.place, w.age] for w in board.waiting[:MOST_ROWS]],
            ),
            _section(
                _("OPD, 24 jam terakhir"),
                [
                    _("OPD"), _("Diterima dalam target"), _("Belum ditutup"), _("Tanpa laporan"),
                    _("Ditolak"),
                ],
                [_agency(agency) for agency in board.agencies],
            ),
            _section(
                _("Penilaian warga, bulan ini dan bulan lalu"),
                [_("OPD"), _("Bulan"), _("Dijawab"), _("Rata-rata"), _("Sebaran nilai")],
                [_rating(line) for line in board.ratings],
            ),
            _section(_("Panggilan, 24 jam terakhir"), [_("Golongan"), _("Jumlah")], _calls(board)),
            _section(_("Meja 112, 24 jam terakhir"), [_("Hal"), _("Jumlah")], _desk(board)),
            _section(
                _("Tanpa petugas piket, 24 jam ke depan"),
                [_("OPD"), _("Jam")],
                [[post.org_name, post.hours] for post in board.uncovered],
            ),
            _section(_("OPD yang belum bergabung"), [""], [[name] for name in board.not_joined]),
        ],
    }  # fmt: skip


def _section(title: str, head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    return {"title": title, "head": head, "rows": rows}


def _clock(clock: ClockFigure) -> list[str]:
    return [clock.name, clock.span, clock.median, clock.nine_of_ten]


def _incidents(board: Board) -> list[list[str]]:
    rows = [
        [i.priority, f"{i.family}, {i.place}", i.state, str(i.units or _("Nihil"))]
        for i in board.incidents
    ]
    more = _("… dan {n} lagi").format(n=board.more_incidents)
    return [*rows, ["", more, "", ""]] if board.more_incidents else rows


def _agency(agency: AgencyLine) -> list[str]:
    name = agency.name
    if not agency.is_ranked:
        name += f" ({_('n = {n}, tidak diperingkat').format(n=agency.n)})"
    figures = [agency.accepted, str(agency.unclosed), str(agency.without_report)]
    return [name, *figures, agency.declined or _("Nihil")]


def _rating(line: RatingLine) -> list[str]:
    mean = line.mean if line.is_ranked else _("n = {n}, tidak diperingkat").format(n=line.n)
    return [line.name, line.month, line.answered, mean, line.marks]


def _calls(board: Board) -> list[list[str]]:
    shares = [
        [s.name, str(s.count) if s.percent is None else f"{s.count} ({s.percent} %)"]
        for s in board.shares
    ]
    lost = [
        [_("Terputus < 5 detik"), str(board.abandoned_short)],
        [_("Terputus ≥ 5 detik"), str(board.abandoned_long)],
    ]
    parts = [[name, str(count)] for name, count in board.call_parts]
    return shares + parts + lost


def _desk(board: Board) -> list[list[str]]:
    desk = board.desk
    return [
        [_("Dijawab"), str(desk.answered)],
        [_("per petugas"), desk.per_person],
        [_("terbanyak"), str(desk.most_by_one)],
    ]
