"""`kentongan token`: secrets that open this node for a program, a vehicle or a wall screen."""

import argparse
import sys
from datetime import timedelta
from uuid import UUID

from kentongan.accounts import selectors as accounts_selectors
from kentongan.accounts import services as accounts
from kentongan.cli.main import complain
from kentongan.cli.this_node import require_node
from kentongan.fleet import selectors as fleet_selectors
from kentongan.fleet import services as fleet
from kentongan.fleet.models import Unit
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP

SUMMARY = "make, list and revoke tokens for programs and vehicles"
LONGEST_DAYS = 3650
DEFAULT_LABEL = "kentongan token"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `kentongan token`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="print a new token; it is shown this once")
    whose = create.add_mutually_exclusive_group(required=True)
    whose.add_argument("--user", metavar="U", help="a bearer token that acts as this account")
    whose.add_argument("--vehicle", metavar="CALL_SIGN", help="the token of a cab's QR code")
    create.add_argument("--label", metavar="L", default=DEFAULT_LABEL, help="what it is for")
    create.add_argument("--days", metavar="N", type=_days, help="days until it expires (never)")
    listing = actions.add_parser("list", help="bearer tokens, without their secrets")
    listing.add_argument("--user", metavar="U", help="of this account only")
    revoke = actions.add_parser("revoke", help="end a bearer token, in every process at once")
    revoke.add_argument("token", metavar="ID", type=UUID, help="its id, from `token list`")


def run(options: argparse.Namespace) -> int:
    """Do what the sub-command says; returns the exit status."""
    require_node()
    status: int = _ACTIONS[options.action](options)
    return status


def _create(options: argparse.Namespace) -> int:
    if options.vehicle:
        return _create_for_vehicle(options.vehicle)
    user = accounts_selectors.find_user(options.user)
    if user is None:
        return complain(f"there is no account {options.user}")
    at = clock.now()
    expires_at = at + timedelta(days=options.days) if options.days else None
    token = accounts.issue_token(
        by=SETUP, user_id=user.id, label=options.label, at=at, expires_at=expires_at
    )
    print(token)
    print(f"Authorization: Bearer {token}", file=sys.stderr)
    return 0


def _create_for_vehicle(call_sign: str) -> int:
    unit = _find_unit(call_sign)
    if unit is None:
        return complain(f"there is no unit {call_sign}")
    token = fleet.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=clock.now())
    print(token)
    print(f"its page: /k/{token}; the token before it has ended", file=sys.stderr)
    return 0


def _find_unit(call_sign: str) -> Unit | None:
    units = fleet_selectors.list_units(SETUP)
    return next((unit for unit in units if unit.call_sign == call_sign), None)


def _list(options: argparse.Namespace) -> int:
    user_id = None
    if options.user:
        user = accounts_selectors.find_user(options.user)
        if user is None:
            return complain(f"there is no account {options.user}")
        user_id = user.id
    at = clock.now()
    for token in accounts_selectors.list_tokens(user_id):
        state = "revoked" if token.revoked_at else "valid"
        if token.expires_at is not None and not token.revoked_at:
            state = f"expire{'d' if token.expires_at <= at else 's'} {token.expires_at:%Y-%m-%d}"
        print(f"{token.id}  {token.user.username:<20} {state:<20} {token.label}")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    known = {token.id: token for token in accounts_selectors.list_tokens()}
    if options.token not in known:
        return complain(f"there is no token {options.token}")
    accounts.revoke_token(by=SETUP, token_id=options.token, at=clock.now())
    print(f"{options.token} is revoked")
    return 0


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= LONGEST_DAYS:
        raise argparse.ArgumentTypeError(f"{days}: 1 to {LONGEST_DAYS} days are expected")
    return days


_ACTIONS = {"create": _create, "list": _list, "revoke": _revoke}
