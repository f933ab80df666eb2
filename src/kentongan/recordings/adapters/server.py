"""The exchange's recordings by HTTPS, part by part (RFC 9110 §14): no redirect is followed, nothing
beside the one address is asked, and a server that drips keeps nobody waiting for ever.
"""

import http.client
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import quote, unquote, urlsplit

from kentongan.recordings import errors, rules
from kentongan.recordings.types import Sound

CHUNK = 64 * 1024
WITHIN_S = 8.0
"""How long each step of the line may take."""
LARGEST = 2**31


def find_sound(source: str, below: str) -> Sound:
    """A file below the address. Raises SoundMissing where the server knows none, SourceAway where
    it does not answer, refuses us, or does not say how long the sound is.
    """
    with _asked(source, below, "HEAD", {}) as response:
        length = response.headers.get("Content-Length", "")
    if not (length.isascii() and length.isdecimal() and 0 < int(length) < LARGEST):
        raise errors.SourceAway
    return Sound(
        size=int(length), media_type=rules.media_type_of(below),
        read=lambda begin, end: _read(source, below, begin, end),
    )  # fmt: skip


def _read(source: str, below: str, begin: int, end: int) -> Iterator[bytes]:
    """Asked before the first piece is taken: a refusal is one, not a page that breaks off."""
    line = ExitStack()
    part = {"Range": f"bytes={begin}-{end - 1}"}
    response = line.enter_context(_asked(source, below, "GET", part))
    # a server that knows no parts sends the whole
    skip = 0 if response.status == http.client.PARTIAL_CONTENT else begin
    return _pieces(line, response, skip, end - begin)


def _pieces(
    line: ExitStack, response: http.client.HTTPResponse, skip: int, left: int
) -> Iterator[bytes]:
    """What comes; a line that breaks ends it too soon, which whoever takes a copy sees."""
    with line, suppress(OSError, http.client.HTTPException):
        while left > 0 and (chunk := response.read1(CHUNK)):
            piece = chunk[skip : skip + left]
            skip = max(skip - len(chunk), 0)
            left -= len(piece)
            yield piece


@contextmanager
def _asked(
    source: str, below: str, method: str, headers: dict[str, str]
) -> Iterator[http.client.HTTPResponse]:
    parts = urlsplit(source)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    path = f"{parts.path.rstrip('/')}/{quote(below)}"
    try:
        try:
            connection.request(method, path, headers=headers | _signed(source))
            response = connection.getresponse()
        except (OSError, http.client.HTTPException):
            raise errors.SourceAway from None
        if response.status in {http.client.NOT_FOUND, http.client.GONE}:
            raise errors.SoundMissing
        if response.status not in {http.client.OK, http.client.PARTIAL_CONTENT}:
            raise errors.SourceAway
        yield response
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=WITHIN_S, context=context)
    return http.client.HTTPConnection(host, port, timeout=WITHIN_S)


def _signed(source: str) -> dict[str, str]:
    """Name and word of the address itself, as `https://name:word@host/`."""
    parts = urlsplit(source)
    if parts.username is None:
        return {}
    said = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {b64encode(said.encode()).decode()}"}
