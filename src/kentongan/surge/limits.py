"""When a surge is proposed, when its end is: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

OWN = "domain.md §2.4, analisis Kentongan; daerah menetapkan angkanya"

WINDOW = Limit(
    "surge.window_s", _("Lonjakan: panggilan dihitung dalam"), Unit.MINUTES,
    starting=600, allowed=range(60, 3601), source=OWN,
)  # fmt: skip

TIMES_USUAL = Limit(
    "surge.times_usual_percent", _("Lonjakan diusulkan dari sekian persen panggilan biasa"),
    Unit.PERCENT, starting=300, allowed=range(120, 2001), source=OWN,
)  # fmt: skip
"""Of what is usual in this hour of the day; and never below the number that follows."""

LEAST_CALLS = Limit(
    "surge.least_calls", _("Lonjakan diusulkan paling sedikit dari"), Unit.CALLS,
    starting=10, allowed=range(3, 1001), source=OWN,
)  # fmt: skip

WAITING_EACH = Limit(
    "surge.waiting_per_operator", _("Lonjakan diusulkan bila yang menunggu per petugas"),
    Unit.CALLS, starting=3, allowed=range(1, 51), source=OWN,
)  # fmt: skip

QUIET = Limit(
    "surge.quiet_s", _("Akhir lonjakan diusulkan setelah reda selama"), Unit.MINUTES,
    starting=1800, allowed=range(300, 14401), source=OWN,
)  # fmt: skip

AUTOMATIC = Limit(
    "surge.automatic_after_s", _("Lonjakan dinyatakan otomatis setelah diusulkan (0 = tidak)"),
    Unit.MINUTES, starting=0, allowed=range(3601), source=OWN,
)  # fmt: skip
"""Off: a person declares. A regency that wants it otherwise says so with its decree."""

PARENT_CALLS = Limit(
    "surge.parent_calls", _("Kemungkinan kejadian induk bila sudah menarik"), Unit.CALLS,
    starting=3, allowed=range(2, 101), source=OWN,
)  # fmt: skip

declare(WINDOW, TIMES_USUAL, LEAST_CALLS, WAITING_EACH, QUIET, AUTOMATIC, PARENT_CALLS)
