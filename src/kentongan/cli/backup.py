"""`kentongan backup DIR`: a consistent copy of database and files while the node runs.

Keys stay behind unless asked for: a stolen backup opens no personal data. The manifest holds a
digest of the journal, which `kentongan restore` computes again.
"""

import argparse
import hashlib
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from kentongan.cli.main import complain
from kentongan.cli.progress import Progress
from kentongan.journal import selectors
from kentongan.kernel import clock

SUMMARY = "write a backup while the node runs"

MANIFEST = "manifest.json"
FORMAT = 1
SQLITE_FILE = "database.sqlite3"
POSTGRES_FILE = "database.dump"
PAGES_A_STEP = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and whether the keys go along."""
    parser.add_argument("folder", type=Path, help="folder that will hold the backup's own folder")
    parser.add_argument(
        "--with-keys", action="store_true", help="also copy the keys of personal data: guard it"
    )


def run(options: argparse.Namespace) -> int:
    """Write the backup and print where it is."""
    node = selectors.node()
    at = clock.now()
    target = options.folder / f"kentongan-{node.region}-{at:%Y%m%dT%H%M%SZ}"
    target.mkdir(parents=True)
    try:
        journal = _copy_database(target)
    except FileNotFoundError as missing:
        return complain(f"{missing.filename} is not installed: PostgreSQL's client is needed")
    except subprocess.CalledProcessError as failed:
        return complain(f"{failed.cmd[0]} failed: {failed.stderr.decode().strip()}")
    _copy_folder(settings.FILES_DIR, target / "files")
    if options.with_keys:
        _copy_folder(settings.KEYS_DIR, target / "keys")
    _write_manifest(target, at, journal, with_keys=options.with_keys)
    print(f"{target}: {journal['entries']} journal entries, last {journal['last_seq']}")
    return 0


def _copy_database(target: Path) -> dict[str, Any]:
    if connection.vendor == "sqlite":
        return _copy_sqlite(target / SQLITE_FILE)
    return _dump_postgres(target / POSTGRES_FILE)


def _copy_sqlite(copy: Path) -> dict[str, Any]:
    """SQLite's online backup: pages written meanwhile are copied again, so the copy is whole."""
    source_name = str(connection.settings_dict["NAME"])
    with (
        closing(sqlite3.connect(source_name)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        bar = Progress("backup")
        source.backup(target, pages=PAGES_A_STEP, progress=lambda *_: bar.step())
        target.execute("PRAGMA journal_mode=DELETE")
        return journal_digest(target.cursor())


def _dump_postgres(dump: Path) -> dict[str, Any]:
    """pg_dump and the digest read the same exported snapshot."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            arguments = ["--format=custom", f"--snapshot={snapshot}", f"--file={dump}"]
            subprocess.run(
                ["pg_dump", *arguments, "--dbname", settings.DATABASE_URL],
                check=True,
                capture_output=True,
            )
            return journal_digest(cursor)
        finally:
            cursor.execute("COMMIT")


def journal_digest(cursor: Any) -> dict[str, Any]:
    """Number of entries, the last seq, and SHA-256 over (seq, id, kind, data) in order."""
    digest = hashlib.sha256()
    entries, last_seq = 0, 0
    cursor.execute("SELECT seq, id, kind, data FROM journal_entry ORDER BY seq")
    while rows := cursor.fetchmany(1_000):
        for last_seq, identifier, kind, data in rows:
            name = identifier.hex if isinstance(identifier, UUID) else identifier
            digest.update(f"{last_seq} {name} {kind} {data}\n".encode())
            entries += 1
    return {"entries": entries, "last_seq": last_seq, "sha256": digest.hexdigest()}


def _copy_folder(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)


def _write_manifest(
    target: Path, at: datetime, journal: dict[str, Any], *, with_keys: bool
) -> None:
    node = selectors.node()
    manifest = {
        "format": FORMAT,
        "made_at": clock.to_wire(at),
        "database": connection.vendor,
        "node": {"id": str(node.id), "name": node.name, "region": node.region},
        "journal": journal,
        "with_keys": with_keys,
        "files": {
            str(path.relative_to(target)): sha256_of(path)
            for path in sorted(target.rglob("*"))
            if path.is_file()
        },
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (target / MANIFEST).write_text(text, encoding="utf8")


def sha256_of(path: Path) -> str:
    """The file's SHA-256, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
