"""What free apps on a phone in the cab say of where it is, in the words of their own protocols."""

from typing import NamedTuple


class Said(NamedTuple):
    """A request as it came in, whoever reads it: the quick way, or the pages'."""

    method: str
    media_type: str
    authorization: str
    query: str
    body: bytes
