"""Service levels in words: the same tables for the page, the spreadsheet and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kentongan.calls.enums import Disposition
from kentongan.dispatch.types import Share
from kentongan.kernel.percentiles import Percentiles
from kentongan.levels.enums import NationalClass
from kentongan.levels.types import Levels, Promise, ServiceLevels, StepLevels
from kentongan.web.sheets import Cell, Sheet

UNKNOWN = "—"
ENOUGH = 10
"""Below so many a percentage is chance (practice.md §4): only the counts are said."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step on the chart, in hundredths of its width and height; no height where n is too few."""

    x: float
    width: float
    y: float
    height: float
    said: str


def tables(found: ServiceLevels) -> list[Sheet]:
    """Every table, in the order of the page."""
    return [
        _by_step(found),
        _shares(found),
        *_operators(found),
        _agencies(found),
        _national(found),
        _mapping(found),
    ]


def title_of(first: date, last: date) -> str:
    """`01-11-2026 – 30-11-2026`."""
    return f"{first:%d-%m-%Y} – {last:%d-%m-%Y}"


def bars(found: ServiceLevels) -> list[Bar]:
    """The share answered within the second threshold, step by step."""
    n = len(found.steps)
    drawn = []
    for index, step in enumerate(found.steps):
        share = step.levels.within[1]
        height = 100 * share.count / share.n if share.n >= ENOUGH else 0.0
        drawn.append(
            Bar(
                x=round(100 * index / n, 3), width=round(80 / n, 3), y=round(100 - height, 2),
                height=round(height, 2), said=f"{step.label}: {share_text(share)}",
            )
        )  # fmt: skip
    return drawn


def share_text(share: Share) -> str:
    """`26 dari 31 (84 %)`; below ten only the counts; — of none."""
    if share.n == 0:
        return UNKNOWN
    said = _("{count} dari {n}").format(count=share.count, n=share.n)
    if share.n < ENOUGH:
        return said
    return f"{said} ({_percent(share.count, share.n)} %)"


def nine_of_ten(measured: Percentiles) -> str:
    """`0:14 (n = 31)`, and how many lack it; below ten only n."""
    missing = _("{n} belum tercatat").format(n=measured.missing) if measured.missing else ""
    if measured.n < ENOUGH:
        said = f"{UNKNOWN} (n = {measured.n})"
    else:
        said = f"{_clock(measured.p90_s)} (n = {measured.n})"
    return f"{said}, {missing}" if missing else said


def _clock(seconds: int | None) -> str:
    return UNKNOWN if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def _percent(count: int, n: int) -> int:
    # down, not to the nearest: 89.6 % has not met a goal of 90 %
    return 100 * count // n


def _within(found: ServiceLevels) -> list[str]:
    return [_("Dijawab ≤ {n} dtk").format(n=t) for t in found.thresholds_s]


def _answered(levels: Levels) -> list[Cell]:
    return [share_text(share) for share in levels.within]


def wrap_up_words() -> str:
    """What the time of writing up is: no exchange keeps here when a pause after a call began and
    ended, so it is counted until the call was classified, and says so (ADR 0025).
    """
    return _(
        "Pencatatan: dari telepon ditutup sampai panggilan digolongkan; jeda sesudah panggilan "
        "menurut sentral tidak dicatat."
    )


def _by_step(found: ServiceLevels) -> Sheet:
    short = found.short_s
    head = [
        _("Waktu"), _("Masuk"), _("Dijawab"), *_within(found), _("Tunggu, 9 dari 10"),
        _("Putus < {n} dtk").format(n=short), _("Putus ≥ {n} dtk").format(n=short),
        _("Bicara, 9 dari 10"), _("Pencatatan, 9 dari 10"),
        _("Diteruskan ≤ {n} dtk").format(n=found.forwarded_s),
        _("Diterima OPD ≤ {n} dtk").format(n=found.accepted_s),
    ]  # fmt: skip
    rows = [_step_row(step.label, step) for step in found.steps]
    note = _(
        "Dijawab dalam waktu: dari panggilan dengan waktu dering dan dari penelepon yang menunggu "
        "≥ {n} detik lalu menutup. Tanpa waktu dering: dihitung sebagai belum tercatat, bukan nol. "
        "Uji panggilan tidak dihitung. n < 10: tanpa persentase."
    ).format(n=short)
    total = _step_row(_("Seluruhnya"), found.total)
    return Sheet(_("Tingkat layanan"), head, [*rows, total], f"{note} {wrap_up_words()}")


