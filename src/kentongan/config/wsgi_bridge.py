"""From raw ASGI to Django's WSGIHandler: body first, with a limit; one or two threads; one send.

Django under an ASGI server serves a twelfth of the requests, and `a2wsgi` under granian fails every
POST; so the house has its own bridge. Slow paths get a thread of their own, so that an Argon2 login
or an export holds up nobody.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, cast

from kentongan.config.errors import BodyTooLarge
from kentongan.web import problems

Message = dict[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

ONE_SEND_BYTES = 1024 * 1024
"""A streaming answer of known length up to this is sent whole: static files, mostly."""

_PLAIN = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}
_NOT_PASSED = {b"transfer-encoding", b"content-length"}
_names: dict[bytes, str] = {}


class Gone(Exception):  # noqa: N818 - nobody is left to answer
    """The client went away before its request was complete."""


class Bridge:
    """The ASGI application in front of `app`; `is_slow(method, path)` picks the second thread."""

    def __init__(
        self,
        app: WsgiApp,
        *,
        max_body: int,
        threads: int = 1,
        is_slow: Callable[[str, str], bool] | None = None,
    ) -> None:
        self._app = app
        self._max_body = max_body
        self._is_slow = is_slow or (lambda method, path: False)
        self._quick = ThreadPoolExecutor(threads, thread_name_prefix="pages")
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="slow-pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await read_body(scope["headers"], receive, self._max_body)
        except BodyTooLarge:
            await refuse_body(send, self._max_body)
            return
        except Gone:
            return
        environ = environ_of(scope, body)
        method = scope["method"]
        lane = self._slow if self._is_slow(method, scope["path"]) else self._quick
        loop = asyncio.get_running_loop()
        status, headers, content = await loop.run_in_executor(lane, self._answer, environ)
        if method == "HEAD":
            content = _emptied(content)
        if isinstance(content, bytes):
            await send_whole(send, status, headers, content)
        else:
            await self._send_parts(send, status, headers, content)

    def _answer(self, environ: dict[str, Any]) -> tuple[int, list[Header], Any]:
        started: list[Any] = []
        response = self._app(environ, lambda *given: started.extend(given))
        status = int(started[0][:3])
        # stripped: Django writes a cookie with a space before it
        headers = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1"))
            for name, value in started[1]
        ]
        if getattr(response, "streaming", False) and not _is_short(headers):
            return status, headers, response
        try:
            return status, headers, b"".join(response)
        finally:
            _close(response)

    async def _send_parts(
        self, send: Send, status: int, headers: list[Header], response: Iterable[bytes]
    ) -> None:
        loop = asyncio.get_running_loop()
        parts = iter(response)
        try:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            while chunk := await loop.run_in_executor(self._slow, _next_part, parts):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(self._slow, _close, response)


async def read_body(headers: Iterable[Header], receive: Receive, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge over the limit, Gone when the client leaves early."""
    for name, value in headers:
        if name == b"content-length" and value.isdigit() and int(value) > limit:
            raise BodyTooLarge(limit=limit)
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body = cast(bytes, message.get("body", b""))
    if not message.get("more_body") and len(body) <= limit:
        return body
    parts, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            break
    if size > limit:
        raise BodyTooLarge(limit=limit)
    return b"".join(parts)


def environ_of(scope: Scope, body: bytes) -> dict[str, Any]:
    """The CGI variables of a request (PEP 3333)."""
    path: str = scope["path"]
    client, server = scope.get("client"), scope.get("server")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path if path.isascii() else path.encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0] if server else "localhost",
        "SERVER_PORT": str(server[1]) if server else "0",
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0] if client else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # an underscore would pass for a dash: X_FORWARDED_FOR is not X-Forwarded-For
        if name in _NOT_PASSED or b"_" in name:
            continue
        key = _names.get(name) or _variable(name)
        text = value.decode("latin-1")
        if key in environ:
            text = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + text
        environ[key] = text
    return environ


def _variable(name: bytes) -> str:
    key = _PLAIN.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
    if len(_names) < 1000:  # strangers choose header names; the table must not grow with them
        _names[name] = key
    return key


async def send_whole(send: Send, status: int, headers: list[Header], body: bytes) -> None:
    """An answer that is here in full."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_short(headers: list[Header]) -> bool:
    return any(n == b"content-length" and int(v) <= ONE_SEND_BYTES for n, v in headers)


def _next_part(parts: Iterator[bytes]) -> bytes:
    """Some 64 KB at once: a hop between threads for each 4 KB block would be most of the work."""
    collected, size = [], 0
    for part in parts:
        collected.append(part)
        size += len(part)
        if size >= 65_536:
            break
    return b"".join(collected)


def _emptied(content: Any) -> bytes:
    if not isinstance(content, bytes):
        _close(content)
    return b""


def _close(response: Any) -> None:
    close = getattr(response, "close", None)
    if close is not None:
        close()


async def refuse_body(send: Send, limit: int) -> None:
    """Say that a body is larger than is taken here, and hear no more of it."""
    answer = problems.as_json(BodyTooLarge(limit=limit), BodyTooLarge.http_status)
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send_whole(send, BodyTooLarge.http_status, headers, answer.content)
