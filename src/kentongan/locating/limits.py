"""What the regency decides of callers' places: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

MATCHED_WITHIN = Limit(
    "locating.matched_within_s", _("Lokasi telepon dicocokkan dengan panggilan dalam"),
    Unit.MINUTES, starting=600, allowed=range(60, 3601), source="domain.md §2.7: ± 10 menit",
)  # fmt: skip

GOOD_WITHIN = Limit(
    "locating.good_within_m", _("Lokasi terbaru dipakai bila radiusnya paling besar"),
    Unit.METRES, starting=100, allowed=range(10, 1001), source="domain.md §2.7: ≤ 100 m",
)  # fmt: skip
"""Of several good ones the last counts, for callers move; where none is good, the closest."""

EXACT_WITHIN = Limit(
    "locating.exact_within_m", _("Lokasi telepon dianggap pasti bila radiusnya paling besar"),
    Unit.METRES, starting=50, allowed=range(5, 201), source="analisis Kentongan",
)  # fmt: skip

PLACE_WITHIN = Limit(
    "locating.place_within_m", _("Lokasi telepon dapat dipakai bila radiusnya paling besar"),
    Unit.METRES, starting=1500, allowed=range(100, 10_001),
    source="domain.md §2.7: radius 1,9 km (menara) bukan alamat",
)  # fmt: skip
"""A wider circle is drawn and asked about; it never becomes the place of an incident."""

LINK_LASTS = Limit(
    "locating.link_lasts_s", _("Tautan lokasi berlaku"), Unit.HOURS,
    starting=24 * 3600, allowed=range(3600, 48 * 3600 + 1), source="domain.md §2.7: 24 jam",
)  # fmt: skip

declare(MATCHED_WITHIN, GOOD_WITHIN, EXACT_WITHIN, PLACE_WITHIN, LINK_LASTS)
