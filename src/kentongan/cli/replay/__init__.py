"""`kentongan replay`: recorded calls through the same services, in a throw-away node.

The record is the San Francisco Fire Department's, one row a unit response (DataSF, public domain).
Rooms are imported by `run`, in a child process whose environment names the throw-away node.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SUMMARY = "play a recorded stream of calls through the same services"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments, shared with the child that plays."""
    parser.add_argument("file", type=Path, help="CSV or CSV.gz, one row a unit response")
    parser.add_argument(
        "--speed",
        default="max",
        help="max, or how many times faster than life (60: a minute a second)",
    )
    parser.add_argument(
        "--report", type=Path, default=Path("replay.json"), help="where to write it"
    )
    parser.add_argument(
        "--into",
        metavar="DATABASE_URL",
        help="an empty database to keep; a node with calls is refused",
    )
    parser.add_argument("--limit", type=_rows, help="only the first rows (for trying out)")


def run(options: argparse.Namespace) -> int:
    """Make room for a throw-away node and play in a child process."""
    with options.file.open("rb"):
        pass  # unreadable: one clear line, before anything is made
    with options.report.open("ab"):
        pass  # nor is a report that cannot be written noticed after minutes only
    with tempfile.TemporaryDirectory(prefix="kentongan-replay-") as folder:
        environment = os.environ | {"KENTONGAN_LOG": os.environ.get("KENTONGAN_LOG", "WARNING")}
        if options.into:  # a node that is kept needs its keys: they stay in the data folder
            environment["DATABASE_URL"] = options.into
        else:
            environment.pop("KENTONGAN_KEYS", None)
            environment["KENTONGAN_DATA"] = folder
            environment["DATABASE_URL"] = f"sqlite:///{folder}/replay.sqlite3"
        command = [sys.executable, "-m", "kentongan.cli.main", "replay-run", str(options.file)]
        command += ["--speed", options.speed, "--report", str(options.report)]
        if options.limit is not None:
            command += ["--limit", str(options.limit)]
        return subprocess.run(command, env=environment, check=False).returncode


def _rows(text: str) -> int:
    rows = int(text)
    if rows < 1:
        raise argparse.ArgumentTypeError(f"{rows}: at least one row is expected")
    return rows
