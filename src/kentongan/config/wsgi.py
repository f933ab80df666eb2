"""Django for two kinds of askers: people with a browser, and programs with a bearer token."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

PROGRAMS_PATH = "/api/v1/"


def handlers() -> "Handlers":
    """Both, made once per process."""
    return Handlers(people=WSGIHandler(), programs=_with(settings.PROGRAM_MIDDLEWARE))


def _with(middleware: list[str]) -> WSGIHandler:
    """Django's handler with another list of middleware: it reads the setting as it is made."""
    usual, settings.MIDDLEWARE = settings.MIDDLEWARE, middleware
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = usual


class Handlers:
    """The WSGI application that gives each request to its handler.

    A program sends no cookie and shows no page: CSRF, CSP and static files mean nothing to it, and
    were a fifth of what an incident cost (measured).
    """

    def __init__(self, *, people: WSGIHandler, programs: WSGIHandler) -> None:
        self._people = people
        self._programs = programs

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        handler = self._programs if is_program(environ) else self._people
        return handler(environ, start_response)


def is_program(environ: Environ) -> bool:
    """Whether a program asks: below /api/v1 with a bearer token, which no page can send unasked."""
    bearer: str = environ.get("HTTP_AUTHORIZATION", "")
    return bearer.startswith("Bearer ") and environ["PATH_INFO"].startswith(PROGRAMS_PATH)
