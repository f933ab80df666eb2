"""What every request passes through: its id, its slow line, and the mapping of failures."""

import functools
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)

from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import secret_token
from kentongan.web import logs, problems

log = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id(get_response: GetResponse) -> GetResponse:
    """Give the request an id (or keep the caller's), name it in the answer and in the logs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        identifier = given if _GIVEN_ID.fullmatch(given) else secret_token()
        token = logs.request_id.set(identifier)
        began = time.perf_counter()
        try:
            response = get_response(request)
            _log_when_slow(request, response, (time.perf_counter() - began) * 1000)
        finally:
            logs.request_id.reset(token)
        response.headers["X-Request-Id"] = identifier
        return response

    return middleware


def _log_when_slow(request: HttpRequest, response: HttpResponseBase, ms: float) -> None:
    if ms < settings.SLOW_REQUEST_MS:
        return
    match = request.resolver_match
    extra = {
        "method": request.method,
        # the route, never the path: a path may hold a token
        "route": match.route if match else "",
        "status": response.status_code,
        "ms": round(ms),
    }
    log.warning("slow request", extra=extra)


def whole_forms(get_response: GetResponse) -> GetResponse:
    """Keep the bytes of a form with files before the CSRF check parses it: then they are gone, and
    the digest of an idempotent request is taken from them (web.writes).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            request.body  # noqa: B018 - read for its effect: Django keeps what it has read
        return get_response(request)

    return middleware


def for_programs(get_response: GetResponse) -> GetResponse:
    """The language a program asks for, and the headers that Django's own middleware gives pages."""
    headers = _secure_headers()

    def middleware(request: HttpRequest) -> HttpResponse:
        translation.activate(_language(request.META.get("HTTP_ACCEPT_LANGUAGE", "")))
        response = get_response(request)
        for name, value in headers:
            response.headers[name] = value
        return response

    return middleware


def _secure_headers() -> list[tuple[str, str]]:
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("Vary", "Accept-Language"),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


@functools.lru_cache(maxsize=100)
def _language(accepted: str) -> str:
    """The first of the languages in an Accept-Language header that we speak."""
    for code, _ in parse_accept_lang_header(accepted):
        with suppress(LookupError):
            return get_supported_language_variant(code)
    return str(settings.LANGUAGE_CODE)


class Problems:
    """Maps the failures of `kernel.errors` to HTTP once, for pages and for the API."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Failure):
            return problems.answer(request, error)
        return None
