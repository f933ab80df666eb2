"""`kentongan replay`: recorded calls through the same services, in a throw-away node; or, with
`--policy`, sent again by one rule after the other (`redispatch`).

The record is the San Francisco Fire Department's, one row a unit response (DataSF, public domain).
Rooms are imported by a child process whose environment names the throw-away node.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from kentongan.cli.refusal import Refusal
from kentongan.cli.replay.redispatch import OFF_DUTY_AFTER_H, POLICIES

SUMMARY = "play a recorded stream of calls through the same services, or send it again by policy"
ALL = "all"
PLAY_ONLY = ("speed", "into")
POLICY_ONLY = ("roads", "off_duty_after", "cover_weight", "cover_within", "lang", "json")
LANGUAGES = ("id", "en")
HOUR_S = 3600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of both ways; those that belong to one are refused with the other."""
    parser.add_argument("file", type=Path, help="CSV or CSV.gz, one row a unit response")
    parser.add_argument(
        "--report", type=Path, help="where to write it: replay.json, with --policy replay.html"
    )
    parser.add_argument("--limit", type=_rows, help="only the first rows (for trying out)")
    play = parser.add_argument_group("through the same services (without --policy)")
    play.add_argument(
        "--speed", help="max (default), or how many times faster than life (60: a minute a second)"
    )
    play.add_argument(
        "--into",
        metavar="DATABASE_URL",
        help="an empty database to keep; a node with calls is refused",
    )
    again = parser.add_argument_group(
        "sent again in a simulation (with --policy)",
        "who would have gone, and how soon: needs from the record, one travel model for all",
    )
    again.add_argument(
        "--policy",
        action="append",
        choices=[*POLICIES, ALL],
        help="whom to send; may be given several times. record: whom the record sent; ours: the"
        " desk's own order; ours-cover: the same with what a unit leaves behind; straight-line:"
        " who is nearest on the map; first-station: whose"
        " station is first due",
    )
    again.add_argument(
        "--roads",
        type=Path,
        metavar="FILE",
        help="a graph of the calls' place, by `kentongan roads build`; without it ways are straight"
        " lines made longer, and the report says so",
    )
    again.add_argument(
        "--off-duty-after",
        type=_hours,
        metavar="HOURS",
        help=f"a unit the record is silent of for longer was off duty ({OFF_DUTY_AFTER_H:g})",
    )
    again.add_argument(
        "--cover-weight",
        type=_weight,
        metavar="SECONDS",
        help="of ours-cover: how much later a unit may be there for each percent of such calls"
        " whose expected cover stays (30)",
    )
    again.add_argument(
        "--cover-within",
        type=_within,
        metavar="SECONDS",
        help="of ours-cover: within how long a station covers a place (900)",
    )
    again.add_argument("--lang", choices=LANGUAGES, help="of the report (id)")
    again.add_argument(
        "--json", action="store_true", default=None, help="print the figures as JSON"
    )


def run(options: argparse.Namespace) -> int:
    """Make room for a throw-away node and play in a child process."""
    _require_one_way(options)
    with options.file.open("rb"):
        pass  # unreadable: one clear line, before anything is made
    report = options.report or Path("replay.html" if options.policy else "replay.json")
    is_new = not report.exists()
    with report.open("ab"):
        pass  # nor is a report that cannot be written noticed after minutes only
    words = (
        _policies(options) if options.policy else ["replay-run", "--speed", options.speed or "max"]
    )
    words += [str(options.file), "--report", str(report)]
    if options.limit is not None:
        words += ["--limit", str(options.limit)]
    with tempfile.TemporaryDirectory(prefix="kentongan-replay-") as folder:
        command = [sys.executable, "-m", "kentongan.cli.main", *words]
        environment = _environment(folder, options.into)
        status = subprocess.run(command, env=environment, check=False).returncode
    if status and is_new:
        report.unlink(missing_ok=True)  # what was refused leaves no empty page behind
    return status


def _environment(folder: str, into: str | None) -> dict[str, str]:
    """Of the throw-away node."""
    environment = os.environ | {"KENTONGAN_LOG": os.environ.get("KENTONGAN_LOG", "WARNING")}
    if into:  # a node that is kept needs its keys: they stay in the data folder
        return environment | {"DATABASE_URL": into}
    environment.pop("KENTONGAN_KEYS", None)
    database = f"sqlite:///{folder}/replay.sqlite3"
    return environment | {"KENTONGAN_DATA": folder, "DATABASE_URL": database}


def _policies(options: argparse.Namespace) -> list[str]:
    """What the child is told: policies in their own order, once each."""
    is_all = ALL in options.policy
    words = ["replay-policies"]
    words += [
        w for name in POLICIES if is_all or name in options.policy for w in ("--policy", name)
    ]
    words += ["--off-duty-after", str(options.off_duty_after or OFF_DUTY_AFTER_H)]
    for name in ("cover_weight", "cover_within"):
        if (value := getattr(options, name)) is not None:
            words += [f"--{name.replace('_', '-')}", str(value)]
    words += ["--lang", options.lang or LANGUAGES[0]]
    if options.roads:
        words += ["--roads", str(options.roads)]
    return [*words, "--json"] if options.json else words


def _require_one_way(options: argparse.Namespace) -> None:
    """Refuses what would be silently ignored."""
    names, where = (PLAY_ONLY, "without") if options.policy else (POLICY_ONLY, "with")
    given = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name) is not None]
    if given:
        raise Refusal(f"replay: {', '.join(given)} is only for a replay {where} --policy")


def _rows(text: str) -> int:
    rows = int(text)
    if rows < 1:
        raise argparse.ArgumentTypeError(f"{rows}: at least one row is expected")
    return rows


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 < hours < float("inf"):
        raise argparse.ArgumentTypeError(f"{text}: more than 0 hours are expected")
    return hours


def _weight(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= HOUR_S:
        raise argparse.ArgumentTypeError(f"{text}: 0 to {HOUR_S} seconds are expected")
    return seconds


def _within(text: str) -> int:
    seconds = int(text)
    if not 0 < seconds <= HOUR_S:
        raise argparse.ArgumentTypeError(f"{text}: 1 to {HOUR_S} seconds are expected")
    return seconds
