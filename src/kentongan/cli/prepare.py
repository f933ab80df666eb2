"""What `serve` does before it listens: migrate, and make an empty database a node."""

import argparse
import getpass
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import OperationalError
from lokal import wilayah

from kentongan.accounts import services as accounts
from kentongan.cli.main import complain
from kentongan.cli.migrate import NewerDatabase, bring_up_to_date, is_up_to_date
from kentongan.cli.processes import DATABASE_AWAY, NOT_PREPARED
from kentongan.cli.reference import install_reference
from kentongan.journal import key_marks
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import selectors as orgs_selectors
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import OrgKind, Role
from kentongan.regions import services as regions
from kentongan.regions.types import dotted, undotted

SUMMARY = "migrate the database and found the node"


class CannotFound(Exception):  # noqa: N818 - becomes one line and exit 2
    """The empty node cannot be made with what was given."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--only-migrate` for whoever founds the node in another way."""
    parser.add_argument("--only-migrate", action="store_true", help="leave an empty node empty")


def run(options: argparse.Namespace) -> int:
    """Prepare the node; 2 with one line when the administrator has to put something right."""
    try:
        copy = bring_up_to_date(clock.now())
        if copy is not None:
            print(f"kentongan: migrated; the database as it was is in {copy}", file=sys.stderr)
        settle_keys()
        if not options.only_migrate:
            prepare_node()
    except (NewerDatabase, CannotFound) as refusal:
        return complain(str(refusal))
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        return complain(f"the database cannot be used: {first_line}")
    return 0


def prepare_node() -> None:
    """Make an empty database the node of one region, with one administrator; no harm if it is."""
    if _is_founded():
        return
    region, place = _region()
    username = _given(settings.FIRST_ADMIN, "KENTONGAN_ADMIN", "Administrator's account name: ")
    password = _password()
    at = clock.now()
    journal.found_node(name=f"112 {place}", region=region, at=at)
    regions.load_regions(by=SETUP, root=region, at=at)
    install_reference(by=SETUP, at=at)
    with journal.act(by=SETUP, at=at):
        centre = orgs.open_org(
            by=SETUP,
            code=f"pusat-112-{region}",
            name=f"Pusat Panggilan Darurat 112 {place}",
            short_name="Pusat 112",
            kind=OrgKind.CENTRE,
            region=region,
            at=at,
        )
        admin = accounts.create_user(
            by=SETUP, username=username, name=username, password=password, at=at
        )
        orgs.grant_role(
            by=SETUP, user_id=admin.id, org_id=centre.id, role=Role.ADMIN, region=region, at=at
        )


def settle_keys() -> None:
    """Refuse a node whose keys are not here (JOURNAL-006); note them where none were noted yet."""
    if not _has_node():
        return
    key_marks.require_own_keys()
    journal.note_keys(by=SETUP, at=clock.now())


def readiness() -> int:
    """0 where the database has this version's tables and is a node whose keys are here; else the
    exit status that tells the parent what is wanting.
    """
    try:
        is_ready = is_up_to_date() and _is_founded() and not key_marks.lost_keys()
    except OperationalError:
        return DATABASE_AWAY
    return 0 if is_ready else NOT_PREPARED


def _is_founded() -> bool:
    """Whether the founding has come to its end: the organisation is the last of it."""
    return _has_node() and bool(orgs_selectors.list_orgs())


def _has_node() -> bool:
    try:
        journal_selectors.node()
    except NoNode:
        return False
    return True


def _region() -> tuple[str, str]:
    given = _given(settings.FIRST_REGION, "KENTONGAN_REGION", "Region (such as 33.24): ")
    code = undotted(given)
    found = wilayah.get_wilayah(dotted(code))
    if found is None:
        raise CannotFound(f"{given} is not in Kemendagri's list of regions")
    return code, str(found.name)


def _password() -> str:
    given: str = settings.FIRST_ADMIN_PASSWORD
    if not given:
        _require_terminal("KENTONGAN_ADMIN_PASSWORD")
        given = getpass.getpass("Administrator's password: ")
    try:
        validate_password(given)
    except ValidationError as error:
        raise CannotFound(f"the administrator's password: {' '.join(error.messages)}") from None
    return given


def _given(value: str, variable: str, question: str) -> str:
    if value:
        return value
    _require_terminal(variable)
    answer = input(question).strip()
    if not answer:
        raise CannotFound(f"{variable} is needed to make this empty node")
    return answer


def _require_terminal(variable: str) -> None:
    if not sys.stdin.isatty():
        raise CannotFound(
            f"this node is empty: set {variable} (KENTONGAN_ADMIN, KENTONGAN_ADMIN_PASSWORD and "
            "KENTONGAN_REGION make one), or start it on a terminal to be asked"
        )
