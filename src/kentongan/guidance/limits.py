"""What the regency decides of cards: a dated row, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

CARD_LASTS = Limit(
    "guidance.card_lasts_months", _("Masa berlaku persetujuan kartu panduan"), Unit.MONTHS,
    starting=24, allowed=range(1, 25), source="practice.md §6: expiry 24 months",
)  # fmt: skip
"""Guidelines are revised about every five years; a doctor looks at each card at least every two."""

declare(CARD_LASTS)
