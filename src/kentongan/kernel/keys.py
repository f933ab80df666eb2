"""Keys for personal data: AES-256-GCM at rest, HMAC-SHA-256 as blind index (UU PDP 27/2022).

Key files live in `<data>/keys/`, one 32-byte file each: `data-<id>.key` and `index-<id>.key`.
The newest data key (highest id) writes; all read. The index key is one, since every stored index
depends on it. Never in the database, nor in a backup without `--with-keys`.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kentongan.kernel.errors import Unavailable, mark

KEY_BYTES = 32
NONCE_BYTES = 12
BLIND_INDEX_BYTES = 16
PREFIX = "k1"
INDEX_FILE = "index-01.key"
FINGERPRINT = 32
"""Hexadecimal digits that tell one key from another."""


class KeyGone(Unavailable):
    code = "KERNEL-007"
    what = mark("Data pribadi ini tidak dapat dibuka: kunci {key_id} tidak ada atau tidak cocok.")
    rule = mark("Data pribadi hanya terbuka dengan kunci node ini.")
    advice = mark("Pulihkan folder keys/ dari cadangan kunci yang disimpan terpisah.")


class NoKeys(Unavailable):
    code = "KERNEL-008"
    what = mark("Di {folder} tidak ada kunci data pribadi.")
    rule = mark("Kunci dibuat sekali, saat node didirikan; kunci baru tidak membuka data lama.")
    advice = mark("Pulihkan folder itu dari salinan kunci yang disimpan terpisah.")


@dataclass(frozen=True)
class KeyRing:
    """The data keys by id and the index key of one node."""

    data_keys: dict[str, bytes]
    index_key: bytes

    @property
    def current(self) -> str:
        return max(self.data_keys, key=lambda key_id: (len(key_id), key_id))  # "100" after "99"

    def seal(self, text: str) -> str:
        """Encrypt. The result names its key: `k1.<key id>.<base64 of nonce and ciphertext>`."""
        key_id, sealed = self.seal_bytes(text.encode())
        return f"{PREFIX}.{key_id}.{base64.b64encode(sealed).decode()}"

    def open(self, sealed: str) -> str:
        """Decrypt. Raises KeyGone when the key is not here or the text was tampered with."""
        _, key_id, payload = sealed.split(".", 2)
        return self.open_bytes(key_id, base64.b64decode(payload)).decode()

    def seal_bytes(self, raw: bytes) -> tuple[str, bytes]:
        """Encrypt. Answers the key's id, to be kept beside, and nonce with ciphertext."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        key_id = self.current
        return key_id, nonce + AESGCM(self.data_keys[key_id]).encrypt(nonce, raw, key_id.encode())

    def open_bytes(self, key_id: str, sealed: bytes) -> bytes:
        """Decrypt. Raises KeyGone when the key is not here or the bytes were tampered with."""
        key = self.data_keys.get(key_id)
        if key is None:
            raise KeyGone(key_id=key_id)
        nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return AESGCM(key).decrypt(nonce, ciphertext, key_id.encode())
        except (InvalidTag, ValueError):  # or too short to be anything sealed
            raise KeyGone(key_id=key_id) from None

    def blind_index(self, normalised: str) -> bytes:
        """A keyed fingerprint for exact search: HMAC-SHA-256, first 16 bytes."""
        digest = hmac.new(self.index_key, normalised.encode(), hashlib.sha256).digest()
        return digest[:BLIND_INDEX_BYTES]


def load_keys(folder: Path) -> KeyRing:
    """Read the key ring of a node. Raises NoKeys where it has none: it never makes any."""
    data_keys = {f.stem.removeprefix("data-"): f.read_bytes() for f in folder.glob("data-*.key")}
    index_file = folder / INDEX_FILE
    if not data_keys or not index_file.is_file():
        raise NoKeys(folder=folder)
    return KeyRing(data_keys=data_keys, index_key=index_file.read_bytes())


def make_first_keys(folder: Path) -> None:
    """The first keys of a node that is founded; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not list(folder.glob("data-*.key")):
        _write_key(folder / "data-01.key")
    _write_key(folder / INDEX_FILE)


def fingerprints(folder: Path) -> dict[str, str]:
    """The data and index keys in a folder, `data-01` and so on, and by what each is known again.

    A key is 32 random bytes, so its digest gives nothing of it away.
    """
    files = (*folder.glob("data-*.key"), *folder.glob("index-*.key"))
    return {f.stem: hashlib.sha256(f.read_bytes()).hexdigest()[:FINGERPRINT] for f in files}


def django_secret(folder: Path) -> str:
    """The node's secret for signed cookies and tokens, made at first use."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "secret.key"
    _write_key(path)
    return path.read_bytes().hex()


def add_data_key(folder: Path) -> str:
    """Make the next data key; what is written from now on uses it. Returns its id."""
    used = [int(f.stem.removeprefix("data-")) for f in folder.glob("data-*.key")]
    key_id = f"{max(used, default=0) + 1:02d}"
    _write_key(folder / f"data-{key_id}.key")
    return key_id


def _write_key(path: Path) -> None:
    """Make the key unless there is one. Two processes that start at once get the same, and neither
    ever reads half of it: a blind index made with an empty key would be found by nobody again.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
