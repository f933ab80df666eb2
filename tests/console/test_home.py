"""`/`: everybody comes to the page they work at."""

import pytest

from kentongan.accounts.selectors import cookie_name
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services
from kentongan.orgs.enums import Role
from tests.accounts.make import enter
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.console.visitor import Visitor


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("operator", "/panggilan"),
        ("dispatcher", "/panggilan"),
        ("fire_officer", "/tiket"),
        ("camat", "/wilayah"),
        ("auditor", "/kejadian"),
        ("leader", "/papan"),
        ("pusdalops", "/papan"),
        ("admin", "/pengaturan"),
    ],
)
def test_home_leads_each_role_to_its_page(visit, name, address):
    answer = visit(name).get("console:home")
    assert (answer.status_code, answer.headers["Location"]) == (302, address)


def test_home_sends_a_stranger_to_the_door(visit):
    answer = visit("stranger").get("console:home")
    assert answer.headers["Location"] == "/account/sign-in?next=/"


def test_a_part_of_a_page_tells_a_stranger_to_enter_again(visit):
    answer = visit("stranger").get("console:queue", part=True)
    assert answer.status_code == 401


def test_page_with_wrong_role_says_so_in_a_sentence(visit):
    answer = visit("fire_officer").get("console:calls")
    assert answer.status_code == 403
    assert "tidak berwenang" in answer.content.decode()


def test_home_leads_one_whose_roles_sleep_to_a_second_factor(cast, night):
    desk = Visitor()
    desk.client.cookies[cookie_name()] = enter("supervisor")
    assert desk.get("console:home").headers["Location"] == "/account/second-factor"


def test_home_leaves_one_at_work_who_has_a_role_that_needs_none(cast, night):
    """At night an operator who is supervisor too goes on as an operator."""
    services.grant_role(
        by=SETUP, user_id=cast.people["supervisor"].id, org_id=cast.org_id("centre"),
        role=Role.OPERATOR, region=KENDAL, at=NIGHT,
    )  # fmt: skip
    desk = Visitor()
    desk.client.cookies[cookie_name()] = enter("supervisor")
    assert desk.get("console:home").headers["Location"] == "/panggilan"
