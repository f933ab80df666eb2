"""The bridge from ASGI to WSGI: bodies, headers, limits, streams."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from kentongan.config.wsgi_bridge import Bridge

LIMIT = 100


class Exchange:
    """One request through a bridge, as an ASGI server would make it."""

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        *parts: bytes,
        method: str = "GET",
        path: str = "/",
        headers: tuple[tuple[bytes, bytes], ...] = (),
        leaves: bool = False,
        **options: Any,
    ) -> None:
        self.sent: list[dict[str, Any]] = []
        self._parts = list(parts)
        self._leaves = leaves
        scope = {
            "type": "http", "method": method, "path": path, "query_string": b"a=1%20b",
            "headers": list(headers), "http_version": "1.1", "scheme": "http",
            "client": ("10.0.0.7", "4711"), "server": ("127.0.0.1", "8112"),
        }  # fmt: skip
        bridge = Bridge(app, max_body=LIMIT, **options)
        asyncio.run(bridge(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        if self._parts:
            body = self._parts.pop(0)
            more = bool(self._parts) or self._leaves
            return {"type": "http.request", "body": body, "more_body": more}
        if self._leaves:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return self.sent[0]["headers"]

    @property
    def bodies(self) -> list[bytes]:
        return [m["body"] for m in self.sent[1:]]


class Recorder:
    """A WSGI application that remembers its environ and says hello."""

    def __init__(self, *headers: tuple[str, str]) -> None:
        self.environ: dict[str, Any] = {}
        self.body = b""
        self.thread = ""
        self._headers = list(headers)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.environ = environ
        self.body = environ["wsgi.input"].read()
        self.thread = threading.current_thread().name
        start_response("200 OK", self._headers)
        return [b"hel", b"lo"]


class Streaming:
    """A streaming answer, closed when it has been sent."""

    streaming = True

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts
        self.closed = False

    def __iter__(self) -> Any:
        return iter(self.parts)

    def close(self) -> None:
        self.closed = True


def test_answer_is_sent_in_one_piece():
    exchange = Exchange(Recorder(("Content-Type", "text/plain")))
    assert exchange.status == 200
    assert exchange.headers == [(b"content-type", b"text/plain")]
    assert exchange.bodies == [b"hello"]


def test_request_reaches_the_application_as_pep_3333_says():
    app = Recorder()
    Exchange(
        app, b"ab", b"cd",
        method="POST", path="/pos/gaé",
        headers=(
            (b"host", b"kendal"), (b"content-type", b"text/plain"), (b"x-one", b"1"),
            (b"x-one", b"2"), (b"cookie", b"a=1"), (b"cookie", b"b=2"),
            (b"x_forwarded_for", b"6.6.6.6"), (b"transfer-encoding", b"chunked"),
        ),
    )  # fmt: skip
    environ = app.environ
    assert app.body == b"abcd"
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["PATH_INFO"] == "/pos/gaé".encode().decode("latin-1")
    assert environ["QUERY_STRING"] == "a=1%20b"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["CONTENT_LENGTH"] == "4"
    assert environ["HTTP_X_ONE"] == "1,2"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["REMOTE_ADDR"] == "10.0.0.7"
    assert environ["HTTP_HOST"] == "kendal"
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert "HTTP_TRANSFER_ENCODING" not in environ


def test_several_cookies_stay_several_headers_without_djangos_space():
    exchange = Exchange(Recorder(("Set-Cookie", " a=1"), ("Set-Cookie", " b=2")))
    assert exchange.headers == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]


def test_head_keeps_the_headers_and_sends_no_body():
    exchange = Exchange(Recorder(("Content-Length", "5")), method="HEAD")
    assert exchange.headers == [(b"content-length", b"5")]
    assert exchange.bodies == [b""]


def test_head_of_a_stream_closes_it():
    answer = Streaming([b"x"])

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [])
        return answer

    assert Exchange(app, method="HEAD").bodies == [b""]
    assert answer.closed


@pytest.mark.parametrize(
    ("parts", "headers"),
    [
        ((b"",), ((b"content-length", b"101"),)),
        ((b"x" * 101,), ()),
        ((b"x" * 60, b"x" * 60), ((b"transfer-encoding", b"chunked"),)),
    ],
)
def test_body_over_the_limit_is_refused_with_a_problem(parts, headers):
    app = Recorder()
    exchange = Exchange(app, *parts, method="POST", headers=headers)
    assert exchange.status == 413
    assert (b"content-type", b"application/problem+json") in exchange.headers
    assert json.loads(exchange.bodies[0])["status"] == 413
    assert not app.environ


def test_body_of_exactly_the_limit_is_read():
    app = Recorder()
    Exchange(app, b"x" * LIMIT, method="POST", headers=((b"content-length", b"100"),))
    assert app.body == b"x" * LIMIT


def test_client_that_leaves_midway_is_never_heard():
    app = Recorder()
    exchange = Exchange(app, b"half", method="POST", leaves=True)
    assert not app.environ
    assert not exchange.sent


def test_long_stream_goes_out_in_parts_and_is_closed():
    answer = Streaming([b"x" * 40_000] * 4)

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [])
        return answer

    exchange = Exchange(app)
    assert [len(body) for body in exchange.bodies] == [80_000, 80_000, 0]
    assert [m.get("more_body", False) for m in exchange.sent[1:]] == [True, True, False]
    assert answer.closed


def test_short_file_goes_out_in_one_piece():
    answer = Streaming([b"a", b"b"])

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [("Content-Length", "2")])
        return answer

    assert Exchange(app).bodies == [b"ab"]
    assert answer.closed


def test_slow_paths_have_a_thread_of_their_own():
    app = Recorder()
    Exchange(app, is_slow=lambda method, path: path == "/slow", path="/slow")
    assert app.thread.startswith("slow-pages")
    Exchange(app, is_slow=lambda method, path: path == "/slow")
    assert app.thread.startswith("pages")
