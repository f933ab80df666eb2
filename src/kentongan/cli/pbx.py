"""`kentongan pbx`: what a recorded stream of the telephone exchange says, without an exchange."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from kentongan.exchange.ami.replay import as_row, facts_in

SUMMARY = "replay a recorded stream of the telephone exchange"
PIECE = 64 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `kentongan pbx replay FILE`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    replay = actions.add_parser("replay", help="one JSON object a line: at, call, state, queue, …")
    replay.add_argument("file", type=Path, help="bytes of Asterisk's manager interface (AMI)")
    replay.add_argument("--queue", action="append", default=[], help="only these; may be repeated")


def run(options: argparse.Namespace) -> int:
    """Print what happened to the callers. The node is not touched."""
    for fact in facts_in(_pieces(options.file), options.queue):
        print(as_row(fact))
    return 0


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
