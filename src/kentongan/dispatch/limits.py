"""What the regency decides of tickets and units: dated rows, and what a new node begins with."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

NEXT_LEVEL = Limit(
    "dispatch.next_level_s", _("Dari satu telepon eskalasi ke yang berikutnya"), Unit.SECONDS,
    starting=60, allowed=range(15, 601), source="domain.md §2.3",
)  # fmt: skip
"""Where no row of the chain says otherwise."""

ROUND = Limit(
    "dispatch.round_s", _("Deret telepon dibunyikan lagi dari awal"), Unit.MINUTES,
    starting=300, allowed=range(60, 1801), source="practice.md §1.3",
)  # fmt: skip
"""When every telephone of a chain has rung in vain it is rung again from its first: an escalation
never ends in silence. Time to be on the way, not so long that a life passes in it."""

UNIT_WITHIN = Limit(
    "dispatch.unit_within_s", _("P1 yang diterima mendapat unit dalam"), Unit.MINUTES,
    starting=120, allowed=range(30, 1801), source="analisis Kentongan",
)  # fmt: skip
"""An agency that has taken a P1 and sends nobody is rung as one that has not answered."""

ARRIVED_WITHIN = Limit(
    "dispatch.arrived_within_m", _("Tiba terbukti bila posisi unit sedekat"), Unit.METRES,
    starting=300, allowed=range(50, 2001), source="practice.md §6",
)  # fmt: skip

ARRIVAL_PROPOSED_WITHIN = Limit(
    "dispatch.arrival_proposed_within_m", _("Tiba diusulkan bila posisi unit sedekat"), Unit.METRES,
    starting=150, allowed=range(30, 1001), source="analisis Kentongan",
)  # fmt: skip
"""Nearer than what proves an arrival: who drives past is not there. A person confirms it."""

POSITION_WORTHLESS = Limit(
    "dispatch.position_worthless_s", _("Posisi unit tidak dipakai untuk usulan setelah"),
    Unit.MINUTES, starting=1800, allowed=range(300, 14_401), source="practice.md §1.8",
)  # fmt: skip

COVER_WITHIN = Limit(
    "dispatch.cover_within_s", _("Wilayah terjangkau bila unit dapat tiba dalam"), Unit.MINUTES,
    starting=900, allowed=range(180, 7201), source="SPM kebakaran: 15 menit (domain.md §2.5)",
)  # fmt: skip

COVER_WEIGHT = Limit(
    "dispatch.cover_weight_s",
    _("Tiap 1 % jangkauan yang hilang: unit lain boleh tiba lebih lama"),
    Unit.SECONDS, starting=0, allowed=range(121), source="analisis Kentongan (ADR 0019)",
)  # fmt: skip
"""Nothing: over eight days of a real centre no weight was better than none. It is said all the
same; a regency with few posts tries its own record (`kentongan replay --cover-weight`)."""

BUSY_SHARE = Limit(
    "dispatch.busy_share_percent", _("Bagian waktu unit menangani panggilan lain"), Unit.PERCENT,
    starting=30, allowed=range(91), source="Jagtenberg et al. 2015; daerah menetapkan angkanya",
)  # fmt: skip

CREW_RESTED = Limit(
    "dispatch.crew_rested_s", _("Kru belum dianggap lelah sampai bertugas"), Unit.HOURS,
    starting=12 * 3600, allowed=range(4 * 3600, 48 * 3600 + 1), source="PP 35/2021 ps. 21, 26: 8+4",
)  # fmt: skip
"""Eight hours and at most four of overtime; a post that stands for 24 hours decides its own."""

CREW_WEIGHT = Limit(
    "dispatch.crew_weight_s", _("Tiap jam kru melewatinya: unit lain boleh tiba lebih lama"),
    Unit.SECONDS, starting=0, allowed=range(121), source="analisis Kentongan (ADR 0019)",
)  # fmt: skip

LATER_AT_MOST = Limit(
    "dispatch.later_at_most_s",
    _("Unit lain didahulukan walau lebih lama, paling banyak (P1 tidak)"),
    Unit.SECONDS, starting=60, allowed=range(601), source="analisis Kentongan (ADR 0019)",
)  # fmt: skip
"""For both reasons together, and never for a P1."""

declare(NEXT_LEVEL, ROUND, UNIT_WITHIN, ARRIVED_WITHIN, ARRIVAL_PROPOSED_WITHIN, POSITION_WORTHLESS)
declare(COVER_WITHIN, COVER_WEIGHT, BUSY_SHARE, CREW_RESTED, CREW_WEIGHT, LATER_AT_MOST)
