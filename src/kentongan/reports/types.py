"""How a room above says what stands on a paper."""

from collections.abc import Callable
from datetime import datetime

from kentongan.reports.enums import PaperKind
from kentongan.reports.models import Paper as Paper

Compose = Callable[[datetime], bytes]

_composers: dict[str, Compose] = {}


def composes(kind: PaperKind) -> Callable[[Compose], Compose]:
    """Register who makes this paper: a PDF of the moment it is given."""

    def register(compose: Compose) -> Compose:
        _composers[kind] = compose
        return compose

    return register


def composer_of(kind: str) -> Compose:
    """Who makes this paper."""
    return _composers[kind]
