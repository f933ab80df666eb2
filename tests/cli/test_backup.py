"""Backup while writing, restore elsewhere: the same journal, file by file and entry by entry."""

import json
import os
import shutil
import subprocess
import sys
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

WRITER = """
import sys, time
from kentongan.cli.django_setup import prepare
prepare()
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.accounts.events import UserCreated
from kentongan.kernel.ids import new_id
end = time.monotonic() + 4
count = 0
while time.monotonic() < end:
    with journal.act(by=SETUP, at=clock.now()) as act:
        act.record(UserCreated(user_id=new_id()))
    count += 1
print(count)
"""
STARTED = datetime(2026, 11, 22, tzinfo=UTC)


def environment(folder: Path, url: str | None) -> dict[str, str]:
    ours = ("KENTONGAN", "DATABASE", "DJANGO")
    names = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    return names | {
        "KENTONGAN_DATA": str(folder),
        "KENTONGAN_LOG": "ERROR",
        "DATABASE_URL": url or f"sqlite:///{folder}/kentongan.sqlite3",
        "KENTONGAN_ADMIN": "admin",
        "KENTONGAN_ADMIN_PASSWORD": "lima ekor kuda hitam",
        "KENTONGAN_REGION": "33.24",
    }


def kentongan(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kentongan.cli.main", *arguments]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def urls():
    """Two database URLs, or two Nones where this run is on SQLite."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield None, None
        return
    names = [f"kentongan_backup_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    with psycopg.connect(given, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        parts = urlsplit(given)
        yield tuple(urlunsplit(parts._replace(path=f"/{name}")) for name in names)
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.processes
def test_backup_while_writing_restores_to_the_same_journal(tmp_path, urls):
    if urls[0] and not shutil.which("pg_dump"):
        pytest.skip("pg_dump (PostgreSQL's client) is not installed")
    here = environment(tmp_path / "here", urls[0])
    there = environment(tmp_path / "there", urls[1])
    assert kentongan(here, "prepare").returncode == 0
    (tmp_path / "here" / "files").mkdir(parents=True)
    (tmp_path / "here" / "files" / "photo").write_bytes(b"photo")

    written: list[str] = []
    writer = threading.Thread(
        target=lambda: written.append(
            subprocess.run(
                [sys.executable, "-c", WRITER], env=here, capture_output=True, text=True, check=True
            ).stdout
        )
    )
    writer.start()
    done = kentongan(here, "backup", str(tmp_path / "copies"))
    writer.join()
    assert done.returncode == 0, done.stderr
    assert int(written[0]) > 10

    (copy,) = (tmp_path / "copies").iterdir()
    restored = kentongan(there, "restore", str(copy))
    assert restored.returncode == 0, restored.stderr
    again = kentongan(there, "backup", str(tmp_path / "again"))
    assert again.returncode == 0, again.stderr
    (second,) = (tmp_path / "again").iterdir()
    manifests = [json.loads((folder / "manifest.json").read_text()) for folder in (copy, second)]
    assert manifests[0]["journal"] == manifests[1]["journal"]
    assert manifests[0]["journal"]["entries"] > 0
    assert (tmp_path / "there" / "files" / "photo").read_bytes() == b"photo"
    assert not list(copy.rglob("*.key"))


@pytest.mark.processes
def test_changed_backup_and_occupied_node_are_refused(tmp_path, urls):
    if urls[0]:
        pytest.skip("the refusals are the same code on both databases; SQLite's run shows them")
    here = environment(tmp_path / "here", None)
    assert kentongan(here, "prepare").returncode == 0
    kentongan(here, "backup", "--with-keys", str(tmp_path / "copies"))
    (copy,) = (tmp_path / "copies").iterdir()
    assert list(copy.rglob("*.key"))

    occupied = kentongan(here, "restore", str(copy))
    assert occupied.returncode == 2
    assert "--replace" in occupied.stderr

    with (copy / "database.sqlite3").open("ab") as file:
        file.write(b"x")
    there = environment(tmp_path / "there", None)
    changed = kentongan(there, "restore", str(copy))
    assert changed.returncode == 2
    assert "changed" in changed.stderr
    assert not (tmp_path / "there" / "kentongan.sqlite3").exists()
