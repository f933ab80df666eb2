"""Backup while writing, restore elsewhere: the same journal, file by file and entry by entry."""

import hashlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec
import psycopg
import pytest

from kentongan.cli.snapshot import Manifest
from tests.node import free_port

WRITER = """
import io, sys, time
from kentongan.cli.django_setup import prepare
prepare()
from kentongan.files import services as files
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
    content = files.keep_content(io.BytesIO(str(count).encode()))
    files.attach(
        by=SETUP, subject_kind="incident", subject_id=new_id(), name="foto", media_type="image/png",
        content=content, at=clock.now(),
    )
    count += 1
print(count)
"""


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


def manifest_of(copy: Path) -> Manifest:
    return msgspec.json.decode((copy / "manifest.json").read_bytes(), type=Manifest)


def copy_keys(source: Path, target: Path) -> None:
    shutil.copytree(source / "keys", target / "keys")


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.processes
def test_backup_while_writing_restores_to_the_same_journal(tmp_path, urls):
    if urls[0] and not shutil.which("pg_dump"):
        pytest.skip("pg_dump (PostgreSQL's client) is not installed")
    here = environment(tmp_path / "here", urls[0])
    there = environment(tmp_path / "there", urls[1])
    assert kentongan(here, "prepare").returncode == 0

    written: list[str] = []
    writer = threading.Thread(
        target=lambda: written.append(
            subprocess.run(
                [sys.executable, "-c", WRITER], env=here, capture_output=True, text=True, check=True
            ).stdout
        )
    )
    writer.start()
    time.sleep(3)  # Python, Django and the rooms are up: it writes
    done = kentongan(here, "backup", str(tmp_path / "copies"))
    writer.join()
    assert done.returncode == 0, done.stderr
    assert int(written[0]) > 10

    (copy,) = (tmp_path / "copies").iterdir()
    assert not list(copy.rglob("*.key"))
    assert "data-01, index-01" in refused(kentongan(there, "restore", str(copy)))
    shutil.rmtree(tmp_path / "there" / "keys")
    copy_keys(tmp_path / "here", tmp_path / "there")
    restored = kentongan(there, "restore", str(copy))
    assert restored.returncode == 0, restored.stderr
    again = kentongan(there, "backup", str(tmp_path / "again"))
    assert again.returncode == 0, again.stderr  # no file it speaks of is missing
    (second,) = (tmp_path / "again").iterdir()
    first, second_one = manifest_of(copy), manifest_of(second)
    assert first.journal == second_one.journal
    assert first.journal.entries > 0
    contents = {name for name in first.files if name.startswith("files/")}
    assert contents == {name for name in second_one.files if name.startswith("files/")}
    assert contents


@pytest.fixture(scope="module")
def node(tmp_path_factory) -> Path:
    """A node's data folder on SQLite, with one backup that has its keys."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the refusals are the same code on both databases; SQLite's run shows them")
    folder = tmp_path_factory.mktemp("here")
    assert kentongan(environment(folder, None), "prepare").returncode == 0
    done = kentongan(environment(folder, None), "backup", "--with-keys", str(folder / "backups"))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(node: Path, tmp_path: Path) -> Path:
    """The backup, to be spoilt."""
    (made,) = (node / "backups").iterdir()
    return Path(shutil.copytree(made, tmp_path / made.name))


def test_backup_is_its_owners_alone_and_says_when_it_was_made(node: Path):
    (made,) = (node / "backups").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert list(made.rglob("*.key"))
    assert (node / "backup.json").is_file()


def test_older_backups_go_where_that_is_asked_for(node: Path, tmp_path):
    older = ["kentongan-3324-20200101T000000Z", ".kentongan-3324-20200101T010000Z.partial"]
    strange = "kentongan-3324-notes"
    for name in (*older, strange):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    done = kentongan(environment(node, None), "backup", "--keep", "1", str(tmp_path))
    assert done.returncode == 0, done.stderr
    left = {path.name for path in tmp_path.iterdir()}
    assert not left & set(older)
    assert strange in left
    assert len(left) == 2


def test_occupied_node_is_refused_and_set_aside_when_told_to(node: Path, copy: Path, tmp_path):
    shutil.copytree(node, tmp_path / "there")
    there = environment(tmp_path / "there", None)
    assert "--replace" in refused(kentongan(there, "restore", str(copy)))
    assert kentongan(there, "restore", "--replace", str(copy)).returncode == 0
    assert list((tmp_path / "there").glob("kentongan.sqlite3.before-*"))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda copy: (copy / "database.sqlite3").open("ab").write(b"x"), "changed"),
        (lambda copy: (copy / "database.sqlite3").unlink(), "missing"),
        (lambda copy: (copy / "manifest.json").unlink(), "no manifest"),
        (lambda copy: (copy / "manifest.json").write_text("{"), "no manifest"),
        (lambda copy: (copy / "manifest.json").write_text('{"format": 2}'), "no manifest"),
        (lambda copy: (copy / "keys" / "index-01.key").unlink(), "missing"),
    ],
)
def test_spoilt_backup_is_refused_and_leaves_nothing(copy: Path, tmp_path, spoil, words):
    spoil(copy)
    there = environment(tmp_path / "there", None)
    assert words in refused(kentongan(there, "restore", str(copy)))
    assert not (tmp_path / "there" / "kentongan.sqlite3").exists()


def test_journal_that_is_not_the_manifests_is_refused(copy: Path, tmp_path):
    with closing(sqlite3.connect(copy / "database.sqlite3")) as database:
        database.execute("UPDATE journal_entry SET data = '{}' WHERE seq = 1")
        database.commit()
    manifest = manifest_of(copy)
    digest = hashlib.sha256((copy / "database.sqlite3").read_bytes()).hexdigest()
    files = manifest.files | {"database.sqlite3": digest}
    forged = msgspec.structs.replace(manifest, files=files)
    (copy / "manifest.json").write_bytes(msgspec.json.encode(forged))
    there = environment(tmp_path / "there", None)
    assert "journal differs" in refused(kentongan(there, "restore", str(copy)))
    assert not (tmp_path / "there" / "kentongan.sqlite3").exists()


def test_keys_of_another_node_are_not_overwritten(copy: Path, tmp_path):
    there = environment(tmp_path / "there", None)
    assert kentongan(there, "prepare").returncode == 0
    kept = (tmp_path / "there" / "keys" / "index-01.key").read_bytes()
    assert "another node's" in refused(kentongan(there, "restore", "--replace", str(copy)))
    assert (tmp_path / "there" / "keys" / "index-01.key").read_bytes() == kept


def test_node_does_not_start_without_the_keys_that_sealed_its_data(node: Path, tmp_path):
    """Nor does it make others: what they would seal could not be searched with the old ones."""
    folder = tmp_path / "there"
    shutil.copytree(node, folder)
    shutil.rmtree(folder / "keys")
    told = refused(kentongan(environment(folder, None), "serve", "--port", str(free_port())))
    assert "data-01" not in told  # it has sealed nothing yet
    assert "index-01" in told
    assert str(folder / "keys") in told
    assert not list((folder / "keys").glob("*-01.key"))
    (folder / "keys" / "index-01.key").write_bytes(b"x" * 32)
    assert "index-01" in refused(kentongan(environment(folder, None), "prepare"))


def test_backup_of_nothing_is_one_line(tmp_path):
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("about a file that is not there")
    env = environment(tmp_path / "none", None)
    assert "node" in refused(kentongan(env, "backup", str(tmp_path / "copies")))
    assert not (tmp_path / "none" / "kentongan.sqlite3").exists()
    assert not (tmp_path / "copies").exists()
