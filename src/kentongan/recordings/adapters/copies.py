"""Sealed copies: AES-256-GCM block by block, with a key of each file's own.

A block is nonce, ciphertext and tag; its number, and whether it is the last, are authenticated, so
that blocks cannot be changed, exchanged or cut off. Any part is read without the rest.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from kentongan.recordings import errors
from kentongan.recordings.types import Sound

BLOCK = 64 * 1024
NONCE, TAG, KEY_BYTES = 12, 16, 32
SEALED = NONCE + BLOCK + TAG
DRAFT = ".incoming-"


def folder() -> Path:
    """Where the copies lie."""
    return Path(settings.RECORDINGS_DIR)


def seal(recording_id: UUID, chunks: Iterable[bytes], size: int) -> tuple[str, str]:
    """Write a sealed copy of `size` bytes. Returns its file's name and its key; what it replaces
    stays, and nothing refers to it yet. Raises SoundMissing where the sound ends too soon.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    key, name = secrets.token_bytes(KEY_BYTES), f"{recording_id}.{secrets.token_hex(8)}"
    draft = folder() / (DRAFT + name)
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            written = 0
            for number, block in enumerate(_blocks(chunks)):
                written += len(block)
                nonce = secrets.token_bytes(NONCE)
                about = _about(recording_id, number, is_last=written == size)
                file.write(nonce + AESGCM(key).encrypt(nonce, block, about))
            if written != size:
                raise errors.SoundMissing
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder() / name)
        _keep_the_name()
    finally:
        draft.unlink(missing_ok=True)
    return name, key.hex()


def find_sealed(recording_id: UUID, name: str, key: str, size: int, media_type: str) -> Sound:
    """A sealed copy as sound. Raises SoundMissing where it is not, or was changed."""
    path = folder() / name
    if not path.is_file():
        raise errors.SoundMissing
    cipher = AESGCM(bytes.fromhex(key))

    def read(begin: int, end: int) -> Iterator[bytes]:
        with path.open("rb") as file:
            for number in range(begin // BLOCK, (end + BLOCK - 1) // BLOCK):
                start = number * BLOCK
                block = _open(cipher, file, recording_id, number, is_last=start + BLOCK >= size)
                yield block[max(begin - start, 0) : end - start]

    return Sound(size=size, media_type=media_type, read=read)


def remove(name: str) -> None:
    """Take a copy off the disk. One that is gone already is."""
    (folder() / name).unlink(missing_ok=True)


def names_before(moment: float) -> list[str]:
    """The copies, half ones too, that were last written before this moment (seconds, Unix)."""
    if not folder().is_dir():
        return []
    found = []
    for path in folder().iterdir():
        try:
            if path.is_file() and path.stat().st_mtime < moment:
                found.append(path.name)
        except FileNotFoundError:
            continue
    return found


def _keep_the_name() -> None:
    """A renamed file outlives a power cut only when its folder is written too."""
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open(
    cipher: AESGCM, file: BinaryIO, recording_id: UUID, number: int, *, is_last: bool
) -> bytes:
    file.seek(number * SEALED)
    sealed = file.read(SEALED)
    try:
        about = _about(recording_id, number, is_last=is_last)
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (InvalidTag, ValueError):
        raise errors.SoundMissing from None


def _about(recording_id: UUID, number: int, *, is_last: bool) -> bytes:
    return recording_id.bytes + number.to_bytes(8) + bytes([is_last])


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        rest += chunk
        while len(rest) >= BLOCK:
            yield rest[:BLOCK]
            rest = rest[BLOCK:]
    if rest:
        yield rest
