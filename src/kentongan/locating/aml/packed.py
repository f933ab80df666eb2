"""The same message as a binary short message: GSM 7-bit letters, packed (3GPP TS 23.038).

Gateways hand such bytes on in hexadecimal or in Base64; some unpack them before.
"""

import base64
import binascii
import re

LETTERS = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet, 3GPP TS 23.038 §6.2.1."""
FILLING = "@\r"
"""What the last spare bits unpack to."""
LONGEST = 1_000
PLAIN = (b'A"ML', b"lt=", b"lo=")

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")


def text_of(data: str) -> str | None:
    """The text in hexadecimal or Base64 bytes, packed or plain; None where it is neither."""
    if len(data) > 2 * LONGEST:
        return None
    raw = _bytes(data.strip())
    if raw is None:
        return None
    if raw.startswith(PLAIN):
        return raw.decode("latin-1")
    return unpacked(raw)


def _bytes(data: str) -> bytes | None:
    if _HEX.fullmatch(data):
        return bytes.fromhex(data)
    try:
        return base64.b64decode(data, validate=True) or None
    except (binascii.Error, ValueError):
        return None


def unpacked(raw: bytes) -> str:
    """Seven bits a letter, the first in the lowest."""
    bits = int.from_bytes(raw, "little")
    letters = (LETTERS[bits >> 7 * each & 127] for each in range(len(raw) * 8 // 7))
    return "".join(letters).rstrip(FILLING)
