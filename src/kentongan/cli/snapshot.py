"""A backup's own words: its manifest, the digests in it, and PostgreSQL's two clients."""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from kentongan.cli.progress import Progress
from kentongan.cli.refusal import Refusal

MANIFEST = "manifest.json"
FORMAT = 2
SQLITE_FILE = "database.sqlite3"
POSTGRES_FILE = "database.dump"
FILES, KEYS = "files", "keys"
ASKED_EVERY_S = 0.5


class JournalFacts(msgspec.Struct, frozen=True):
    """By what a journal is known again."""

    entries: int
    last_seq: int
    sha256: str


class NodeFacts(msgspec.Struct, frozen=True):
    """Whose backup it is."""

    id: str
    name: str
    region: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup is and holds. `keys` are the fingerprints of the keys its data needs."""

    format: int
    made_at: str
    database: str
    node: NodeFacts
    journal: JournalFacts
    keys: dict[str, str]
    with_keys: bool
    missing_files: list[str]
    """Digests of attachments whose bytes were not there any more."""
    files: dict[str, str]


def journal_facts(cursor: Any) -> JournalFacts:
    """Number of entries, the last seq, and SHA-256 over (seq, id, kind, data) in order."""
    digest = hashlib.sha256()
    entries, last_seq = 0, 0
    cursor.execute("SELECT seq, id, kind, data FROM journal_entry ORDER BY seq")
    while rows := cursor.fetchmany(1_000):
        for last_seq, identifier, kind, data in rows:
            name = identifier.hex if isinstance(identifier, UUID) else identifier
            digest.update(f"{last_seq} {name} {kind} {data}\n".encode())
            entries += 1
    return JournalFacts(entries=entries, last_seq=last_seq, sha256=digest.hexdigest())


def sha256_of(path: Path) -> str:
    """The file's SHA-256, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run_client(command: Sequence[str], label: str) -> None:
    """Run pg_dump or pg_restore against this node's database; its password is in no argument."""
    bar = Progress(label)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            command, env=os.environ | _link(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
    except FileNotFoundError:
        raise Refusal(
            f"{command[0]} is not installed: PostgreSQL's client is needed (postgresql-client)"
        ) from None
    while True:
        try:
            _, told = process.communicate(timeout=ASKED_EVERY_S)
            break
        except subprocess.TimeoutExpired:
            bar.step()
    bar.finish()
    if process.returncode:
        first = told.decode(errors="replace").strip().partition("\n")[0]
        raise Refusal(f"{command[0]} failed: {first}")


def _link() -> dict[str, str]:
    """How libpq finds the database: arguments could be read by everybody on the machine."""
    named = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    values = {variable: str(connection.settings_dict[name]) for name, variable in named.items()}
    values["PGDATABASE"] = str(connection.settings_dict["NAME"])
    return {variable: value for variable, value in values.items() if value}
