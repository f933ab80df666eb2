"""What the regency decides of closures: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

ASKED_AFTER = Limit(
    "roads.asked_after_s", _("Penutupan jalan tanpa jam berakhir ditanyakan lagi setelah"),
    Unit.HOURS, starting=21_600, allowed=range(1800, 172_801), source="analisis Kentongan",
)  # fmt: skip
"""A tree is gone in an hour, a flood stands for days: somebody is asked, nothing is lifted."""

POINT_RADIUS = Limit(
    "roads.point_radius_m", _("Jalan yang tertutup di sekitar satu titik"), Unit.METRES,
    starting=30, allowed=range(10, 501), source="analisis Kentongan",
)  # fmt: skip

LINE_WIDTH = Limit(
    "roads.line_width_m", _("Jalan yang tertutup di kiri dan kanan garis"), Unit.METRES,
    starting=20, allowed=range(10, 201), source="analisis Kentongan",
)  # fmt: skip
"""A finger on a telephone is about as far off the road."""

NEARBY = Limit(
    "roads.nearby_m", _("Penutupan jalan yang ditunjukkan di sekitar lokasi kejadian"), Unit.METRES,
    starting=3000, allowed=range(200, 30_001), source="analisis Kentongan",
)  # fmt: skip

declare(ASKED_AFTER, POINT_RADIUS, LINE_WIDTH, NEARBY)
