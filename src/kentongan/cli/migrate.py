"""Bringing the database to this version: a copy first, and never a newer database."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PACKAGE = "kentongan."


class NewerDatabase(Exception):  # noqa: N818 - becomes one line and exit 2
    """The database was laid out by a version that this one does not know."""


def bring_up_to_date(at: datetime) -> Path | None:
    """Migrate what is not yet migrated; returns the copy made before, if there was one.

    Raises NewerDatabase when the database knows migrations that this version does not.
    """
    if connection.vendor == "sqlite":
        Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    _require_known(executor)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return None
    copy = _copy(at) if executor.loader.applied_migrations else None
    call_command("migrate", verbosity=0, interactive=False)
    return copy


def is_up_to_date() -> bool:
    """Whether there is nothing to migrate, and nothing that this version does not know."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not plan and not _unknown(executor)


def _unknown(executor: MigrationExecutor) -> list[str]:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(PACKAGE)}
    known = executor.loader.disk_migrations or {}
    applied = executor.loader.applied_migrations or {}
    return sorted(f"{app}.{name}" for app, name in set(applied) - set(known) if app in ours)


def _require_known(executor: MigrationExecutor) -> None:
    unknown = _unknown(executor)
    if unknown:
        raise NewerDatabase(
            f"this database was laid out by another version of Kentongan (it has {unknown[-1]}); "
            "install the version that wrote it, or restore a backup"
        )


def _copy(at: datetime) -> Path | None:
    """A copy of the SQLite file by its own backup interface; PostgreSQL has its own tools."""
    if connection.vendor != "sqlite":
        return None
    folder = settings.DATA / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    copy: Path = folder / f"before-migration-{at:%Y%m%d-%H%M%S}.sqlite3"
    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(0o600)
    return copy
