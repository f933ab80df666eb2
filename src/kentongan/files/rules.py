"""How large a file may be, what its type looks like, where its bytes lie. Pure."""

import re
from pathlib import PurePath

from kentongan.files.errors import NotAMediaType

MAX_BYTES = 20 * 1024 * 1024
"""A phone's photo is 3–8 MB; the web process refuses larger bodies too (KENTONGAN_MAX_BODY)."""

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*", re.ASCII)


def require_media_type(media_type: str) -> str:
    """The type in lower case without parameters. Refuses what is none (FILES-004)."""
    name = media_type.partition(";")[0].strip().lower()
    if not _MEDIA_TYPE.fullmatch(name):
        raise NotAMediaType(media_type=name[:80])
    return name


def content_path(sha256: str) -> PurePath:
    """Where content of this digest lies below the files folder: at most 256 in one folder."""
    return PurePath(sha256[:2]) / sha256
