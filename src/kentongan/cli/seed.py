"""What `kentongan demo` does before it serves: make the demonstration, or bring it up to now."""

import argparse
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection

from kentongan.cli.demo.founding import found_regency
from kentongan.cli.demo.kept import FILE, new_secrets, read_secrets, write_secrets
from kentongan.cli.demo.night import EARLIEST, play_night, ring_anew
from kentongan.cli.demo.people import LOGINS
from kentongan.cli.demo.roster import refresh_duty
from kentongan.cli.main import complain
from kentongan.cli.migrate import NewerDatabase, bring_up_to_date
from kentongan.cli.prepare import settle_keys
from kentongan.cli.progress import Progress
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import watchers
from kentongan.journal.enums import NodeKind
from kentongan.kernel import clock

SUMMARY = "fill the demonstration regency"
STAGES = 4
FOUNDED_BEFORE = timedelta(days=1)
"""The regency is a day old when it is first seen: the night that is played lies after it."""


class NotADemo(Exception):  # noqa: N818 - becomes one line and exit 2
    """The database belongs to somebody's real work, or its secrets are gone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--reset` throws the demonstration away first."""
    parser.add_argument("--reset", action="store_true", help="throw the demonstration away first")


def run(options: argparse.Namespace) -> int:
    """Prepare the demonstration; 2 with one line where that cannot be."""
    try:
        seed(reset=options.reset)
    except (NotADemo, NewerDatabase) as refusal:
        return complain(str(refusal))
    except OperationalError as error:
        return complain(f"the database cannot be used: {str(error).strip().splitlines()[0]}")
    return 0


def seed(*, reset: bool = False) -> None:
    """Make the demonstration where there is none; else bring its duty up to this moment.

    A preparation that was broken off is thrown away and made again. Refuses a node of another kind.
    """
    data: Path = settings.DATA
    kept = read_secrets(data)
    broken_off = kept is not None and not kept.is_complete
    kind = _kind_of_node()
    _require_demo(kind)
    if kind is not None and (reset or broken_off):
        _throw_away(data)
        kept = None
    if kept is not None and kept.is_complete and kind is not None:
        bring_up_to_date(clock.now())
        settle_keys()
        refresh_duty(clock.now())
        ring_anew(clock.now())
        return
    if kind is not None and not (reset or broken_off):
        raise NotADemo(
            f"this demonstration's {FILE} is missing from {data}: `kentongan demo --reset` "
            "makes it anew"
        )
    _make(data)


def _make(data: Path) -> None:
    progress = Progress("peragaan", STAGES)
    kept = new_secrets()
    kept.logins = [[each.username, each.name, str(each.role.label)] for each in LOGINS]
    write_secrets(data, kept)
    now = clock.now()
    bring_up_to_date(now)
    progress.step()
    with clock.using(clock.SetClock(now - FOUNDED_BEFORE)):
        founded = found_regency(at=now - FOUNDED_BEFORE, kept=kept, data=data)
    progress.step()
    with clock.using(clock.SetClock(now - EARLIEST)):
        refresh_duty(now - EARLIEST, with_logins=False)
    play_night(founded, now)
    progress.step()
    refresh_duty(clock.now())
    kept.is_complete = True
    write_secrets(data, kept)
    progress.step()
    progress.finish()


def _kind_of_node() -> str | None:
    """What kind of node the database is, None for one that is empty."""
    if connection.vendor == "sqlite" and not Path(_database_path()).exists():
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM journal_node")  # whatever version wrote the tables
            row = cursor.fetchone()
    except ProgrammingError:
        return None
    except OperationalError:
        if connection.vendor != "sqlite":
            raise
        return None
    return str(row[0]) if row else None


def _require_demo(kind: str | None) -> None:
    if kind is not None and kind != NodeKind.DEMO:
        raise NotADemo(
            "this database is a node for real work: give the demonstration a folder of its own, "
            "such as KENTONGAN_DATA=peragaan"
        )


def _throw_away(data: Path) -> None:
    """Empty the database of a demonstration and forget its files and secrets."""
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm", ".lock"):
            Path(_database_path() + ending).unlink(missing_ok=True)
    else:
        call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(settings.FILES_DIR, ignore_errors=True)
    (data / FILE).unlink(missing_ok=True)
    journal_selectors.forget_node()
    watchers.drop_everything()


def _database_path() -> str:
    return str(connection.settings_dict["NAME"])
