"""Writing requests: one act each, answered once however often they are sent.

The answer is kept in the act's own transaction, so a client whose line broke may send again:
same key and same request → the same answer; another request with the key → 422 JOURNAL-001.
"""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from kentongan.journal import selectors, services
from kentongan.journal.errors import KeyReused
from kentongan.journal.models import StoredAnswer
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.web.requests import actor_of

Work = Callable[[], HttpResponse]
View = Callable[..., HttpResponse]

KEY_LENGTH = 120
KEPT_HEADERS = ("Content-Type", "Location", "ETag", "HX-Trigger", "HX-Redirect")


class _Undone(Exception):  # noqa: N818 - not an error: a page that asks for a correction
    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def answered_once(request: HttpRequest, work: Work) -> HttpResponse:
    """Do `work` in one act and keep its answer under the request's Idempotency-Key.

    Refusals and answers of 400 and above undo the act and are not kept.
    """
    by = actor_of(request)
    key = _request_key(request, by.id)
    try:
        with services.act(by=by, at=clock.now(), request=key) as act:
            stored = selectors.find_answer(key.by_id, key.key) if key else None
            if key and stored:
                return _again(stored, key)
            response = work()
            if response.status_code >= 400:
                raise _Undone(response)
            if key:
                act.answer(response.status_code, _kept_headers(response), response.content)
    except _Undone as undone:
        return undone.response
    except IntegrityError:
        # The same request was answered while this one was at work (PostgreSQL lets both run).
        stored = selectors.find_answer(key.by_id, key.key) if key else None
        if key is None or stored is None:
            raise
        return _again(stored, key)
    return response


def writing(view: View) -> View:
    """Decorate a page's POST view: the whole view is one act, answered once."""

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return view(request, *args, **kwargs)
        return answered_once(request, lambda: view(request, *args, **kwargs))

    return inner


def _request_key(request: HttpRequest, by_id: Any) -> services.RequestKey | None:
    # the body first: once Django has parsed a form, its bytes can no longer be read
    body = _content(request)
    key = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    if not key:
        return None
    if len(key) > KEY_LENGTH or not key.isascii() or not key.isprintable():
        raise Unreadable(
            field="Idempotency-Key",
            reason=f"{len(key)}",
            expected=mark("Kunci paling panjang 120 karakter ASCII, misalnya UUID."),
        )
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + body)
    return services.RequestKey(by_id=by_id, key=key, digest=digest.digest())


def _content(request: HttpRequest) -> bytes:
    """The body's bytes, a form with files as well: another photo is another request.

    The line between its parts is left out, for a browser draws a new one each time it sends.
    """
    boundary = (request.content_params or {}).get("boundary", "").encode("ascii", "ignore")
    if request.content_type != "multipart/form-data" or not boundary:
        return request.body
    return (b"\r\n" + request.body).replace(b"\r\n--" + boundary, b"\r\n--")


def _again(stored: StoredAnswer, key: services.RequestKey) -> HttpResponse:
    if bytes(stored.digest) != key.digest:
        raise KeyReused
    response = HttpResponse(selectors.body_of(stored), status=stored.status)
    for name, value in msgspec.json.decode(stored.headers).items():
        response.headers[name] = value
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _kept_headers(response: HttpResponse) -> str:
    headers = response.headers
    kept = {name: headers[name] for name in KEPT_HEADERS if name in headers}
    return msgspec.json.encode(kept).decode()
