"""What the regency decides of demoted numbers: dated rows, never looser than practice.md §3.3."""

from django.utils.translation import gettext_lazy as _

from kentongan.demotions.rules import MOST_WAIT_S
from kentongan.journal.limits import Limit, Unit, declare

HOUR = 3600
PRACTICE = "practice.md §3.3"

WAIT = Limit(
    "demotions.wait_s", _("Nomor yang prioritasnya diturunkan menunggu paling lama"), Unit.SECONDS,
    starting=MOST_WAIT_S, allowed=range(MOST_WAIT_S + 1), source=PRACTICE,
)  # fmt: skip
"""Zero turns the whole of it off."""

PRANKS = Limit(
    "demotions.pranks", _("Panggilan iseng sebelum prioritas sebuah nomor dapat diturunkan"),
    Unit.CALLS, starting=3, allowed=range(3, 21), source=PRACTICE,
)  # fmt: skip

OPERATORS = Limit(
    "demotions.operators", _("Petugas berbeda yang mencatat panggilan iseng itu"), Unit.PEOPLE,
    starting=2, allowed=range(2, 6), source=PRACTICE,
)  # fmt: skip

WITHIN = Limit(
    "demotions.within_s", _("Panggilan iseng itu terjadi dalam"), Unit.HOURS,
    starting=24 * HOUR, allowed=range(HOUR, 24 * HOUR + 1), source=PRACTICE,
)  # fmt: skip

REVIEW_WITHIN = Limit(
    "demotions.review_s", _("Penurunan prioritas ditinjau pengawas lain dalam"), Unit.HOURS,
    starting=8 * HOUR, allowed=range(HOUR, 24 * HOUR + 1), source="analisis Kentongan",
)  # fmt: skip
"""What nobody else has looked at by then has ended."""

LASTS = Limit(
    "demotions.lasts_s", _("Penurunan prioritas yang ditinjau berlaku selama"), Unit.HOURS,
    starting=24 * HOUR, allowed=range(HOUR, 72 * HOUR + 1), source="domain.md: 24 hours, reviewed",
)  # fmt: skip

AGAIN_WITHIN = Limit(
    "demotions.again_s", _("Menelepon lagi dalam waktu ini mencabut penurunan prioritas"),
    Unit.SECONDS, starting=120, allowed=range(120, 1801), source=PRACTICE,
)  # fmt: skip

NEAR = Limit(
    "demotions.near_m", _("Kejadian terbuka sedekat ini mencabut penurunan prioritas"), Unit.METRES,
    starting=2000, allowed=range(2000, 50_001), source=PRACTICE,
)  # fmt: skip

FRESH = Limit(
    "demotions.fresh_s",
    _("P1 terbuka semuda ini mencabut penurunan bila lokasi penelepon tidak diketahui"),
    Unit.MINUTES, starting=900, allowed=range(300, 14_401), source="analisis Kentongan",
)  # fmt: skip
"""Where nobody knows where the caller is, he may be beside it."""

UNUSUAL = Limit(
    "demotions.unusual_m", _("Sejauh ini dari tempat biasanya mencabut penurunan prioritas"),
    Unit.METRES, starting=5000, allowed=range(500, 20_001), source="analisis Kentongan",
)  # fmt: skip

SURGE_FROM = Limit(
    "demotions.surge_waiting", _("Panggilan menunggu sebanyak ini menangguhkan semua penurunan"),
    Unit.CALLS, starting=5, allowed=range(2, 51), source="analisis Kentongan",
)  # fmt: skip

BLOCK = Limit(
    "demotions.block_s",
    _("Panggilan sebuah nomor dapat ditolak dengan SK paling lama (0: tidak pernah)"),
    Unit.HOURS, starting=0, allowed=range(72 * HOUR + 1), source=PRACTICE,
)  # fmt: skip

declare(
    WAIT, PRANKS, OPERATORS, WITHIN, REVIEW_WITHIN, LASTS, AGAIN_WITHIN, NEAR, FRESH, UNUSUAL,
    SURGE_FROM, BLOCK,
)  # fmt: skip
