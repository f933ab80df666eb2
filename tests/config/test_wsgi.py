"""Two kinds of askers: people pass through everything, programs through what concerns them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signals
from django.db import close_old_connections
from django.test import Client, RequestFactory

from kentongan.accounts import services as accounts
from kentongan.config.wsgi import Handlers, handlers, is_program
from kentongan.kernel import clock
from tests.incidents.make import make_categories

pytestmark = pytest.mark.django_db
PATH = "/api/v1/incidents"
SAFE = ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cache-Control",
        "Cross-Origin-Opener-Policy")  # fmt: skip


class Answer:
    """What a WSGI application said to one request."""

    def __init__(self, app: Handlers, method: str, path: str, **environ: Any) -> None:
        request = RequestFactory().generic(method, path, **environ)
        said: list[Any] = []
        response = app(request.environ, lambda *given: said.extend(given))
        self.body = b"".join(response)
        self.status = int(said[0][:3])
        self.headers = dict(said[1])


@pytest.fixture
def app(settings: Any) -> Iterator[Handlers]:
    settings.WHITENOISE_AUTOREFRESH = True  # no walk over the static files for each test
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)  # the test's transaction goes on
    yield handlers()
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def bearer(cast: Any) -> str:
    token = accounts.issue_token(
        by=cast.admin, user_id=cast.operator.id, label="uji", at=clock.now()
    )
    return f"Bearer {token}"


@pytest.mark.parametrize(
    ("path", "header", "expected"),
    [
        (PATH, "Bearer x", True),
        (PATH, "", False),
        (PATH, "Basic x", False),
        ("/api/docs", "Bearer x", False),
        ("/panggilan", "Bearer x", False),
    ],
)
def test_program_is_who_asks_the_api_with_a_bearer(path, header, expected):
    assert is_program({"PATH_INFO": path, "HTTP_AUTHORIZATION": header}) is expected


def test_program_is_answered_as_a_page_would_be(app: Handlers, bearer: str):
    lean = Answer(app, "GET", PATH, HTTP_AUTHORIZATION=bearer)
    full = Client().get(PATH, headers={"Authorization": bearer})
    assert (lean.status, lean.body) == (200, full.content)
    assert {name: lean.headers.get(name) for name in SAFE} == {
        name: full.headers.get(name) for name in SAFE
    }


def test_program_needs_no_csrf_and_sets_no_cookie(app: Handlers, bearer: str):
    make_categories()
    body = {"category": "FIRE_STRUCTURE"}
    sent = Answer(
        app, "POST", PATH, data=json.dumps(body), content_type="application/json",
        HTTP_AUTHORIZATION=bearer,
    )  # fmt: skip
    assert sent.status == 201, sent.body
    assert "Set-Cookie" not in sent.headers


def test_wrong_token_is_refused_in_the_language_asked_for(app: Handlers, cast: Any):
    said = {
        language: json.loads(
            Answer(
                app, "GET", PATH, HTTP_AUTHORIZATION="Bearer none",
                HTTP_ACCEPT_LANGUAGE=language,
            ).body
        )
        for language in ("id", "en", "xx, en;q=0.5")
    }  # fmt: skip
    assert said["id"]["status"] == 401
    assert said["id"]["what"] == "Anda belum masuk."
    assert said["en"]["what"] == said["xx, en;q=0.5"]["what"] == "You are not signed in."


def test_handlers_leave_the_setting_as_it_was(app: Handlers, settings: Any):
    assert "csp.middleware.CSPMiddleware" in settings.MIDDLEWARE
