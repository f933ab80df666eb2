"""The index of Pengaturan: every decision of the regency, what holds now, since when, on what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.calls.selectors import list_desk_times
from kentongan.dispatch.selectors import configuration
from kentongan.guidance.selectors import list_usable
from kentongan.incidents import selectors as incidents
from kentongan.journal import periods
from kentongan.journal.limits import list_rows
from kentongan.neighbours.selectors import orgs_with_node
from kentongan.orgs.selectors import list_cover, list_duty_times, list_orgs, list_posts
from kentongan.quality.selectors import list_forms


class Dated(Protocol):
    """A row of configuration."""

    @property
    def valid_from(self) -> datetime: ...

    @property
    def legal_basis(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the regency decides. `since` None: nothing was decided yet."""

    title: str
    does: str
    holds: str
    address: str
    since: datetime | None = None
    basis: str = ""


def list_items(at: datetime) -> list[Item]:
    """In the order in which a call meets them."""
    return [*_asked(at), *_sent(at), *_promised(at), *_closed(at)]


def _asked(at: datetime) -> Iterator[Item]:
    yield _item(
        _("Jenis kejadian"), _("Apa yang dapat dicatat, dengan prioritas dan pendinginannya."),
        incidents.list_categories(at), "settings-categories",
    )  # fmt: skip
    yield _item(
        _("Pertanyaan prioritas"), _("Apa yang ditanyakan meja 112, dan jawaban yang menaikkan."),
        incidents.list_questions(at), "settings-questions",
    )  # fmt: skip
    yield _item(
        _("Kejadian yang sama"), _("Pasangan rumpun, jarak, dan waktu yang ditawarkan."),
        incidents.list_pair_rows(at), "settings-sameness",
    )  # fmt: skip
    cards = list_usable(at)
    yield Item(
        title=_("Kartu panduan penelepon"),
        does=_("Yang dibacakan kepada penelepon sampai bantuan tiba; disetujui dokter."),
        holds=_("{n} kartu berlaku").format(n=sum(not card.is_marked for card in cards)),
        address=reverse("console:settings-guidance"),
    )
    area = incidents.find_service_row(at)
    yield _item(
        _("Bidang layanan"), _("Titik di luarnya ditanyakan dahulu."),
        [area] if area else [], "settings-reach", built_in=False,
    )  # fmt: skip
    yield Item(
        title=_("Kontak desa"),
        does=_("Siapa yang ditelepon bila kejadian perlu dilihat di tempat."),
        holds="—",
        address=reverse("console:settings-villages"),
    )


def _sent(at: datetime) -> Iterator[Item]:
    found, to = configuration(), "settings-agencies"
    yield _item(
        _("Tugas OPD (penerusan)"), _("Instansi yang diminta untuk setiap jenis dan wilayah."),
        _valid(found.routing, at), to, built_in=False,
    )  # fmt: skip
    yield _item(
        _("Mode penerusan"), _("Tiket, langsung, atau telepon; langsung hanya dengan dasar hukum."),
        _valid(found.modes, at), to,
    )  # fmt: skip
    yield _item(
        _("Rantai eskalasi"), _("Telepon siapa yang berdering bila tiket tidak diterima."),
        _valid(found.steps, at), to, built_in=False,
    )  # fmt: skip
    yield _item(
        _("Rencana respons"), _("Unit, pemberitahuan, dan bantuan tetangga per tingkat alarm."),
        _valid(found.plans, at), "settings-plans", built_in=False,
    )  # fmt: skip
    nodes = len(orgs_with_node())
    yield Item(
        title=_("Node tetangga"),
        does=_(
            "Ke mana kejadian dan permintaan unit dikirim, dan bagaimana keduanya saling kenal."
        ),
        holds=_("{n} node").format(n=nodes) if nodes else _("Belum ada."),
        address=reverse("console:settings-neighbours"),
    )
    posts = list_posts()
    yield Item(
        title=_("Wilayah pos"),
        does=_("Pos yang menjawab lebih dahulu untuk setiap kecamatan."),
        holds=_("{posts} pos, {orgs} instansi").format(posts=len(posts), orgs=len(list_orgs())),
        address=reverse(f"console:{to}"),
    )
    yield _item(
        _("Yang harus dijaga"), _("Pos yang tidak boleh kosong, dan berapa orang paling sedikit."),
        [row for row in list_cover() if _holds(row, at)], to, built_in=False,
    )  # fmt: skip
    yield _item(
        _("Syarat keselamatan"), _("Yang dimintakan sebelum awak bekerja: listrik, jalan, kereta."),
        _valid(found.condition_kinds, at), "settings-conditions",
    )  # fmt: skip


