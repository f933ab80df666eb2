"""Cursor paging: an opaque text that names the last row seen. Never an offset."""

import base64
import binascii
from typing import Any

import msgspec

from kentongan.kernel.errors import Unreadable, mark

DEFAULT_LIMIT = 50
MAX_LIMIT = 1000


def encode_cursor(*values: Any) -> str:
    """The values of the last row's order columns, as text for the next request."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).rstrip(b"=").decode()


def decode_cursor(cursor: str, *types: type) -> tuple[Any, ...]:
    """Read a cursor made of values of `types`. Raises Unreadable when it is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=tuple[types])  # type: ignore[valid-type]
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise Unreadable(
            field="cursor",
            reason=mark("bukan kursor dari jawaban sebelumnya"),
            expected=mark("Pakai nilai `next` dari jawaban sebelumnya, apa adanya."),
        ) from None


def page_size(limit: int | None) -> int:
    """The number of rows of a page: 50 unless asked, at most 1,000."""
    if limit is None:
        return DEFAULT_LIMIT
    if not 1 <= limit <= MAX_LIMIT:
        raise Unreadable(
            field="limit", reason=str(limit), expected=mark("Bilangan dari 1 sampai 1000.")
        )
    return limit
