"""What a process keeps in memory, until the journal says that it has changed."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from kentongan.journal import watchers

T = TypeVar("T")


class Kept(Generic[T]):
    """A value loaded at first use and again after every entry whose kind starts with `prefix`."""

    def __init__(self, prefix: str, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._round = 0
        self._value: T | None = None
        watchers.watch(prefix, self._forget)

    def get(self) -> T:
        """The value, loaded if need be."""
        value = self._value
        if value is not None:
            return value
        started = self._round
        value = self._load()
        with self._lock:
            # what was read before a change was announced is answered once, but not kept
            if self._round == started:
                self._value = value
        return value

    def _forget(self, _: UUID | None) -> None:
        with self._lock:
            self._round += 1
            self._value = None
