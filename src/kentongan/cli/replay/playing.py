"""The child process of `kentongan replay`: founds the throw-away node, plays, reports."""

import argparse
import gc
import json
import time
from pathlib import Path

from kentongan.calls import selectors as calls
from kentongan.cli.migrate import bring_up_to_date
from kentongan.cli.replay import setting
from kentongan.cli.replay.errors import BadSpeed, NotThrowAway
from kentongan.cli.replay.player import Player
from kentongan.cli.replay.records import ZONE, read_playable
from kentongan.cli.replay.report import percentiles
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.enums import NodeKind
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock

SUMMARY = "play in the throw-away node"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the parent has checked and passes on."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--speed", default="max")
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--limit", type=int)


def run(options: argparse.Namespace) -> int:
    """Play the record and write the report."""
    began = time.perf_counter()
    # Some hundred thousand rows pass by without cycles among them: look for those seldom.
    gc.set_threshold(100_000, 50, 50)
    speed = _speed(options.speed)
    record = read_playable(options.file, limit=options.limit)
    bring_up_to_date(clock.now())
    _require_throw_away()
    places = setting.found(record.rows)
    player = Player(record.rows, places)
    player.play(speed=speed)
    report = {
        "read": record.read,
        "stored": len(player.told()),
        "refused": record.refused,
        "adjusted": player.adjusted,
        "out_of_order": [
            {"line": row.line, "call": row.call, "unit": row.unit}
            for row in record.rows
            if not row.is_in_order
        ],
        "steps_refused": player.steps_refused,
        "ended_without_stamp": player.ended_without_stamp,
        "calls": player.calls,
        "incidents": player.incidents,
        "assignments": len(player.told()),
        "percentiles": percentiles(player.told()),
        "proposal": player.proposal.as_row(),
        "wall_s": round(time.perf_counter() - began, 1),
    }
    options.report.write_text(json.dumps(report, indent=1), encoding="utf8")
    print(
        f"{report['stored']} of {report['read']} responses stored, "
        f"{len(record.refused)} refused, "
        f"{report['wall_s']} s: {options.report}"
    )
    return 0


def _speed(text: str) -> float | None:
    """None for as fast as can be, else seconds of the record a second."""
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        raise BadSpeed(speed=text) from None
    if not 0 < speed < float("inf"):
        raise BadSpeed(speed=text)
    return speed


def _require_throw_away() -> None:
    """Make an empty database a REPLAY node; refuse any node that has calls or is another kind."""
    try:
        node = journal_selectors.node()
    except NoNode:
        journal.found_node(
            name="Putar ulang",
            region=setting.REGION,
            kind=NodeKind.REPLAY,
            zone=ZONE.key,
            at=clock.now(),
        )
        return
    if node.kind != NodeKind.REPLAY or calls.has_calls():
        raise NotThrowAway
