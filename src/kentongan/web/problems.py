"""A failure as HTTP: problem+json (RFC 9457) for programs, three sentences for people."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from kentongan.kernel.errors import (
    Failure,
    Forbidden,
    Malformed,
    Missing,
    NotSigned,
    Refused,
    Stale,
    Unavailable,
)
from kentongan.web import logs

_STATUS: tuple[tuple[type[Failure], int], ...] = (
    (NotSigned, 401),
    (Forbidden, 403),
    (Malformed, 400),
    (Refused, 409),
    (Missing, 404),
    (Stale, 412),
    (Unavailable, 503),
)

_WORDS = ("thing", "reason", "expected", "step", "state", "sources", "allowed")
"""Facts that are Indonesian words themselves, or tuples of them."""


def status_of(failure: Failure) -> int:
    """The HTTP status of a failure; a class may set its own as `http_status`."""
    own: int | None = getattr(failure, "http_status", None)
    return own or next(code for kind, code in _STATUS if isinstance(failure, kind))


def sentences(failure: Failure) -> dict[str, str]:
    """What happened, the rule, what to do now, in the language of the request."""
    words = {name: _said(failure.facts[name]) for name in _WORDS if failure.facts.get(name)}
    return {
        "what": failure.sentence(gettext(failure.what), **words),
        "rule": failure.sentence(gettext(failure.rule), **words) if failure.rule else "",
        "advice": failure.sentence(gettext(failure.advice), **words) if failure.advice else "",
    }


def _said(words: Any) -> str:
    """A word, or several, in the language of the request."""
    each = words if isinstance(words, tuple) else (words,)
    return ", ".join(gettext(str(word)) for word in each)


def wants_json(request: HttpRequest) -> bool:
    """Programs ask below /api/ or accept JSON; people do not."""
    return request.path.startswith("/api/") or "application/json" in request.headers.get(
        "Accept", ""
    )


def answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    """The failure as the asker can read it."""
    status = status_of(failure)
    if wants_json(request):
        return as_json(failure, status)
    context: dict[str, Any] = {
        "problem": {"code": failure.code, "status": status, **sentences(failure)},
        "request_id": logs.request_id.get(),
    }
    template = "web/_toast.html" if request.headers.get("HX-Request") else "web/problem.html"
    return render(request, template, context, status=status)


def as_json(failure: Failure, status: int, extra: Mapping[str, Any] | None = None) -> HttpResponse:
    """application/problem+json with our code, the three sentences, and members of its own."""
    told = sentences(failure)
    body = {
        "type": f"/api/docs#{failure.code}",
        "title": told["what"],
        "status": status,
        "detail": " ".join(filter(None, (told["rule"], told["advice"]))),
        "code": failure.code,
        "request_id": logs.request_id.get(),
        **told,
        **(extra or {}),
    }
    return HttpResponse(
        msgspec.json.encode(body), status=status, content_type="application/problem+json"
    )
