"""`kentongan`: finds the sub-command, reads its arguments, turns failures into one clear line."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from kentongan.cli.own_folder import CLOSED_MASK
from kentongan.cli.refusal import Refusal
from kentongan.config.env import BadSetting
from kentongan.kernel.errors import Failure

USAGE_ERROR = 2


@dataclass(frozen=True, slots=True)
class Command:
    """One sub-command. `rooms` says that its module imports rooms, so Django must be up first."""

    module: str
    summary: str
    rooms: bool = True
    hidden: bool = False


COMMANDS = {
    "serve": Command("serve", "run this node: pages, live stream and worker on one port", False),
    "demo": Command("demo", "run the demonstration regency, made at the first start", False),
    "replay": Command("replay", "play recorded calls: same services, or by policy", False),
    "bench": Command("bench", "measure this machine and version, one JSON object a line", False),
    "token": Command("token", "make, list and revoke tokens for programs and vehicles"),
    "account": Command("account", "open an account again for somebody who is locked out"),
    "regions": Command("regions", "load and check regions, boundaries and landmarks"),
    "roads": Command("roads", "make the road graph from an OpenStreetMap extract"),
    "pbx": Command("pbx", "replay a recorded stream of the telephone exchange", False),
    "settings": Command(
        "settings", "hand out the regency's settings as one file, or take one over"
    ),
    "keys": Command("keys", "list and rotate the keys of personal data"),
    "backup": Command("backup", "write a backup while the node runs"),
    "restore": Command("restore", "make a node from a backup"),
    "prepare": Command("prepare", "migrate the database and found the node", hidden=True),
    "seed": Command("seed", "fill the demonstration regency", hidden=True),
    "story": Command("story", "play a story on the demonstration", hidden=True),
    "replay-run": Command("replay.playing", "play in the throw-away node", hidden=True),
    "replay-policies": Command(
        "replay.redispatch.running", "send recorded calls again by policy", hidden=True
    ),
    "bench-fill": Command("bench.fill", "fill the node that is measured", hidden=True),
    "bench-night": Command("bench.night", "play the story night for `bench`", hidden=True),
    "bench-recommend": Command("bench.recommend", "ask who is first by road", hidden=True),
    "web": Command("web", "one web process", hidden=True),
    "worker": Command("worker", "the worker process", hidden=True),
    "exchange": Command("exchange", "the line to the telephone exchange", hidden=True),
}
"""Imported one at a time, so that `--help` is quick and the parent of `serve` stays small."""

NODE_PROCESSES = {"web", "worker", "exchange"}


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, instead of after the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE_ERROR, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status, 2 for anything the caller can put right."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.umask(CLOSED_MASK)
    try:
        return _run(given)
    except (BadSetting, Refusal) as refusal:
        return complain(str(refusal))
    except Failure as failure:
        return complain(f"{failure} {failure.sentence(failure.advice)}".strip())
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        return complain(f"{named}{error.strerror or error}")
    except KeyboardInterrupt:
        return 130


def complain(line: str) -> int:
    """One clear line on stderr; returns the exit status of a usage error."""
    print(f"kentongan: {line}", file=sys.stderr)
    return USAGE_ERROR


def _run(given: list[str]) -> int:
    parser = Parser(
        prog="kentongan",
        description="One system for a region's emergencies, from the 112 call to the last house.",
    )
    parsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in given if not word.startswith("-")), None)
    module: Any = None
    for name, command in COMMANDS.items():
        if command.hidden and name != chosen:
            continue
        sub = parsers.add_parser(name, help=command.summary, description=command.summary)
        if name == chosen:
            module = _load(name, command)
            if module is None:
                return complain(f"{name} is not part of this version")
            module.add_arguments(sub)
    options = parser.parse_args(given)
    try:
        status: int = module.run(options)
    except Exception as error:
        # a process of the node comes back instead: its database may be away for a moment only
        if options.command in NODE_PROCESSES or not _is_database_away(error):
            raise
        return complain(f"the database cannot be used: {str(error).strip().partition(chr(10))[0]}")
    return status


def _is_database_away(error: Exception) -> bool:
    """Whether Django says so; this parent may not have loaded it."""
    loaded = sys.modules.get("django.db")
    return loaded is not None and isinstance(error, loaded.OperationalError)


def _load(name: str, command: Command) -> Any:
    """The sub-command's module; this table is the one place where a name becomes an import."""
    if command.rooms:
        importlib.import_module("kentongan.cli.django_setup").prepare()
    qualified = f"kentongan.cli.{command.module}"
    try:
        return importlib.import_module(qualified)
    except ModuleNotFoundError as missing:
        if missing.name != qualified:
            raise
        return None


if __name__ == "__main__":
    sys.exit(main())
