"""What the regency decides of incidents: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

RECHECK_AFTER = Limit(
    "incidents.recheck_after_s", _("Pendinginan diperiksa ulang bila jamnya tidak disebut"),
    Unit.MINUTES, starting=7200, allowed=range(900, 86_401), source="practice.md §1.11",
)  # fmt: skip
"""When a fire is looked at again if the last engine left without naming an hour."""

RECHECK_AGAIN = Limit(
    "incidents.recheck_again_s", _("Telepon periksa ulang diulang selama belum dijawab"),
    Unit.MINUTES, starting=900, allowed=range(60, 7201), source="practice.md §1.3",
)  # fmt: skip
"""So often the re-check is asked for again while nobody has said what it found."""

REOPEN_WITHIN = Limit(
    "incidents.reopen_within_s", _("Kejadian dapat dibuka lagi dalam"), Unit.HOURS,
    starting=86_400, allowed=range(3600, 30 * 86_400 + 1), source="practice.md §3.4",
)  # fmt: skip
"""For as long an ended incident is also among those that a new one may be the same as."""

REKINDLE_WITHIN = Limit(
    "incidents.rekindle_within_s", _("Kebakaran dapat dibuka lagi (menyala kembali) dalam"),
    Unit.HOURS, starting=259_200, allowed=range(3600, 30 * 86_400 + 1), source="practice.md §1.11",
)  # fmt: skip

REKINDLE_RADIUS = Limit(
    "incidents.rekindle_radius_m", _("Kebakaran baru diduga menyala kembali dalam radius"),
    Unit.METRES, starting=500, allowed=range(50, 5001), source="practice.md §1.11",
)  # fmt: skip

ROAD_RADIUS = Limit(
    "incidents.road_radius_m", _("Kejadian di jalan diduga sama, sepanjang jalurnya"),
    Unit.METRES, starting=2000, allowed=range(100, 20_001), source="practice.md §3.4",
)  # fmt: skip
"""On the toll road and the Pantura, measured along the carriageway."""

READING_LASTS = Limit(
    "incidents.reading_lasts_s", _("Kejadian dirahasiakan dibuka ulang sesudah"), Unit.HOURS,
    starting=28_800, allowed=range(3600, 86_401), source="ADR 0011",
)  # fmt: skip
"""One shift: whoever has opened it is not asked for every look."""

declare(
    RECHECK_AFTER, RECHECK_AGAIN, REOPEN_WITHIN, REKINDLE_WITHIN, REKINDLE_RADIUS, ROAD_RADIUS,
    READING_LASTS,
)  # fmt: skip
