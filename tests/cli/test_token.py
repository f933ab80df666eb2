"""`kentongan token`: made once, listed without its secret, revoked at once."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kentongan.accounts import selectors
from kentongan.cli.main import main
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitKind
from kentongan.fleet.selectors import find_vehicle
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import hash_token


def create(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["token", "create", *arguments]) == 0
    return capsys.readouterr().out.strip()


def test_token_opens_as_its_user_until_it_is_revoked(cast: Any, capsys: Any):
    token = create(capsys, "--user", "operator", "--label", "uji")
    signed_in = selectors.find_signed_in(bearer=token)
    assert signed_in is not None
    assert signed_in.username == "operator"
    (row,) = selectors.list_tokens(signed_in.user_id)
    assert main(["token", "revoke", str(row.id)]) == 0
    selectors.forget_signed_in()
    assert selectors.find_signed_in(bearer=token) is None


def test_days_end_a_token(cast: Any, night: Any, capsys: Any):
    token = create(capsys, "--user", "operator", "--days", "3")
    signed_in = selectors.find_signed_in(bearer=token)
    assert signed_in is not None
    assert signed_in.expires_at == clock.now() + timedelta(days=3)


def test_list_shows_no_secret(cast: Any, capsys: Any):
    token = create(capsys, "--user", "operator", "--label", "papan")
    assert main(["token", "list", "--user", "operator"]) == 0
    listed = capsys.readouterr().out
    assert token not in listed
    assert re.search(r"operator +valid +papan", listed)


def test_vehicle_token_opens_that_vehicle(cast: Any, capsys: Any):
    unit = fleet.add_unit(
        by=SETUP,
        org_id=cast.org_id("fire"),
        post_id=cast.posts["fire_kendal"].id,
        call_sign="Damkar 9",
        kind=UnitKind.FIRE_ENGINE,
        capabilities=["FIRE"],
        at=clock.now(),
    )
    token = create(capsys, "--vehicle", "Damkar 9")
    vehicle = find_vehicle(hash_token(token))
    assert vehicle is not None
    assert vehicle.unit_id == unit.id


@pytest.mark.parametrize(
    "arguments",
    [
        ["create", "--user", "nobody"],
        ["create", "--vehicle", "nothing"],
        ["list", "--user", "nobody"],
        ["revoke", "01a20225-ed8d-780b-96ea-93cb3d165ffc"],
    ],
)
def test_what_is_not_there_is_one_line_and_exit_2(cast: Any, capsys: Any, arguments: list[str]):
    assert main(["token", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["create"], ["create", "--user", "u", "--days", "0"], ["revoke", "abc"]],
)
def test_wrong_arguments_are_one_line_and_exit_2(capsys: Any, arguments: list[str]):
    with pytest.raises(SystemExit) as end:
        main(["token", *arguments])
    assert end.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
