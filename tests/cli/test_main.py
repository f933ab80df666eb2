"""The command line: complete help, and one clear line with exit 2 for what is wrong."""

import argparse
import socket
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from kentongan.cli import main as cli
from kentongan.cli import serve
from kentongan.cli.main import COMMANDS, main
from kentongan.cli.progress import Progress
from kentongan.config.env import BadSetting
from kentongan.config.settings.database import database
from kentongan.kernel.errors import NotFound


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


def test_help_names_every_command_and_no_inner_one(capsys):
    assert run("--help") == 0
    shown = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert (command.summary in shown) is not command.hidden
        assert (f"\n    {name} " in shown) is not command.hidden


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("sevre",),
        ("serve", "--port", "http"),
        ("serve", "--port", "0"),
        ("serve", "--web", "0"),
        ("serve", "--prot", "1"),
        ("backup",),
        ("restore",),
        ("regions", "load-boundaries"),
        ("token", "create", "--user", "admin", "--days", "0"),
        ("token", "revoke", "none"),
        ("replay", "calls.csv", "--limit", "0"),
        ("bench", "nothing"),
        ("bench", "start", "--seconds", "-1"),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_2(arguments, capsys):
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert not told.out


@pytest.mark.parametrize(
    "failure",
    [
        BadSetting("KENTONGAN_PORT='x': a whole number is expected"),
        FileNotFoundError(2, "No such file or directory", "calls.csv"),
        NotFound(thing="Tiket"),
    ],
)
def test_failure_of_a_command_is_one_line_and_exit_2(failure, monkeypatch, capsys):
    def fail(options: argparse.Namespace) -> int:
        raise failure

    module = SimpleNamespace(add_arguments=lambda parser: None, run=fail)
    monkeypatch.setattr(cli, "_load", lambda name, command: module)
    assert run("backup") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00bad", "no CSV"),
        (b"", "no row"),
        (b"Call Number,Unit ID\n1,E01\n", "1 are refused"),
    ],
)
def test_record_that_cannot_be_played_is_one_line(tmp_path, capsys, content, words):
    record = tmp_path / "calls.csv"
    record.write_bytes(content)
    assert run("replay-run", str(record), "--report", str(tmp_path / "out.json")) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert words in told


def test_report_that_cannot_be_written_is_told_before_anything_is_played(tmp_path, capsys):
    record = tmp_path / "calls.csv"
    record.touch()
    assert run("replay", str(record), "--report", str(tmp_path)) == 2
    assert "Is a directory" in capsys.readouterr().err


def test_database_that_is_away_is_one_line(monkeypatch, capsys):
    def fail(options: argparse.Namespace) -> int:
        raise OperationalError("connection refused\nis the server running?")

    module = SimpleNamespace(add_arguments=lambda parser: None, run=fail)
    monkeypatch.setattr(cli, "_load", lambda name, command: module)
    assert run("backup") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    with pytest.raises(OperationalError):  # a process of the node comes back instead
        run("worker")


@pytest.mark.parametrize(
    "url", ["mysql://siapa:TANDA@127.0.0.1/x", "postgresql://siapa:TANDA@127.0.0.1:99999/x"]
)
def test_database_that_cannot_be_one_is_named_without_its_password(url):
    with pytest.raises(BadSetting) as refusal:
        database(url)
    assert "DATABASE_URL" in str(refusal.value)
    assert "TANDA" not in str(refusal.value)


def test_command_that_is_not_there_says_so(monkeypatch, capsys):
    monkeypatch.setattr(cli, "_load", lambda name, command: None)
    assert run("bench") == 2
    assert "not part of this version" in capsys.readouterr().err


def test_taken_port_is_one_line_and_exit_2(capsys):
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        assert serve.serve("127.0.0.1", port) == 2
    assert f"port {port} on 127.0.0.1 is taken" in capsys.readouterr().err


class Out:
    def __init__(self, tty: bool) -> None:
        self.text = ""
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None: ...


@pytest.mark.parametrize("tty", [True, False])
def test_progress_shows_only_after_two_seconds(tty, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("kentongan.cli.progress.time.monotonic", lambda: now[0])
    out = Out(tty)
    progress = Progress("calls", 4, out)
    progress.step()
    now[0] = 1.9
    progress.step()
    assert out.text == ""
    now[0] = 2.1
    progress.step()
    assert "3/4 75%" in out.text
    assert out.text.startswith("\r") is tty
    progress.finish()
    assert out.text.endswith("\n")
