"""`kentongan backup DIR`: a consistent copy of database and files while the node runs.

The database is as it was at one moment, and every file it speaks of is there. The folder gets its
name when it is whole, so a backup that was broken off is never taken for one. Keys stay behind
unless asked for: a stolen backup opens no personal data.
"""

import argparse
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection

from kentongan.cli.progress import Progress, tracked
from kentongan.cli.snapshot import (
    FILES,
    FORMAT,
    KEYS,
    MANIFEST,
    POSTGRES_FILE,
    SQLITE_FILE,
    JournalFacts,
    Manifest,
    NodeFacts,
    journal_facts,
    run_client,
    sha256_of,
)
from kentongan.cli.this_node import require_node
from kentongan.config import last_backup
from kentongan.files.rules import content_path
from kentongan.journal import key_marks
from kentongan.journal.models import Node
from kentongan.kernel import clock

SUMMARY = "write a backup while the node runs"

PAGES_A_STEP = 2_000
INCOMPLETE = 1
"""Exit status when the backup is there, but files it speaks of were gone before."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and whether the keys go along."""
    parser.add_argument("folder", type=Path, help="folder that will hold the backup's own folder")
    parser.add_argument(
        "--with-keys", action="store_true", help="also copy the keys of personal data: guard it"
    )
    parser.add_argument(
        "--keep", type=_count, metavar="N", help="keep this node's newest N there, remove the older"
    )


def run(options: argparse.Namespace) -> int:
    """Write the backup and print where it is."""
    node = require_node()
    at = clock.now()
    target = options.folder / f"kentongan-{node.region}-{at:%Y%m%dT%H%M%SZ}"
    draft = options.folder / f".{target.name}.partial"
    draft.mkdir(parents=True)
    try:
        manifest = _write(draft, node, at, with_keys=options.with_keys)
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    last_backup.note(at)
    if options.keep:
        _remove_older(options.folder, node, keep=options.keep)
    return _tell(target, manifest)


def _remove_older(folder: Path, node: Node, *, keep: int) -> None:
    """Hourly backups would fill the disk; what was broken off goes too."""
    name = f"kentongan-{node.region}-*Z"
    whole = sorted(path for path in folder.glob(name) if (path / MANIFEST).is_file())
    for path in (*whole[:-keep], *folder.glob(f".{name}.partial")):
        shutil.rmtree(path, ignore_errors=True)


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{count}: at least one is to be kept")
    return count


def _tell(target: Path, manifest: Manifest) -> int:
    print(
        f"{target}: {manifest.journal.entries} journal entries, last {manifest.journal.last_seq}; "
        f"keys are {'in it: lock it away' if manifest.with_keys else 'not in it'}"
    )
    if not manifest.missing_files:
        return 0
    print(
        f"kentongan: {len(manifest.missing_files)} attached files were gone before, see "
        f"missing_files in {target / MANIFEST}: fetch them from an older backup",
        file=sys.stderr,
    )
    return INCOMPLETE


def _write(draft: Path, node: Node, at: datetime, *, with_keys: bool) -> Manifest:
    journal, contents = _copy_database(draft)
    missing = _copy_contents(contents, draft / FILES)
    if with_keys:
        shutil.copytree(settings.KEYS_DIR, draft / KEYS)
    manifest = Manifest(
        format=FORMAT,
        made_at=clock.to_wire(at),
        database=connection.vendor,
        node=NodeFacts(id=str(node.id), name=node.name, region=node.region),
        journal=journal,
        keys=key_marks.needed_keys(),
        with_keys=with_keys,
        missing_files=missing,
        files=_digests(draft),
    )
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    with (draft / MANIFEST).open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _copy_database(draft: Path) -> tuple[JournalFacts, list[str]]:
    """The database of one moment; answers its journal's facts and the contents it speaks of."""
    if connection.vendor == "sqlite":
        return _copy_sqlite(draft / SQLITE_FILE)
    return _dump_postgres(draft / POSTGRES_FILE)


def _copy_sqlite(copy: Path) -> tuple[JournalFacts, list[str]]:
    """SQLite's online backup inside one read transaction.

    Without it the copy begins anew at each commit of another process, and on a busy night never
    ends (sqlite.org/c3ref/backup_finish.html).
    """
    source_name = str(connection.settings_dict["NAME"])
    with (
        closing(sqlite3.connect(source_name, isolation_level=None)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM journal_node").fetchone()
        bar = Progress("database")
        source.backup(target, pages=PAGES_A_STEP, progress=lambda *_: bar.step())
        bar.finish()
        target.execute("PRAGMA journal_mode=DELETE")
        return journal_facts(target.cursor()), _contents(target.cursor())


def _dump_postgres(dump: Path) -> tuple[JournalFacts, list[str]]:
    """pg_dump and what is read here see the same exported snapshot."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            run_client(
                ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}"],
                "database",
            )
            return journal_facts(cursor), _contents(cursor)
        finally:
            cursor.execute("COMMIT")


def _contents(cursor: Any) -> list[str]:
    """The digests of all that is attached to anything."""
    cursor.execute("SELECT DISTINCT sha256 FROM files_attachment ORDER BY sha256")
    return [row[0] for row in cursor.fetchall()]


def _copy_contents(contents: list[str], target: Path) -> list[str]:
    """Copy what the database speaks of; answers what is not there. Contents never change."""
    missing = []
    for sha256 in tracked(contents, "files", len(contents)):
        goal = target / content_path(sha256)
        goal.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(settings.FILES_DIR / content_path(sha256), goal)
        except FileNotFoundError:
            missing.append(sha256)
    return missing


def _digests(draft: Path) -> dict[str, str]:
    files = [path for path in sorted(draft.rglob("*")) if path.is_file()]
    named = tracked(files, "digests", len(files))
    return {str(path.relative_to(draft)): sha256_of(path) for path in named}
