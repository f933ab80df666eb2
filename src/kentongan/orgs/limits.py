"""What the regency decides of rights and duties beside `DutyTime`: dated rows."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

BREAK_GLASS_FOR = Limit(
    "orgs.break_glass_s", _("Akses darurat berlaku"), Unit.MINUTES,
    starting=3600, allowed=range(300, 14_401), source="practice.md §6",
)  # fmt: skip

SIGN_ON_EARLY = Limit(
    "orgs.sign_on_early_s", _("Piket dapat dimulai lebih awal"), Unit.MINUTES,
    starting=3600, allowed=range(300, 14_401), source="analisis Kentongan",
)  # fmt: skip

GLASS_REVIEWED = Limit(
    "orgs.glass_reviewed_s", _("Akses darurat ditinjau paling lambat"), Unit.HOURS,
    starting=86_400, allowed=range(3600, 30 * 86_400 + 1), source="practice.md §6",
)  # fmt: skip
"""Then a reviewer's telephone rings, and again after the same time."""

declare(BREAK_GLASS_FOR, SIGN_ON_EARLY, GLASS_REVIEWED)
