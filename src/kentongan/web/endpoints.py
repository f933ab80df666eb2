"""Endpoints of /api/v1 as data: one declaration gives the route, the checks and the OpenAPI.

Bodies, queries and answers are msgspec Structs: decoding 20 times faster than pydantic (measured),
and their JSON Schema is the OpenAPI 3.1 document.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_type_hints

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from kentongan.kernel.errors import Failure, Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.web import problems
from kentongan.web.requests import actor_of
from kentongan.web.wire import encode
from kentongan.web.writes import answered_once

S = TypeVar("S", bound=msgspec.Struct)
Handler = Callable[..., HttpResponse]

JSON = "application/json"


class MethodNotOffered(Failure):
    code = "WEB-004"
    http_status = 405
    what = mark("Alamat ini tidak menerima {method}.")
    rule = mark("Alamat ini menerima: {offered}.")
    advice = mark("Lihat dokumen API di /api/docs.")


@dataclass(frozen=True)
class Endpoint:
    """One operation: what it takes, what it answers, and the words for its documentation."""

    method: str
    route: str
    name: str
    summary: str
    handler: Handler
    description: str = ""
    body: type[msgspec.Struct] | None = None
    query: type[msgspec.Struct] | None = None
    answer: Any = None
    """The type of the answer, where there is one."""
    status: int = 200
    tag: str = ""
    exempt: bool = False
    """The answer is not stored and no act is opened for it: positions, revealed names."""
    slows_guesses: bool = False
    """Wrong tries of a secret make the next one wait (429)."""
    media_type: str = JSON
    takes: str = JSON
    """The media type of the body; anything but JSON is read by the handler itself."""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What a text in the path may be: the steps of a lifecycle."""
    example: Any = None
    """A body to try, as plain JSON values."""
    edits: bool = False
    """Names the version it saw in If-Match."""


@dataclass
class Api:
    """The endpoints of a room or face, collected by decorator."""

    tag: str
    endpoints: list[Endpoint] = field(default_factory=list)

    def get(self, route: str, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a reading operation."""
        return self._declare("GET", route, **options)

    def post(self, route: str, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a writing operation: one act, answered once."""
        return self._declare("POST", route, **options)

    def patch(self, route: str, **options: Any) -> Callable[[Handler], Handler]:
        """Declare an edit; it names the version it saw in If-Match."""
        return self._declare("PATCH", route, edits=True, **options)

    def _declare(self, method: str, route: str, **options: Any) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            summary, description = _words(handler)
            hints = get_type_hints(handler)
            self.endpoints.append(
                Endpoint(
                    method=method,
                    route=route,
                    handler=handler,
                    tag=self.tag,
                    name=handler.__name__.replace("_", "-"),
                    summary=summary,
                    description=description,
                    body=hints.get("body"),
                    query=hints.get("query"),
                    **options,
                )  # fmt: skip
            )
            return handler

        return register


def _words(handler: Handler) -> tuple[str, str]:
    """The docstring as summary and description; a summary may run over several lines."""
    summary, _, description = (handler.__doc__ or "").partition("\n\n")
    return " ".join(summary.split()), " ".join(description.split())


def urls(endpoints: Sequence[Endpoint]) -> list[URLPattern]:
    """Django routes: one view per path, which looks at the method."""
    by_route: dict[str, dict[str, Endpoint]] = defaultdict(dict)
    for endpoint in endpoints:
        by_route[endpoint.route][endpoint.method] = endpoint
    return [
        path(route.lstrip("/"), _view(methods), name=next(iter(methods.values())).name)
        for route, methods in by_route.items()
    ]


def _view(methods: dict[str, Endpoint]) -> Callable[..., HttpResponse]:
    # CSRF is checked by the middleware that signs cookies in; a bearer token cannot be forged
    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        endpoint = methods.get("GET" if request.method == "HEAD" else str(request.method))
        if endpoint is None:
            return _not_offered(request, methods)
        actor_of(request)
        if endpoint.query is not None:
            parts["query"] = read_query(request, endpoint.query)
        if endpoint.body is not None:
            parts["body"] = read_body(request, endpoint.body)
        call = functools.partial(endpoint.handler, request, **parts)
        if endpoint.method == "GET" or endpoint.exempt:
            return call()
        return answered_once(request, call)

    view.endpoints = methods  # type: ignore[attr-defined] # the URL × role test reads it
    return view


def _not_offered(request: HttpRequest, methods: Mapping[str, Endpoint]) -> HttpResponse:
    offered = ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))
    failure = MethodNotOffered(method=request.method, offered=offered)
    response = problems.as_json(failure, 405)
    response.headers["Allow"] = offered
    return response


_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


def read_body(request: HttpRequest, shape: type[S]) -> S:
    """The JSON body as `shape`. Raises Unreadable naming the field, why, and what is expected."""
    decoder = _decoders.get(shape)
    if decoder is None:
        decoder = _decoders[shape] = msgspec.json.Decoder(shape)
    raw = request.body
    try:
        body: S = decoder.decode(raw or b"{}")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from None
    if b"\\u0000" in raw or b"\\ud" in raw.lower():
        _require_storable(body)
    return body


def read_query(request: HttpRequest, shape: type[S]) -> S:
    """The query string as `shape`; numbers and flags are read from their text."""
    values = {key: require_storable(key, str(value)) for key, value in request.GET.items()}
    try:
        return msgspec.convert(values, shape, strict=False)
    except msgspec.ValidationError as error:
        raise _unreadable(error) from None


_AT_PATH = re.compile(r"^(?P<reason>.*?)(?: - at `\$\.?(?P<field>.*)`)?$", re.DOTALL)


def _unreadable(error: Exception) -> Unreadable:
    match = _AT_PATH.match(str(error))
    found = match.groupdict() if match else {}
    reason = (found.get("reason") or str(error))[:300]
    return Unreadable(field=found.get("field") or "JSON", reason=reason, expected=reason)


def _require_storable(value: Any, name: str = "JSON") -> None:
    """Walk a decoded body; msgspec refuses lone surrogates, PostgreSQL could not hold NUL."""
    if isinstance(value, str):
        require_storable(name, value)
    elif isinstance(value, msgspec.Struct):
        for key in value.__struct_fields__:
            _require_storable(getattr(value, key), key)
    elif isinstance(value, list | tuple):
        for item in value:
            _require_storable(item, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            _require_storable(key, name)
            _require_storable(item, str(key))


def answer(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """A Struct (or bytes that are JSON already) as the answer."""
    body = value if isinstance(value, bytes) else encode(value)
    response = HttpResponse(body, status=status, content_type=JSON, headers=headers)
    # What a page may load means nothing to JSON, and composing it costs a tenth of an answer.
    response._csp_exempt = True  # type: ignore[attr-defined] # django-csp's own mark
    return response


def created(value: Any, location: str, *, version: int | None = None) -> HttpResponse:
    """201, with where the new thing is found."""
    headers = {"Location": location}
    if version is not None:
        headers["ETag"] = etag(version)
    return answer(value, status=201, headers=headers)


def etag(version: int) -> str:
    """A version as a header."""
    return f'"{version}"'


def version_seen(request: HttpRequest, in_body: int | None = None) -> int:
    """The version that an edit saw: If-Match, or the body's own field. Refuses one without."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if given.isdecimal() and given.isascii() and len(given) < 10:  # noqa: PLR2004 - digits
        return int(given)
    if in_body is not None and not given:
        return in_body
    raise Unreadable(
        field="If-Match",
        reason=given[:40] or "—",
        expected=mark("Sebut versi yang Anda lihat: If-Match berisi ETag, atau isian version."),
    )
