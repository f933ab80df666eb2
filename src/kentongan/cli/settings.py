"""`kentongan settings`: the regency's decisions as one file, out of this node or into it."""

import argparse
import sys
from pathlib import Path

from django.db import DatabaseError

from kentongan.journal import selectors as journal
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.policy import services
from kentongan.policy.types import Change

SUMMARY = "hand out the regency's settings as one file, or take one over"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `kentongan settings`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write what is in force as one JSON file")
    export.add_argument("file", metavar="FILE", help="where to, - for the terminal")
    private = export.add_mutually_exclusive_group()
    private.add_argument(
        "--without-phones", action="store_true", help="name nobody's telephone, for another region"
    )
    private.add_argument(
        "--with-contacts",
        action="store_true",
        help="name who answers for each village, with private telephones: for this regency alone",
    )
    take = actions.add_parser("import", help="show what a file would change; with --yes, do it")
    take.add_argument("file", metavar="FILE", type=Path)
    take.add_argument("--yes", action="store_true", help="take it over, as one act")


def run(options: argparse.Namespace) -> int:
    """Do what the sub-command says; returns the exit status."""
    try:
        journal.node()
    except DatabaseError:  # no tables either
        raise NoNode from None
    return _export(options) if options.action == "export" else _import(options)


def _export(options: argparse.Namespace) -> int:
    raw = services.export_package(
        by=SETUP,
        phones=not options.without_phones,
        contacts=options.with_contacts,
        at=clock.now(),
    )
    if options.file == "-":
        sys.stdout.write(raw.decode())
        return 0
    Path(options.file).write_bytes(raw)
    print(f"{options.file}: {len(raw)} bytes")
    return 0


def _import(options: argparse.Namespace) -> int:
    raw = options.file.read_bytes()
    act = services.import_package if options.yes else services.compare_package
    changes = act(by=SETUP, raw=raw, at=clock.now())
    for change in changes:
        print(_line(change))
    if not changes:
        print("nothing to change: this node has decided so already")
    elif options.yes:
        print(f"{len(changes)} changes made as one act")
    else:
        print(f"{len(changes)} changes; nothing is written yet: --yes takes them over")
    return 0


def _line(change: Change) -> str:
    if change.is_new:
        return f"+ {change.section}: {change.name}"
    told = "; ".join(f"{name}: {old} -> {new}" for name, old, new in change.fields)
    return f"~ {change.section}: {change.name}: {told}"
