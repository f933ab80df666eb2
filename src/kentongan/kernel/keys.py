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


class KeyGone(Unavailable):
    code = "KERNEL-007"
    what = mark("Data pribadi ini tidak dapat dibuka: kunci {key_id} tidak ada atau tidak cocok.")
    rule = mark("Data pribadi hanya terbuka dengan kunci node ini.")
    advice = mark("Pulihkan folder keys/ dari cadangan kunci yang disimpan terpisah.")


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
        nonce = secrets.token_bytes(NONCE_BYTES)
        key_id = self.current
        sealed = AESGCM(self.data_keys[key_id]).encrypt(nonce, text.encode(), key_id.encode())
        return f"{PREFIX}.{key_id}.{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str) -> str:
        """Decrypt. Raises KeyGone when the key is not here or the text was tampered with."""
        _, key_id, payload = sealed.split(".", 2)
        raw = base64.b64decode(payload)
        key = self.data_keys.get(key_id)
        if key is None:
            raise KeyGone(key_id=key_id)
        try:
            plain = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id.encode())
        except InvalidTag:
            raise KeyGone(key_id=key_id) from None
        return plain.decode()

    def blind_index(self, normalised: str) -> bytes:
        """A keyed fingerprint for exact search: HMAC-SHA-256, first 16 bytes."""
        digest = hmac.new(self.index_key, normalised.encode(), hashlib.sha256).digest()
        return digest[:BLIND_INDEX_BYTES]


def load_keys(folder: Path) -> KeyRing:
    """Read the key ring of a node, making the first keys where there are none."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not list(folder.glob("data-*.key")):
        add_data_key(folder)
    index_file = folder / "index-01.key"
    if not index_file.exists():
        _write_key(index_file)
    data_keys = {f.stem.removeprefix("data-"): f.read_bytes() for f in folder.glob("data-*.key")}
    return KeyRing(data_keys=data_keys, index_key=index_file.read_bytes())


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
