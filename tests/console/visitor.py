"""A person's browser: pages by the name of their address, acts as forms send them."""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.accounts import services as accounts
from kentongan.kernel.actors import SETUP
from tests.cast import START, Cast

HTMX = {"HX-Request": "true"}


class Visitor:
    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    def path(self, name: str, /, *ids: Any) -> str:
        """Where a page is."""
        return reverse(name, args=ids)

    def get(self, name: str, /, *ids: Any, part: bool = False, **query: Any) -> HttpResponse:
        headers = self.headers | (HTMX if part else {})
        return self.client.get(reverse(name, args=ids), query, headers=headers)

    def post(self, name: str, /, *ids: Any, key: str = "", **form: Any) -> HttpResponse:
        """As htmx sends it."""
        named = {"idempotency-key": key} if key else {}
        headers = self.headers | HTMX | named
        return self.client.post(reverse(name, args=ids), form, headers=headers)

    def text(self, name: str, /, *ids: Any, **query: Any) -> str:
        """The page as text; it must be there."""
        answer = self.get(name, *ids, **query)
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    def questions(self, name: str, *ids: Any) -> int:
        """How many queries the page asks of a warm process."""
        self.get(name, *ids)
        with CaptureQueriesContext(connection) as queries:
            self.get(name, *ids)
        return len(queries)


def visitor_of(cast: Cast, name: str) -> Visitor:
    """One of the cast, entered; `stranger` is nobody."""
    if name == "stranger":
        return Visitor()
    user_id = cast.people[name].id
    return Visitor(accounts.issue_token(by=SETUP, user_id=user_id, label="uji", at=START))
