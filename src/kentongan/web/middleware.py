"""What every request passes through: its id, its slow line, and the mapping of failures."""

import logging
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

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
