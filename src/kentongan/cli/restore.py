"""`kentongan restore DIR`: a node from a backup, checked file by file and entry by entry.

Nothing is put in its place before all of it has been checked, the keys too: a node whose personal
data nobody can read is no node.
"""

import argparse
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection

from kentongan.cli.own_folder import claimed
from kentongan.cli.progress import tracked
from kentongan.cli.refusal import Refusal
from kentongan.cli.snapshot import (
    FILES,
    FORMAT,
    KEYS,
    MANIFEST,
    POSTGRES_FILE,
    SQLITE_FILE,
    JournalFacts,
    Manifest,
    journal_facts,
    run_client,
    sha256_of,
)
from kentongan.journal import selectors
from kentongan.kernel import clock
from kentongan.kernel.keys import fingerprints

SUMMARY = "make a node from a backup"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup's folder, and whether a database that is there may be set aside."""
    parser.add_argument("folder", type=Path, help="a folder that `kentongan backup` has written")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="set the node that is here aside (SQLite: file renamed; PostgreSQL: schema renamed)",
    )


def run(options: argparse.Namespace) -> int:
    """Check the backup, put it in place, and check that the journal is the same."""
    with claimed():
        manifest = _read_manifest(options.folder)
        _require_whole(options.folder, manifest)
        _require_keys(options.folder, manifest)
        if not options.replace:
            _require_room()
        _put_files(options.folder, manifest)
        _put_database(options.folder, manifest.journal)
    journal = manifest.journal
    print(f"restored: {journal.entries} journal entries, last {journal.last_seq}, the same")
    return 0


def _read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError:
        raise Refusal(f"{path}: no manifest of a backup is readable there") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal(f"{path}: this is no manifest of a backup of this version") from None
    if manifest.format != FORMAT:
        raise Refusal(f"{path}: format {manifest.format} is not known here")
    if manifest.database != connection.vendor:
        raise Refusal(
            f"this backup is of {manifest.database}, DATABASE_URL names {connection.vendor}"
        )
    return manifest


def _require_whole(folder: Path, manifest: Manifest) -> None:
    database = SQLITE_FILE if connection.vendor == "sqlite" else POSTGRES_FILE
    if database not in manifest.files:
        raise Refusal(f"{folder / MANIFEST}: it names no {database}")
    for name, digest in tracked(manifest.files.items(), "digests", len(manifest.files)):
        path = folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise Refusal(f"{folder / MANIFEST}: {name} lies outside the backup")
        if not path.is_file() or sha256_of(path) != digest:
            raise Refusal(f"{path}: missing or changed since the backup was made")


def _require_keys(folder: Path, manifest: Manifest) -> None:
    """The keys that this data needs are here or in the backup, and no others in their place."""
    here = fingerprints(settings.KEYS_DIR)
    found = here | (fingerprints(folder / KEYS) if manifest.with_keys else {})
    lost = [name for name, mark in manifest.keys.items() if found.get(name) != mark]
    if lost:
        raise Refusal(
            f"the keys of this backup's personal data ({', '.join(lost)}) are not in "
            f"{settings.KEYS_DIR}: copy the node's sealed keys there, then restore again"
        )
    foreign = [name for name, mark in here.items() if manifest.keys.get(name, mark) != mark]
    if foreign:
        raise Refusal(
            f"{settings.KEYS_DIR} holds another node's {', '.join(foreign)}: "
            "name another KENTONGAN_DATA"
        )


def _require_room() -> None:
    """No node is here that would have to give way."""
    if connection.vendor == "sqlite":
        if _database_file().exists():
            raise Refusal(f"{_database_file()} exists: name another KENTONGAN_DATA, or --replace")
    elif _holds_node():
        raise Refusal("this database holds a node: name an empty one, or say --replace")


def _database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _holds_node() -> bool:
    return "journal_node" in connection.introspection.table_names()


def _put_database(folder: Path, journal: JournalFacts) -> None:
    if connection.vendor == "sqlite":
        _put_sqlite(folder / SQLITE_FILE, journal)
    else:
        _put_postgres(folder / POSTGRES_FILE, journal)
    selectors.forget_node()


def _put_sqlite(copy: Path, journal: JournalFacts) -> None:
    target = _database_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.restoring")
    try:
        shutil.copyfile(copy, draft)
        with closing(sqlite3.connect(draft)) as database:
            _require_same(journal_facts(database.cursor()), journal)
        connection.close()
        _set_aside(target)
        draft.rename(target)
    except sqlite3.DatabaseError as error:
        raise Refusal(f"{copy}: not a database of a node ({error})") from None
    finally:
        draft.unlink(missing_ok=True)


def _set_aside(target: Path) -> None:
    aside = f".before-{_now()}"
    for path in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        if path.exists():
            path.rename(f"{path}{aside}")


def _put_postgres(dump: Path, journal: JournalFacts) -> None:
    """Into an empty schema; the one that was there comes back if this does not succeed."""
    aside = f"before_{_now().lower()}" if _holds_node() else ""
    if aside:
        _execute(f"ALTER SCHEMA public RENAME TO {aside}", "CREATE SCHEMA public")
    try:
        name = str(connection.settings_dict["NAME"])
        arguments = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
        run_client(["pg_restore", *arguments, f"--dbname={name}", str(dump)], "database")
        with connection.cursor() as cursor:
            _require_same(journal_facts(cursor), journal)
    except Refusal:
        if aside:
            _execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {aside} RENAME TO public")
        raise


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _now() -> str:
    return f"{clock.now():%Y%m%dT%H%M%SZ}"


def _require_same(found: JournalFacts, journal: JournalFacts) -> None:
    if found != journal:
        raise Refusal(
            f"the journal differs: {found.entries} entries, last {found.last_seq}, "
            f"instead of {journal.entries}, last {journal.last_seq}"
        )


def _put_files(folder: Path, manifest: Manifest) -> None:
    """Attachments and keys, each where this node looks for it."""
    places = {FILES: settings.FILES_DIR, KEYS: settings.KEYS_DIR}
    for name in manifest.files:
        top, *rest = Path(name).parts
        if top in places:
            goal = places[top].joinpath(*rest)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, goal)
