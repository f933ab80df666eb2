"""A surge of the past night: it is felt, everybody rings, one is proposed, declared and ended."""

from collections.abc import Iterator
from datetime import datetime

from kentongan.calls.enums import Disposition
from kentongan.cli.demo.agencies import INVENTED
from kentongan.cli.demo.stage import Deed, Stage
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.surge import selectors, services

_ASKS = (Disposition.INFORMATION, "Menanyakan gempa yang terasa")
_GIVES_UP = (Disposition.DROPPED, "")
_MET = (_ASKS, _ASKS, _ASKS, _GIVES_UP)
WAVE: tuple[tuple[float, Disposition, int, str], ...] = tuple(
    (270.0 - 0.6 * place, _MET[place % len(_MET)][0], 850 + place, _MET[place % len(_MET)][1])
    for place in range(18)
)
"""As `stories.OTHER_CALLS`: eighteen in eleven minutes, at a desk of six an hour."""

PROPOSED, DECLARED, QUIET, ENDED = 264.2, 263.1, 222.0, 218.0
WHY = f"Gempa terasa di Weleri dan Kendal, banyak warga bertanya {INVENTED}"
OVER = f"Panggilan sudah reda, tidak ada laporan kerusakan {INVENTED}"


def wave_deeds(stage: Stage) -> Iterator[tuple[float, Deed]]:
    """What the worker would have proposed is proposed; a person declares and ends it."""
    by = stage.founded.people["pengawas"]

    def watch(at: datetime) -> None:
        services.watch(by=TIMEKEEPER, usual=None, at=at)

    def declare(at: datetime) -> None:
        services.declare_surge(by=by, reason=WHY, at=at)

    def end(at: datetime) -> None:
        surge = selectors.find_open()
        if surge is not None:
            services.end_surge(by=by, surge_id=surge.id, reason=OVER, at=at)

    yield PROPOSED, watch
    yield DECLARED, declare
    yield QUIET, watch
    yield ENDED, end
