"""Writes that are not acts: no entry, no idempotency, yet a fair turn at SQLite's one writer.

Positions and drafts are written so often, and matter so briefly, that a journal of them would
bury the acts (architecture.md §4, "Versions"). Whoever writes outside `journal.act` says so here,
with the reason; the house tests read the list.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from kentongan.journal import services
from kentongan.journal.locks import writers_turn

P = ParamSpec("P")
R = TypeVar("R")

_exempt: dict[str, str] = {}


def not_an_act(why: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a service write without an entry, in a short transaction of its own or the open act's."""

    def register(service: Callable[P, R]) -> Callable[P, R]:
        _exempt[f"{service.__module__}.{service.__name__}"] = why

        @wraps(service)
        def write(*args: P.args, **kwargs: P.kwargs) -> R:
            if services.is_open():
                return service(*args, **kwargs)
            with writers_turn(), transaction.atomic():
                return service(*args, **kwargs)

        return write

    return register


def all_exempt() -> dict[str, str]:
    """The services that write without an entry, and why."""
    return dict(sorted(_exempt.items()))