def _step_row(label: str, step: StepLevels) -> list[Cell]:
    levels = step.levels
    return [
        label, levels.offered, levels.answered, *_answered(levels), nine_of_ten(levels.waited),
        levels.lost_short, levels.lost_long, nine_of_ten(levels.talked), nine_of_ten(levels.wrote),
        _kept(step.forwarded), _kept(step.accepted),
    ]  # fmt: skip


def _kept(promise: Promise) -> str:
    return share_text(promise.kept)


def _shares(found: ServiceLevels) -> Sheet:
    shares = found.shares
    four = (
        (_("Sungguhan"), shares.real), (_("Iseng"), shares.prank), (_("Diam"), shares.silent),
        (_("Informasi"), shares.information),
    )  # fmt: skip
    n = sum(count for _name, count in four)
    rest = (
        (_("Salah sambung"), shares.other),
        (_("Putus < {n} dtk").format(n=found.short_s), shares.abandoned_short),
        (_("Putus ≥ {n} dtk").format(n=found.short_s), shares.abandoned_long),
        (_("Belum digolongkan"), shares.open),
    )
    rows: list[Sequence[Cell]] = [
        [name, count, share_text(Share(count, n)) if n else UNKNOWN] for name, count in four
    ]
    rows += [[name, count, UNKNOWN] for name, count in rest]
    head = [_("Golongan"), _("Jumlah"), _("Bagian dari keempatnya")]
    return Sheet(_("Sungguhan, iseng, diam, informasi"), head, rows)


def _operators(found: ServiceLevels) -> list[Sheet]:
    if found.operators is None:
        return []
    head = [
        _("Petugas"), _("Dijawab"), *_within(found), _("Bicara, 9 dari 10"),
        _("Pencatatan, 9 dari 10"),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [
            each.name, each.levels.answered, *_answered(each.levels),
            nine_of_ten(each.levels.talked), nine_of_ten(each.levels.wrote),
        ]
        for each in found.operators
    ]  # fmt: skip
    note = _("Urut nama, bukan peringkat. Hanya untuk pengawas dan pimpinan; tidak disebarkan.")
    return [Sheet(_("Per petugas"), head, rows, f"{note} {wrap_up_words()}")]


def _agencies(found: ServiceLevels) -> Sheet:
    head = [
        _("OPD"), _("Tiket"), _("Diterima ≤ {n} dtk").format(n=found.accepted_s),
        _("Diterima, 9 dari 10"),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [each.name, each.accepted.kept.n, _kept(each.accepted), nine_of_ten(each.accepted.times)]
        for each in found.agencies
    ]
    note = _("Urut nama, bukan peringkat. Tiket yang tidak diterima dihitung tidak tepat waktu.")
    return Sheet(_("Per OPD"), head, rows, note)


def _national(found: ServiceLevels) -> Sheet:
    counts = found.national.counts
    four = [each for each in NationalClass if each != NationalClass.NOT_RETURNED]
    n = sum(counts[each] for each in four)
    rows: list[Sequence[Cell]] = [
        [str(each.label), counts[each], share_text(Share(counts[each], n))] for each in four
    ]
    kept_out = counts[NationalClass.NOT_RETURNED]
    rows.append([str(NationalClass.NOT_RETURNED.label), kept_out, UNKNOWN])
    rows.append([_("Tanpa penggolongan (terputus atau terbuka)"), found.national.unsaid, UNKNOWN])
    head = [_("Golongan nasional"), _("Jumlah"), _("Bagian")]
    return Sheet(_("Laporan 112 nasional"), head, rows)


def _mapping(found: ServiceLevels) -> Sheet:
    classes = found.national.classes
    rows = [
        [str(each.label), str(NationalClass(classes[each]).label)]
        for each in Disposition
        if each != Disposition.TEST
    ]
    note = _("Dasar: {basis}").format(basis=found.national.legal_basis)
    return Sheet(
        _("Pemetaan laporan nasional"), [_("Penggolongan"), _("Golongan nasional")], rows, note
    )
