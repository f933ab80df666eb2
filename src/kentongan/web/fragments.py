"""Rows that are bytes already: JSON or HTML of one row, kept per process by its id and version.

A row's version names its content, so nothing here is ever stale: a changed row has another key.
What differs by language or right belongs in the kind (`incidents.json`, `tickets.html.id.desk`).
"""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from kentongan.journal import watchers

K = TypeVar("K", bound=Hashable)

NOTHING_HAPPENS = "web.fragments"
"""No entry has this kind; `watchers.drop_everything` reaches the caches all the same."""

MOST = 20_000
"""Rows kept of one kind, at most twice this: some 20 MB at a thousand bytes a row."""


class Fragments:
    """The fragments of one kind of row. Bounded; safe between threads.

    Two generations instead of a list ordered by use: a look-up is one dictionary read, and what
    was not read during a whole generation is dropped (a third of the cost of an LRU, measured).
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._young: dict[Hashable, bytes] = {}
        self._old: dict[Hashable, bytes] = {}
        # ids are the database's own: another one behind this process (tests, restore) begins anew
        watchers.watch(NOTHING_HAPPENS, self._forget)

    def get(self, key: Hashable) -> bytes | None:
        """The fragment of one row as (id, version), or None."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Hashable, fragment: bytes) -> None:
        """Keep the fragment of one row."""
        with self._lock:
            if len(self._young) >= self._most:
                self._old, self._young = self._young, {}
            self._young[key] = fragment

    def render(
        self, keys: Sequence[K], build: Callable[[list[K]], Mapping[K, bytes]]
    ) -> list[bytes]:
        """The fragments of a page in its order. `build` is asked once for those not kept.

        A row that `build` does not answer (it was changed or taken away meanwhile) is left out.
        """
        young = self._young
        found = [young.get(key) for key in keys]
        if None not in found:
            return found  # type: ignore[return-value] # just looked
        return self._completed(keys, found, build)

    def _completed(
        self,
        keys: Sequence[K],
        found: list[bytes | None],
        build: Callable[[list[K]], Mapping[K, bytes]],
    ) -> list[bytes]:
        found = [f if f is not None else self.get(k) for k, f in zip(keys, found, strict=True)]
        missing = [key for key, fragment in zip(keys, found, strict=True) if fragment is None]
        built = build(missing) if missing else {}
        for key, fragment in built.items():
            self.put(key, fragment)
        whole = (f if f is not None else built.get(k) for k, f in zip(keys, found, strict=True))
        return [fragment for fragment in whole if fragment is not None]

    def _forget(self, _: UUID | None) -> None:
        with self._lock:
            self._young, self._old = {}, {}
