"""What the regency decides of recordings: dated rows."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

DAY = 86_400

KEPT = Limit(
    "recordings.kept_s", _("Rekaman panggilan disimpan selama"), Unit.HOURS,
    starting=90 * DAY, allowed=range(7 * DAY, 730 * DAY + 1),
    source="issue 112 by voice, 10: 90 days unless flagged",
)  # fmt: skip

OPENING_LASTS = Limit(
    "recordings.opening_lasts_s", _("Rekaman yang dibuka dapat diputar selama"), Unit.MINUTES,
    starting=1800, allowed=range(300, 7201), source="analisis Kentongan",
)  # fmt: skip
"""Who comes back later says again why."""

declare(KEPT, OPENING_LASTS)
