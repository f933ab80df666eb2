"""What the regency decides of calls beside the desk's waiting times (`DeskTimes`): dated rows."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

UNDO_BY_OPERATOR = Limit(
    "calls.undo_s", _("Petugas membatalkan penggolongannya sendiri dalam"), Unit.MINUTES,
    starting=900, allowed=range(60, 7201), source="analisis Kentongan",
)  # fmt: skip
"""After that a supervisor undoes: figures that were counted do not change quietly."""

SHORT_WAIT = Limit(
    "calls.short_wait_s", _("Panggilan terputus dihitung sangat singkat di bawah"), Unit.SECONDS,
    starting=5, allowed=range(1, 31), source="practice.md §4",
)  # fmt: skip
"""Who hangs up sooner has mostly dialled by mistake: the two are counted apart."""

declare(UNDO_BY_OPERATOR, SHORT_WAIT)
