"""The data folder: its owner's alone, and one node's at a time."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kentongan.cli import own_folder
from kentongan.cli.main import main
from kentongan.cli.refusal import Refusal

HOLDER = """
import time
from kentongan.cli.own_folder import claimed
with claimed():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "KENTONGAN_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KENTONGAN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folder_that_was_left_open_is_closed_at_the_start(folder: Path):
    keys = folder / "keys"
    keys.mkdir(parents=True)
    (keys / "data-01.key").write_bytes(b"k" * 32)
    (folder / "kentongan.sqlite3").touch()
    for path in (folder, keys):
        path.chmod(0o755)
    (keys / "data-01.key").chmod(0o644)
    (folder / "kentongan.sqlite3").chmod(0o664)
    own_folder.close_to_others()
    assert (mode(folder), mode(keys)) == (0o700, 0o700)
    assert mode(keys / "data-01.key") == mode(folder / "kentongan.sqlite3") == 0o600


def test_what_cannot_be_closed_is_said(folder: Path, monkeypatch, capsys):
    folder.mkdir()
    folder.chmod(0o755)

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    own_folder.close_to_others()
    assert f"{folder} is open to others" in capsys.readouterr().err


def test_command_makes_files_for_its_owner_only(tmp_path: Path, capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    (tmp_path / "made").touch()
    assert mode(tmp_path / "made") == 0o600


def test_second_node_on_the_folder_is_refused_and_told_whose_it_is(folder: Path, capsys):
    with own_folder.claimed():
        assert main(["serve", "--port", "1"]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert str(folder) in told
    assert f"process {os.getpid()}" in told


def test_killed_node_leaves_no_claim(folder: Path):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Refusal), own_folder.claimed():
        pass
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with own_folder.claimed():
        pass


def test_machines_that_share_a_folder_beside_postgresql_each_claim_their_own(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x")
    monkeypatch.setattr("socket.gethostname", lambda: "one")
    with own_folder.claimed():
        monkeypatch.setattr("socket.gethostname", lambda: "two")
        with own_folder.claimed():
            pass
