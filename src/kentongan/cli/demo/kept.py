"""What only this data folder's demonstration knows: passwords, second factors, links.

Kept in `demo.json` (mode 0600) so that every start prints the same. A demonstration has nothing to
hide; a real node keeps no password anywhere.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyotp

FILE = "demo.json"
WORDS = (
    "alas", "bambu", "bukit", "cengkeh", "curug", "dermaga", "embun", "fajar", "garam", "gunung",
    "hujan", "jagung", "jati", "kabut", "kali", "kapal", "kelapa", "kopi", "kunyit", "ladang",
    "lumbung", "mangrove", "melati", "muara", "nelayan", "ombak", "padi", "pandan", "pantai",
    "pasar", "pinus", "rawa", "rumah", "sawah", "senja", "tambak", "tebing", "teh", "telaga",
    "tembakau",
)  # fmt: skip


@dataclass
class DemoSecrets:
    """`is_complete` says that the preparation came to its end."""

    password: str
    logins: list[list[str]] = field(default_factory=list)
    """Username, name and role, as the table at the start shows them."""
    factors: dict[str, str] = field(default_factory=dict)
    """Username → secret of the second factor."""
    vehicles: dict[str, str] = field(default_factory=dict)
    """Call sign → token of its page."""
    wall: str = ""
    is_complete: bool = False

    def code_of(self, username: str) -> str | None:
        """The code that counts now, or None for an account without one."""
        secret = self.factors.get(username)
        return pyotp.TOTP(secret).now() if secret else None


def new_secrets() -> DemoSecrets:
    """Secrets of a new demonstration: a passphrase that can be typed from paper."""
    words = [secrets.choice(WORDS) for _ in range(4)]
    return DemoSecrets(password="-".join([*words, f"{secrets.randbelow(100):02d}"]))


def read_secrets(data: Path) -> DemoSecrets | None:
    """The secrets of a data folder, or None where no demonstration was begun."""
    try:
        return DemoSecrets(**json.loads((data / FILE).read_text(encoding="utf8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        return None  # half a file, or one of another version: a demonstration begun anew


def write_secrets(data: Path, kept: DemoSecrets) -> None:
    """Keep them, for the owner's eyes only."""
    data.mkdir(parents=True, exist_ok=True)
    path = data / f"{FILE}.new"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf8") as file:
        json.dump(asdict(kept), file, ensure_ascii=False, indent=1)
    path.replace(data / FILE)
