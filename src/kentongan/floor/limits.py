"""What the regency decides of the floor: dated rows."""

from django.utils.translation import gettext_lazy as _

from kentongan.journal.limits import Limit, Unit, declare

DAY = 86_400

LONG_CALL = Limit(
    "floor.long_call_s", _("Panggilan ditandai panjang di lantai petugas setelah"), Unit.MINUTES,
    starting=600, allowed=range(60, 7201), source="analisis Kentongan",
)  # fmt: skip

TOLD_AFTER = Limit(
    "floor.told_after_s",
    _("Petugas diberi tahu bahwa ia didengarkan setelah (0: seketika), paling lambat sesudahnya"),
    Unit.SECONDS, starting=3600, allowed=range(0, 3601), source="keputusan pengelola",
)  # fmt: skip
"""Whoever is whispered to or joined hears it, and is told at once whatever stands here."""

TALK_WITHIN = Limit(
    "floor.talk_within_s", _("Petugas ditanya kabarnya sesudah panggilan berat dalam"), Unit.HOURS,
    starting=DAY, allowed=range(3600, 7 * DAY + 1), source="keputusan pengelola",
)  # fmt: skip

TALK_AGAIN = Limit(
    "floor.talk_again_s", _("Petugas ditanya kabarnya sekali lagi setelah"), Unit.HOURS,
    starting=14 * DAY, allowed=range(2 * DAY, 60 * DAY + 1), source="keputusan pengelola",
)  # fmt: skip

LEADER_AFTER = Limit(
    "floor.leader_after_s",
    _("Pimpinan ditelepon bila tindak lanjut tetap tertunda sesudah pengawas ditelepon"),
    Unit.HOURS, starting=DAY, allowed=range(3600, 7 * DAY + 1), source="keputusan pengelola",
)  # fmt: skip

LEADER_HOUR = Limit(
    "floor.leader_hour_s",
    _("Pimpinan ditelepon untuk tindak lanjut pada jam (dihitung dari tengah malam)"),
    Unit.HOURS, starting=8 * 3600, allowed=range(0, DAY), source="keputusan pengelola",
)  # fmt: skip
"""Nobody is rung out of bed for it: at the first such hour after it has become due."""

declare(LONG_CALL, TOLD_AFTER, TALK_WITHIN, TALK_AGAIN, LEADER_AFTER, LEADER_HOUR)
