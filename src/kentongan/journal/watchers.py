"""Process-local caches that must be dropped when something has happened.

A room registers a callback for a prefix of kinds. It is called after commit in the process that
wrote, and by the journal's tailer in every other process: a cache there is stale for 100 ms.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

Callback = Callable[[UUID | None], None]

_watchers: list[tuple[str, Callback]] = []


def watch(prefix: str, callback: Callback) -> None:
    """Call `callback(subject_id)` for every entry whose kind starts with `prefix`.

    `callback(None)` drops the whole cache.
    """
    _watchers.append((prefix, callback))


def tell(happened: Iterable[tuple[str, UUID]]) -> None:
    """Tell the watchers of (kind, subject_id) pairs that are committed."""
    for kind, subject_id in happened:
        for prefix, callback in _watchers:
            if kind.startswith(prefix):
                callback(subject_id)


def drop_everything() -> None:
    """Drop every cache of this process: another database is behind it now (restore, tests)."""
    for _, callback in _watchers:
        callback(None)
