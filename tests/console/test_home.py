"""`/`: everybody comes to the page they work at."""

import pytest


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("operator", "/panggilan"),
        ("dispatcher", "/panggilan"),
        ("fire_officer", "/tiket"),
        ("camat", "/kejadian"),
        ("auditor", "/kejadian"),
        ("leader", "/papan"),
        ("pusdalops", "/papan"),
        ("admin", "/pos-piket"),
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
