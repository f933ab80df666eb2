"""When a letter that did not arrive is tried again: soon at first, then every minute, and it is
never given up: what was accepted is never lost.
"""

from datetime import timedelta

FIRST = timedelta(seconds=2)
LAST = timedelta(minutes=1)


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: doubled each time, a minute at most."""
    return min(FIRST * (1 << min(max(attempts - 1, 0), 6)), LAST)
