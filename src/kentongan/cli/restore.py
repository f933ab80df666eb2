"""`kentongan restore DIR`: a node from a backup, checked file by file and entry by entry."""

import argparse
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from kentongan.cli.backup import (
    FORMAT,
    MANIFEST,
    POSTGRES_FILE,
    SQLITE_FILE,
    journal_digest,
    sha256_of,
)
from kentongan.cli.main import complain
from kentongan.journal import selectors
from kentongan.kernel import clock

SUMMARY = "make a node from a backup"


class CannotRestore(Exception):  # noqa: N818 - becomes one line and exit 2
    """The backup cannot be used here; the message says why and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup's folder, and whether a database that is there may be set aside."""
    parser.add_argument("folder", type=Path, help="a folder that `kentongan backup` has written")
    parser.add_argument(
        "--replace", action="store_true", help="set the node that is here aside (SQLite: renamed)"
    )


def run(options: argparse.Namespace) -> int:
    """Check the backup, put it in place, and check that the journal is the same."""
    try:
        manifest = _read_manifest(options.folder)
        _require_whole(options.folder, manifest)
        _put_database(options.folder, manifest, replace=options.replace)
        _put_folder(options.folder / "files", settings.FILES_DIR)
        if manifest["with_keys"]:
            _put_folder(options.folder / "keys", settings.KEYS_DIR)
        _require_same_journal(manifest)
    except CannotRestore as refusal:
        return complain(str(refusal))
    journal = manifest["journal"]
    print(f"restored: {journal['entries']} journal entries, last {journal['last_seq']}, the same")
    if not manifest["with_keys"]:
        print(f"personal data opens once the key files are in {settings.KEYS_DIR}")
    return 0


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError):
        raise CannotRestore(f"{path}: no manifest of a backup is readable there") from None
    if manifest.get("format") != FORMAT:
        raise CannotRestore(f"{path}: format {manifest.get('format')} is not known here")
    if manifest["database"] != connection.vendor:
        raise CannotRestore(
            f"this backup is of {manifest['database']}, DATABASE_URL names {connection.vendor}"
        )
    return manifest


def _require_whole(folder: Path, manifest: dict[str, Any]) -> None:
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != digest:
            raise CannotRestore(f"{path}: missing or changed since the backup was made")


def _put_database(folder: Path, manifest: dict[str, Any], *, replace: bool) -> None:
    if connection.vendor == "sqlite":
        _put_sqlite(folder / SQLITE_FILE, replace=replace)
    else:
        _put_postgres(folder / POSTGRES_FILE, replace=replace)
    selectors.forget_node()


def _put_sqlite(copy: Path, *, replace: bool) -> None:
    target = Path(str(connection.settings_dict["NAME"]))
    if target.exists() and not replace:
        raise CannotRestore(f"{target} exists: name another KENTONGAN_DATA, or say --replace")
    connection.close()
    aside = f".before-{clock.now():%Y%m%dT%H%M%SZ}"
    for path in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        if path.exists():
            path.rename(f"{path}{aside}")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(copy, target)


def _put_postgres(dump: Path, *, replace: bool) -> None:
    if "journal_node" in connection.introspection.table_names() and not replace:
        raise CannotRestore("this database holds a node: name an empty one, or say --replace")
    arguments = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
    connection.close()
    try:
        subprocess.run(
            ["pg_restore", *arguments, "--dbname", settings.DATABASE_URL, str(dump)],
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        raise CannotRestore("pg_restore is not installed: PostgreSQL's client is needed") from None
    except subprocess.CalledProcessError as failed:
        raise CannotRestore(f"pg_restore failed: {failed.stderr.decode().strip()}") from None


def _put_folder(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def _require_same_journal(manifest: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        found = journal_digest(cursor)
    if found != manifest["journal"]:
        raise CannotRestore(f"the journal differs: {found} instead of {manifest['journal']}")
