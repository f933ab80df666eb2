"""The shape of what a crew's page sends."""

import math
import re
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import TextChoices
from django.http import HttpRequest

from kentongan.field import rules
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable

C = TypeVar("C", bound=TextChoices)

LONGEST_NAME = 80
MOST_NAMES = 20
LONGEST_REASON = 120
"""As the page says; a chosen reason stands before it in a column of 200."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}", re.ASCII)


def text(request: HttpRequest, name: str) -> str:
    """A field as it was typed. Refuses what no database could keep."""
    return require_storable(name, request.POST.get(name, ""))


def line(request: HttpRequest, name: str) -> str:
    """A short text. Refuses one that its column cannot keep."""
    said = text(request, name)
    if len(said) > LONGEST_REASON:
        limit = f"≤ {LONGEST_REASON}"
        raise Unreadable(field=name, reason=f"{len(said)}", expected=limit)
    return said


def code(request: HttpRequest, name: str, kind: type[C]) -> C:
    """A code of `kind`. Refuses any other."""
    said = request.POST.get(name, "")
    if said not in kind.values:
        raise Unreadable(
            field=name, reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
        )
    return kind(said)


def whole(request: HttpRequest, name: str) -> int | None:
    """A whole number, or None when nothing is typed: unknown is not zero."""
    said = text(request, name).strip()
    if not said:
        return None
    if not _WHOLE.fullmatch(said):
        raise Unreadable(field=name, reason=said[:40], expected=mark("Angka bulat."))
    return int(said)


def decimal(request: HttpRequest, name: str) -> float | None:
    """A number as a phone sends it, or None."""
    said = text(request, name).strip()
    if not said:
        return None
    try:
        found = float(said)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise Unreadable(field=name, reason=said[:40], expected=mark("Angka."))
    return found


def said_at(request: HttpRequest) -> datetime:
    """When the button was pressed: the phone says so where it had no line then."""
    now = clock.now()
    try:
        claimed = clock.from_wire(request.headers.get("X-Occurred-At", ""))
    except (ValueError, OverflowError):  # no moment, or one that is none in UTC
        return now
    return rules.said_at(claimed, now=now)


def chosen(request: HttpRequest, name: str, offered: Iterable[str]) -> list[str]:
    """What was ticked of what is offered."""
    ticked = set(request.POST.getlist(name))
    return [each for each in offered if each in ticked]


def own_id(said: str) -> UUID:
    """The id that the phone has given. Refuses what is none."""
    try:
        return UUID(said)
    except ValueError:
        raise Unreadable(field="id", reason=said[:40] or "—", expected="UUID") from None


def names(request: HttpRequest) -> list[str]:
    """The names that were ticked and the one that was typed, each once."""
    said = [*request.POST.getlist("name"), text(request, "other")]
    given = [require_storable("name", name).strip()[:LONGEST_NAME] for name in said]
    return list(dict.fromkeys(filter(None, given)))[:MOST_NAMES]
