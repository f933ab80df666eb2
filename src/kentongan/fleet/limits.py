"""What the regency decides of units: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

POSITION_FRESH = Limit(
    "fleet.position_fresh_s", _("Posisi unit dianggap baru selama"), Unit.SECONDS,
    starting=120, allowed=range(15, 1801), source="practice.md §1.8",
)  # fmt: skip
"""Older ones are grey with their age, and minutes become a range."""

SHIFT_UNKNOWN = Limit(
    "fleet.shift_unknown_s", _("Kesiapan unit berlaku bila pos tanpa pola piket"), Unit.HOURS,
    starting=28_800, allowed=range(3600, 86_401), source="practice.md §1.8",
)  # fmt: skip

declare(POSITION_FRESH, SHIFT_UNKNOWN)
