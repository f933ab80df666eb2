"""What the regency decides of villages: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

ANSWERED_WITHIN = Limit(
    "villages.answered_within_s", _("Desa menjawab verifikasi"), Unit.MINUTES,
    starting=900, allowed=range(60, 86_401), source="analisis Kentongan",
)  # fmt: skip
"""When its answer is late: a mark on the screen, nothing waits for it."""

REPORT_READ_WITHIN = Limit(
    "villages.report_read_within_s", _("Laporan desa diperiksa petugas 112"), Unit.MINUTES,
    starting=120, allowed=range(30, 3601), source="analisis Kentongan",
)  # fmt: skip
"""Then a telephone of the centre rings for it: it may be the first word of a flood."""

REPORT_ROUND = Limit(
    "villages.report_round_s", _("Laporan desa menelepon nomor berikutnya setelah"), Unit.MINUTES,
    starting=180, allowed=range(30, 3601), source="analisis Kentongan",
)  # fmt: skip

declare(ANSWERED_WITHIN, REPORT_READ_WITHIN, REPORT_ROUND)
