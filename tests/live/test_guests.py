from kentongan.live.guests import Credential, credential_of


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
