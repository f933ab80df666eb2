"""What the regency decides of mutual aid: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

HANDOVER_WITHIN = Limit(
    "neighbours.handover_within_s", _("Penyerahan kejadian dijawab tetangga dalam"), Unit.SECONDS,
    starting=60, allowed=range(15, 601), source="practice.md §1.7",
)  # fmt: skip

UNITS_WITHIN = Limit(
    "neighbours.units_within_s", _("Permintaan unit dijawab tetangga dalam"), Unit.MINUTES,
    starting=180, allowed=range(30, 1801), source="analisis Kentongan",
)  # fmt: skip
"""Somebody there has to look what can be spared."""

RINGS_AGAIN = Limit(
    "neighbours.rings_again_s", _("Penyerahan tak terjawab membunyikan telepon lagi setiap"),
    Unit.MINUTES, starting=300, allowed=range(60, 1801), source="practice.md §1.3",
)  # fmt: skip

declare(HANDOVER_WITHIN, UNITS_WITHIN, RINGS_AGAIN)