def _promised(at: datetime) -> Iterator[Item]:
    yield _item(
        _("Janji waktu"), _("Kapan diteruskan, diterima, dan tiba; lewat itu telepon berdering."),
        _valid(configuration().promises, at), "settings-promises",
    )  # fmt: skip
    times: list[Dated] = [row for row in list_desk_times() if _holds(row, at)]
    times += [row for row in list_duty_times() if _holds(row, at)]
    yield _item(
        _("Waktu meja dan piket"), _("Jam untuk telepon balik, bantuan, tetangga, piket."),
        times, "settings-times",
    )  # fmt: skip
    yield _item(
        _("Ambang dan tenggat"), _("Kapan telepon berdering lagi, dan kapan sesuatu lewat."),
        [row for row in list_rows() if _holds(row, at)], "settings-limits",
    )  # fmt: skip


def _closed(at: datetime) -> Iterator[Item]:
    yield _item(
        _("Isian penutupan"), _("Yang ditanyakan saat OPD melapor, menurut jenis kejadian."),
        _valid(configuration().forms, at), "settings-closing",
    )  # fmt: skip
    yield _item(
        _("Formulir penilaian mutu"), _("Pertanyaan, bobot, dan yang kritis."),
        list_forms()[:1], "settings-quality",
    )  # fmt: skip
    yield _item(
        _("Masa simpan"), _("Berapa lama data pribadi disimpan sebelum dikosongkan."),
        [row for row in periods.list_periods(at) if row.valid_from <= at], "settings-retention",
    )  # fmt: skip
    yield Item(
        title=_("Coba satu panggilan"),
        does=_("Apa yang akan terjadi, dengan semua ketetapan di atas; tidak ada yang ditulis."),
        holds="—",
        address=reverse("console:settings-trial"),
    )
    yield Item(
        title=_("Paket pengaturan"),
        does=_("Semua ketetapan sebagai satu berkas, keluar dari sini atau masuk ke sini."),
        holds="—",
        address=reverse("console:settings-package"),
    )


def _item(
    title: str, does: str, rows: Sequence[Dated], page: str, *, built_in: bool = True
) -> Item:
    """`built_in`: without a decision the system's own holds; elsewhere nothing does."""
    newest = max(rows, key=lambda row: row.valid_from, default=None)
    n, own = len(rows), _("bawaan sistem") if built_in else _("Belum ada.")
    return Item(
        title=title,
        does=does,
        holds=ngettext("{n} ketetapan", "{n} ketetapan", n).format(n=n) if n else own,
        address=reverse(f"console:{page}"),
        since=newest.valid_from if newest else None,
        basis=newest.legal_basis if newest else "",
    )


class Lasting(Dated, Protocol):
    """One that may have ended."""

    @property
    def valid_until(self) -> datetime | None: ...


def _holds(row: Lasting, at: datetime) -> bool:
    return row.valid_from <= at and (row.valid_until is None or at < row.valid_until)


def _valid(rows: Iterable[Lasting], at: datetime) -> list[Lasting]:
    return [row for row in rows if _holds(row, at)]
