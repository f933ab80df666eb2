"""A program that speaks to the API with a person's token, as Django's test client."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from kentongan.accounts import services as accounts
from kentongan.kernel.actors import SETUP
from tests.cast import START, Cast

V1 = "/api/v1"


class Caller:
    """`caller.get("/incidents")`, `caller.post("/incidents", {…}, key="…")`."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(V1 + path, query, headers=self.headers)

    def post(
        self, path: str, body: Any = None, *, key: str = "", headers: dict[str, str] | None = None
    ) -> HttpResponse:
        return self._send("post", path, body, key, headers)

    def patch(
        self, path: str, body: Any = None, *, key: str = "", headers: dict[str, str] | None = None
    ) -> HttpResponse:
        return self._send("patch", path, body, key, headers)

    def _send(
        self, method: str, path: str, body: Any, key: str, headers: dict[str, str] | None
    ) -> HttpResponse:
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body)
        named = {"idempotency-key": key} if key else {}
        return getattr(self.client, method)(
            V1 + path, raw, content_type="application/json",
            headers=self.headers | named | (headers or {}),
        )  # fmt: skip


def caller_of(cast: Cast, name: str) -> Caller:
    """The API as one of the cast reaches it."""
    user = cast.people[name]
    return Caller(accounts.issue_token(by=SETUP, user_id=user.id, label="uji", at=START))
