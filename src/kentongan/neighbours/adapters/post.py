"""One signed letter over HTTPS: no redirect is followed, and what is said is read within its time.

Called outside any transaction.
"""

import http.client
import re
import ssl
import time
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from kentongan.neighbours.errors import NotReached
from kentongan.neighbours.rules import is_signed, signature
from kentongan.neighbours.wire import Standing

PATH = "/api/v1/neighbours/letters"
LIMIT_S = 8.0
LARGEST_ANSWER = 64 * 1024
_CODE = re.compile(r"[A-Z]{2,12}-[0-9]{3}", re.ASCII)
SAID = "ANSWER"
"""In the place of the method where an answer is signed."""


UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class _Problem(msgspec.Struct):
    code: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a letter goes, whose it is, and by which secrets each knows the other."""

    address: str
    sender_node: UUID
    our_secret: str
    their_secret: str


def post(to: Recipient, body: bytes, *, at: datetime, limit_s: float = LIMIT_S) -> Standing:
    """How it stands there. Raises NotReached with a reason that names no person and no place."""
    moment = str(int(at.timestamp()))
    signed = signature(to.our_secret, method="POST", path=PATH, moment=moment, body=body)
    headers = {
        "Content-Type": "application/json",
        "Kentongan-Node": str(to.sender_node),
        "Kentongan-Time": moment,
        "Kentongan-Signature": signed,
    }
    status, said, proof = _exchange(to.address, headers, body, limit_s)
    if status != http.client.OK:
        raise NotReached(reason=_refusal(status, said))
    if not is_signed(
        proof, to.their_secret, method=SAID, path=PATH, moment=moment, body=signed.encode() + said
    ):
        raise NotReached(reason="jawaban tidak ditandatangani dengan rahasia mereka")
    try:
        return msgspec.json.decode(said, type=Standing)
    except UNREADABLE:
        raise NotReached(reason="jawaban tidak terbaca") from None


def _exchange(
    address: str, headers: dict[str, str], body: bytes, limit_s: float
) -> tuple[int, bytes, str]:
    until = time.monotonic() + limit_s
    try:
        connection = _connection(address, limit_s)
        try:
            connection.request("POST", PATH, body=body, headers=headers)
            response = connection.getresponse()
            proof = response.headers.get("Kentongan-Signature", "")
            return response.status, _read(response, until), proof
        finally:
            connection.close()
    except ssl.SSLError:
        raise NotReached(reason="sertifikat TLS ditolak") from None
    except TimeoutError:
        raise NotReached(reason="waktu habis") from None
    except (OSError, http.client.HTTPException, UnicodeError):
        raise NotReached(reason="tidak tersambung") from None


def _connection(address: str, limit_s: float) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=limit_s, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=limit_s)


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    """The whole answer. A node that drips keeps no other waiting."""
    parts, size = [], 0
    while part := response.read1(8192):
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER:
            raise NotReached(reason="jawaban terlalu panjang")
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(parts)


def _refusal(status: int, said: bytes) -> str:
    """`HTTP 401 NEIGHBOURS-001`."""
    try:
        code = msgspec.json.decode(said, type=_Problem).code
    except UNREADABLE:
        code = ""
    known = code if _CODE.fullmatch(code) else ""
    return f"HTTP {status} {known}".strip()
