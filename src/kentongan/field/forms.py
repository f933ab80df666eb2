"""The shape of what a crew's page sends."""

from django.http import HttpRequest

from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable

LONGEST_NAME = 80
MOST_NAMES = 20


def text(request: HttpRequest, name: str) -> str:
    """A field as it was typed. Refuses what no database could keep."""
    return require_storable(name, request.POST.get(name, ""))


def whole(request: HttpRequest, name: str) -> int | None:
    """A whole number, or None when nothing is typed: unknown is not zero."""
    said = text(request, name).strip()
    if not said:
        return None
    try:
        return int(said)
    except ValueError:
        raise Unreadable(field=name, reason=said[:40], expected=mark("Angka bulat.")) from None


def decimal(request: HttpRequest, name: str) -> float | None:
    """A number as a phone sends it, or None."""
    said = text(request, name).strip()
    if not said:
        return None
    try:
        return float(said)
    except ValueError:
        raise Unreadable(field=name, reason=said[:40], expected=mark("Angka.")) from None


def names(request: HttpRequest) -> list[str]:
    """The names that were ticked and the one that was typed, each once."""
    said = [*request.POST.getlist("name"), text(request, "other")]
    given = [require_storable("name", name).strip()[:LONGEST_NAME] for name in said]
    return list(dict.fromkeys(filter(None, given)))[:MOST_NAMES]
