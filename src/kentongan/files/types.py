"""Plain values that this room takes and hands out."""

from dataclasses import dataclass

from kentongan.files.models import Attachment as Attachment


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that lie in the data folder, by their SHA-256 in hexadecimal digits."""

    sha256: str
    size_bytes: int
