"""What the regency decides of its leader's board: a dated row."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

LEAST_ON_DUTY = Limit(
    "board.least_on_duty", _("Papan Pantau merah bila petugas jaga kurang dari"), Unit.PEOPLE,
    starting=2, allowed=range(1, 100), source="practice.md §4",
)  # fmt: skip

declare(LEAST_ON_DUTY)
