"""`kentongan demo`: the regency of Kendal as a demonstration, made at the first start.

This parent loads no room: `seed` prepares in a process of its own, then `serve` runs the node.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable

from kentongan.cli import processes
from kentongan.cli.demo.kept import DemoSecrets, read_secrets
from kentongan.cli.demo.shown import print_welcome
from kentongan.cli.demo.speed import STORIES, add_speed
from kentongan.cli.own_folder import claimed
from kentongan.cli.refusal import Refusal
from kentongan.cli.serve import add_arguments as add_serving_arguments
from kentongan.cli.serve import listen, serve
from kentongan.config.places import data_folder

SUMMARY = "run the demonstration regency, made at the first start"
USAGE_ERROR = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and what else may be asked of a demonstration."""
    add_serving_arguments(parser)
    parser.add_argument("--reset", action="store_true", help="throw the demonstration away first")
    parser.add_argument("--no-serve", action="store_true", help="prepare it and end")
    parser.add_argument("--code", metavar="NAME", help="print that login's current code and end")
    parser.add_argument(
        "--story",
        choices=STORIES,
        help="play that night on the demonstration that runs, or on the one that is started",
    )
    add_speed(parser)


def run(options: argparse.Namespace) -> int:
    """Prepare if need be, then serve; or only what was asked."""
    if options.code is not None:
        return _print_code(options.code)
    if options.story is not None and _is_running():
        return _story(options).wait()
    if options.reset and not options.no_serve and not _is_free(options.host, options.port):
        return _complain(f"port {options.port} on {options.host} cannot be used; nothing was reset")
    if options.reset or options.no_serve:
        with claimed():  # nobody's database is thrown away under a node that runs
            status = processes.spawn(["seed", *(["--reset"] if options.reset else [])]).wait()
        if status or options.no_serve:
            return status or _welcome("")
    return serve(
        options.host,
        options.port,
        web=options.web,
        first=() if options.reset else ("seed",),
        announce=_announce if options.story is None else _announce_with(options),
    )


def _is_running() -> bool:
    try:
        with claimed():
            return False
    except Refusal:
        return True


def _story(options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Plays in a process of its own, which ends with this one."""
    return processes.spawn(["story", options.story, "--speed", str(options.speed or "max")])


def _announce_with(options: argparse.Namespace) -> Callable[[str], None]:
    def announce(address: str) -> None:
        _announce(address)
        _story(options)

    return announce


def _is_free(host: str, port: int) -> bool:
    try:
        listen(host, port).close()
    except OSError:
        return False
    return True


def _announce(address: str) -> None:
    _welcome(address)


def _welcome(address: str) -> int:
    kept = read_secrets(data_folder())
    if kept is not None:
        print_welcome(kept, address)
    return 0


def _print_code(username: str) -> int:
    kept = read_secrets(data_folder())
    if kept is None:
        return _complain(f"no demonstration in {data_folder()}; `kentongan demo` makes one")
    code = kept.code_of(username)
    if code is None:
        return _complain(_why_no_code(kept, username))
    print(code)
    return 0


def _why_no_code(kept: DemoSecrets, username: str) -> str:
    having = ", ".join(sorted(kept.factors))
    return f"{username}: no such login with a second factor; those are {having}"


def _complain(line: str) -> int:
    print(f"kentongan: {line}", file=sys.stderr)
    return USAGE_ERROR
