"""What the regency decides of quality reviews beside the form: dated rows."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

DAY = 86_400

SHARE = Limit(
    "quality.share_percent", _("Bagian panggilan yang dinilai mutunya, acak"), Unit.PERCENT,
    starting=3, allowed=range(2, 101), source="domain.md §2.10: at least 2–3 %",
)  # fmt: skip

DISPOSED_SHARE = Limit(
    "quality.disposed_percent", _("Bagian panggilan iseng, diam, dan salah sambung yang dinilai"),
    Unit.PERCENT, starting=5, allowed=range(5, 101), source="practice.md §6: 5 % of pranks",
)  # fmt: skip

REVIEW_WITHIN = Limit(
    "quality.review_within_s", _("Panggilan terpilih dinilai dalam"), Unit.HOURS,
    starting=7 * DAY, allowed=range(DAY, 30 * DAY + 1), source="analisis Kentongan",
)  # fmt: skip

APPEAL_WITHIN = Limit(
    "quality.appeal_within_s", _("Banding penilaian mutu diajukan dalam"), Unit.HOURS,
    starting=7 * DAY, allowed=range(DAY, 30 * DAY + 1), source="analisis Kentongan",
)  # fmt: skip

declare(SHARE, DISPOSED_SHARE, REVIEW_WITHIN, APPEAL_WITHIN)
