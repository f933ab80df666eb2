"""Whoever tries links that do not exist has to wait.

A link holds 128 random bits and is not found by trying; this keeps those who try from taking the
desks' time. In memory of each process: a GET writes nothing, and nothing hangs on it.
"""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from kentongan.kernel.errors import Refused, mark

FREE_TRIES = 60
"""Behind one address of a mobile network sit thousands; only links that do not exist count."""
TRY_LEAKS_IN = timedelta(seconds=2)
MOST_KEPT = 10_000

_lock = threading.Lock()
_empty_at: OrderedDict[str, datetime] = OrderedDict()


class TooManyLinks(Refused):
    code = "PORTAL-001"
    http_status = 429
    what = mark("Terlalu banyak tautan yang tidak berlaku dibuka dari jaringan ini.")
    rule = mark("Tautan penilaian hanya ada di pesan yang Anda terima.")
    advice = mark("Tunggu satu menit, lalu buka lagi tautan dari pesan itu.")


def require_patience(address: str, at: datetime) -> None:
    """Raises TooManyLinks for an address that has tried too many."""
    with _lock:
        empty_at = _empty_at.get(address, at)
    if empty_at - at > FREE_TRIES * TRY_LEAKS_IN:
        raise TooManyLinks


def note_unknown(address: str, at: datetime) -> None:
    """One more link that does not exist."""
    with _lock:
        _empty_at[address] = max(_empty_at.pop(address, at), at) + TRY_LEAKS_IN
        while len(_empty_at) > MOST_KEPT:
            _empty_at.popitem(last=False)


def forget_all() -> None:
    """Begin anew, as after a start."""
    with _lock:
        _empty_at.clear()
