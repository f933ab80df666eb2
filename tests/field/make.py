"""A crew's phone: a client that has scanned the code in the cab."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from kentongan.fleet import services as fleet
from kentongan.fleet.models import Unit
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT

HX = {"HTTP_HX_REQUEST": "true"}


def token_of(unit: Unit) -> str:
    return fleet.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)


def make_phone(unit: Unit) -> Client:
    phone = Client()
    phone.get(f"/k/{token_of(unit)}")
    return phone


NO_POSITION = {"code": "NO_POSITION"}
"""The answer of a crew whose phone tells no position, when it says that it is there."""


def press(phone: Client, assignment: Any, step: str, **fields: str) -> Any:
    return phone.post(f"/k/langkah/{assignment.id}/{step}", fields, **HX)


class _Seen(HTMLParser):
    """Copies a page without what is hidden in it: those parts are for a phone without a line."""

    EMPTY = frozenset({"input", "br", "img", "meta", "link", "use"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or "hidden" in dict(attrs):
            if tag not in self.EMPTY:
                self._hidden.append(tag)
            return
        self.parts.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._hidden:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if self._hidden[-1] == tag:
                self._hidden.pop()
            return
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def seen(html: str) -> str:
    """The markup of what a crew sees with a line."""
    parser = _Seen()
    parser.feed(html)
    return "".join(parser.parts)


def shown(phone: Client) -> str:
    """What is on the crew's sheet now."""
    return seen(phone.get("/k/isi", **HX).content.decode())
