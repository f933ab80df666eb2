"""How often a line is to be tried: a dated row, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

TRIED_EVERY = Limit(
    "linetests.tried_every_months", _("Tiap saluran diuji setiap"), Unit.MONTHS,
    starting=3, allowed=range(1, 25), source="practice.md §7; daerah menetapkan angkanya",
)  # fmt: skip

declare(TRIED_EVERY)
