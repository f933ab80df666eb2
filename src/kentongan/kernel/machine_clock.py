"""What the machine's clock is worth: whether something keeps it right, and whether it went back.

A node with a wrong clock orders calls, deadlines and proofs wrongly, and nothing else shows it. The
kernel is asked itself (adjtimex(2)), so that it is the same with chrony, ntpd and systemd.
"""

import ctypes
import time
from collections.abc import Callable
from datetime import UTC, datetime

STA_UNSYNC = 0x0040
TIME_ERROR = 5
READ_ONLY = 0
CLOCKS_APART_S = 2.0
"""Two machines with a time service agree within milliseconds; two seconds are no chance."""
LEAST_STEP_S = 0.5
"""Below this it is the reading of two clocks one after the other, not a step."""


class _Timex(ctypes.Structure):
    """struct timex up to `status`; the rest of it, which nobody asks, is room (linux/timex.h)."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


def read_status() -> tuple[int, int] | None:
    """(state, status) as the kernel keeps them; None where it has no such call or forbids it."""
    asked = _Timex(modes=READ_ONLY)
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(asked))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else (state, asked.status)


def is_synchronised() -> bool | None:
    """Whether a time service keeps the clock right; None where nobody can say."""
    found = read_status()
    if found is None:
        return None
    state, status = found
    return state != TIME_ERROR and not status & STA_UNSYNC


class Steps:
    """Whether the wall clock was set back, by a clock that nobody can set."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._apart_s = wall() - monotonic()
        self.back_s = 0.0
        """By how much, all in all, since this began to look."""
        self.noticed_at: datetime | None = None

    def look(self) -> float:
        """Compare the two again. Forward steps are right: the machine slept, or was corrected."""
        apart_s = self._wall() - self._monotonic()
        step_s, self._apart_s = apart_s - self._apart_s, apart_s
        if step_s < -LEAST_STEP_S:
            self.back_s -= step_s
            self.noticed_at = datetime.fromtimestamp(self._wall(), UTC)
        return self.back_s


steps = Steps()
"""This process's own."""
