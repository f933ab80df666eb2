"""Bulk in slices: no write transaction over 50 ms (architecture.md, "Hot paths")."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[int], None]
"""Told how many more are done; the command line draws its bar with it."""


def quiet(_: int) -> None:
    """Nobody watches."""


def in_slices(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`, as they come."""
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part
