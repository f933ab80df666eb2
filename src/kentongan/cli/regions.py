"""`kentongan regions`: load the tree, boundaries and landmarks; say what is there."""

import argparse
import sys
from pathlib import Path

from kentongan.cli.progress import Progress
from kentongan.cli.this_node import require_node
from kentongan.geo.cover import read_box
from kentongan.incidents import services as incidents
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.adapters.contact_csv import read_village_contacts
from kentongan.regions import selectors, services
from kentongan.regions.types import BoundaryReport, Refusal, dotted

SUMMARY = "load and check regions, boundaries, landmarks and village contacts"
REFUSED = 1
"""Exit status when all could be read but not all could be used."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `kentongan regions`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    load = actions.add_parser("load", help="load a region and all below it from Kemendagri's list")
    load.add_argument("root", metavar="CODE", help="such as 33.24")
    boundaries = actions.add_parser("load-boundaries", help="load polygons by Kemendagri code")
    boundaries.add_argument("files", metavar="FILE", nargs="+", type=Path, help="GeoJSON")
    landmarks = actions.add_parser("load-landmarks", help="load landmarks (patokan)")
    landmarks.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="CSV with name,kind,lat,lon,region[,aliases][,invented]",
    )
    contacts = actions.add_parser("load-contacts", help="load who answers for villages")
    contacts.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="CSV with region,role,name,phone[,legal_basis]",
    )
    expect = actions.add_parser("expect", help="say where points are expected; others are asked")
    expect.add_argument(
        "box", metavar="BOX", help="minLon,minLat,maxLon,maxLat of the regency and its neighbours"
    )
    expect.add_argument("--basis", default="", help="the decision it rests on")
    actions.add_parser("list", help="what is loaded, by level, and which polygons are faulty")


def run(options: argparse.Namespace) -> int:
    """Do what the sub-command says; returns the exit status."""
    require_node()
    status: int = _ACTIONS[options.action](options)
    return status


def _load(options: argparse.Namespace) -> int:
    progress = Progress("regions")
    count = services.load_regions(
        by=SETUP, root=options.root, at=clock.now(), progress=progress.step
    )
    progress.finish()
    print(f"{options.root}: {count} regions new or changed")
    return 0


def _load_boundaries(options: argparse.Namespace) -> int:
    return max([_load_boundary_file(path) for path in options.files])


def _load_boundary_file(path: Path) -> int:
    progress = Progress(path.name)
    report = services.load_boundary_file(
        by=SETUP, path=path, at=clock.now(), progress=progress.step
    )
    progress.finish()
    _tell_refused(path, "faulty, not used", report.faulty)
    _tell_refused(path, "not read", report.unreadable)
    _tell_unknown(path, report.unknown)
    print(_summary(path, report))
    return REFUSED if report.faulty or report.unreadable or report.unknown else 0


def _summary(path: Path, report: BoundaryReport) -> str:
    return (
        f"{path.name}: {report.used} used, {len(report.faulty)} faulty,"
        f" {len(report.unknown)} of unknown regions, {len(report.unreadable)} not read"
    )


def _tell_unknown(path: Path, codes: list[str]) -> None:
    if codes:
        shown = ", ".join(codes[:10]) + (" …" if len(codes) > 10 else "")
        print(f"{path.name}: regions not loaded here: {shown}", file=sys.stderr)


def _tell_refused(path: Path, what: str, refused: list[Refusal]) -> None:
    for each in refused:
        print(f"{path.name}: {each.at}: {what}: {each.reason}", file=sys.stderr)


def _load_landmarks(options: argparse.Namespace) -> int:
    return max([_load_landmark_file(path) for path in options.files])


def _load_landmark_file(path: Path) -> int:
    progress = Progress(path.name)
    report = services.load_landmark_file(
        by=SETUP, path=path, at=clock.now(), progress=progress.step
    )
    progress.finish()
    _tell_refused(path, "not stored", report.refused)
    print(f"{path.name}: {report.stored} new or changed, {len(report.refused)} not stored")
    return REFUSED if report.refused else 0


def _load_contacts(options: argparse.Namespace) -> int:
    for path in options.files:
        rows = read_village_contacts(path)
        orgs.load_village_contacts(by=SETUP, rows=rows, at=clock.now())
        print(f"{path.name}: {len(rows)} contacts stand from now on")
    return 0


def _expect(options: argparse.Namespace) -> int:
    box = read_box(options.box)
    incidents.set_service_area(by=SETUP, box=box, legal_basis=options.basis, at=clock.now())
    print(f"points outside {options.box} are questioned from now on")
    return 0


def _list(options: argparse.Namespace) -> int:
    for region in selectors.list_roots():
        levels = selectors.count_regions(region.code)
        below = " / ".join(str(levels[level]) for level in sorted(levels) if levels[level])
        drawn = "polygons" if selectors.has_boundaries(region.code) else "no polygons"
        print(f"{region.dotted}  {region.name}: {below}; {drawn}")
    for boundary in selectors.list_faulty_boundaries():
        print(f"{dotted(boundary.region_id)}: faulty, not used: {boundary.problem}")
    print(f"landmarks: {len(selectors.list_landmarks())}")
    return 0


_ACTIONS = {
    "load": _load,
    "load-boundaries": _load_boundaries,
    "load-landmarks": _load_landmarks,
    "load-contacts": _load_contacts,
    "expect": _expect,
    "list": _list,
}
