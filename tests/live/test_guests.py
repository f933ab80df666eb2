import asyncio

from kentongan.live import guests
from kentongan.live.guests import Credential, Guests, credential_of


def test_bearer_goes_before_cookies():
    headers = [(b"cookie", b"kentongan_x=1"), (b"authorization", b"bearer abc ")]
    assert credential_of(headers) == Credential(bearer="abc")


def test_only_our_cookies_count_from_every_cookie_header():
    headers = [(b"cookie", b"other=1; kentongan_b=2"), (b"cookie", b'kentongan_a="3"')]
    credential = credential_of(headers)
    assert credential.cookie("kentongan_a") == "3"
    assert credential.cookie("kentongan_b") == "2"
    assert credential.cookie("other") is None


def test_broken_cookies_are_nobody():
    assert credential_of([(b"cookie", b"\xff=\x00;;=")]) == Credential()


def test_lost_connection_is_let_go_before_each_look(monkeypatch):
    """No request begins or ends in the thread of the look-ups, so Django never does it there."""
    steps = []
    monkeypatch.setattr(guests, "close_old_connections", lambda: steps.append("let go"))
    looks = Guests(lambda _: steps.append("looked"))
    assert asyncio.run(looks.admit(Credential(bearer="abc"))) is None
    assert steps == ["let go", "looked"]
