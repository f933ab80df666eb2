"""What the regency decides of its service levels and of staffing: dated rows (domain.md §2.5)."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

NENA = "NENA-STA-020.1-2020"
PRACTICE = "domain.md §2.5"

ANSWERED_FIRST = Limit(
    "levels.answered_first_s", _("Tingkat layanan: dijawab dalam (ambang pertama)"), Unit.SECONDS,
    starting=10, allowed=range(1, 301), source="NFPA 1225 (2022), EENA",
)  # fmt: skip
ANSWERED_SECOND = Limit(
    "levels.answered_second_s", _("Tingkat layanan: dijawab dalam (ambang kedua)"), Unit.SECONDS,
    starting=15, allowed=range(1, 301), source=NENA,
)  # fmt: skip
ANSWERED_THIRD = Limit(
    "levels.answered_third_s", _("Tingkat layanan: dijawab dalam (ambang ketiga)"), Unit.SECONDS,
    starting=20, allowed=range(1, 301), source=NENA,
)  # fmt: skip
GOAL_SECOND = Limit(
    "levels.goal_second_pct", _("Bagian panggilan dijawab dalam ambang kedua"), Unit.PERCENT,
    starting=90, allowed=range(50, 100), source=NENA,
)  # fmt: skip
GOAL_THIRD = Limit(
    "levels.goal_third_pct", _("Bagian panggilan dijawab dalam ambang ketiga"), Unit.PERCENT,
    starting=95, allowed=range(50, 100), source=NENA,
)  # fmt: skip
FORWARDED_WITHIN = Limit(
    "levels.forwarded_s", _("Tingkat layanan: diteruskan ke OPD dalam"), Unit.SECONDS,
    starting=60, allowed=range(10, 3601), source="NFPA 1225 (2022)",
)  # fmt: skip
ACCEPTED_WITHIN = Limit(
    "levels.accepted_s", _("Tingkat layanan: diterima OPD dalam"), Unit.SECONDS,
    starting=60, allowed=range(10, 3601), source=PRACTICE,
)  # fmt: skip
SHRINKAGE = Limit(
    "levels.shrinkage_pct", _("Bagian waktu piket di luar meja (istirahat, salat)"), Unit.PERCENT,
    starting=15, allowed=range(61), source="analisis Kentongan",
)  # fmt: skip
"""Who is rostered is not always at the telephone: the need is divided by what remains."""

declare(
    ANSWERED_FIRST, ANSWERED_SECOND, ANSWERED_THIRD, GOAL_SECOND, GOAL_THIRD, FORWARDED_WITHIN,
    ACCEPTED_WITHIN, SHRINKAGE,
)  # fmt: skip
