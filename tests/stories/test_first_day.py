"""A regency begins: an empty folder, a browser, and at the end a call that its fire brigade takes.

Nothing but `kentongan serve` and the pages: what a page cannot do, a regency cannot do.
"""

import http.cookiejar
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from tests.node import FOUNDING, RunningNode, free_port, is_green, wait_for

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite"),
        reason="the node under test is on SQLite",
    ),
]

OWN = "pagar bambu hijau 7"
BASIS = "SK Bupati 100.3/17/2026"
ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"


class Browser:
    """One person's browser: a cookie jar, the page's token, forms as htmx sends them."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.token = ""

    def get(self, path: str) -> str:
        with self.opener.open(self.origin + path) as answer:
            page: str = answer.read().decode()
        if found := re.search(r'"X-CSRFToken": "(\w+)"', page):
            self.token = found.group(1)
        return page

    def post(self, path: str, **form: str | list[str]) -> tuple[str, str]:
        """The address to go on to, if there is one, and the answer's text."""
        request = urllib.request.Request(
            self.origin + path,
            urllib.parse.urlencode(form, doseq=True).encode(),
            {"X-CSRFToken": self.token, "HX-Request": "true"},
        )
        try:
            with self.opener.open(request) as answer:
                return answer.headers.get("HX-Redirect", ""), answer.read().decode()
        except urllib.error.HTTPError as refusal:
            raise AssertionError(f"{path}: {refusal.code} {refusal.read().decode()}") from None

    def sign_in(self, username: str, password: str, **more: str) -> None:
        self.get("/account/sign-in")
        self.post("/account/sign-in", username=username, password=password, **more)

    def find(self, path: str, pattern: str) -> str:
        found = re.search(pattern, self.get(path))
        assert found, (path, pattern)
        return found.group(1)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    node = RunningNode(tmp_path, free_port(), **FOUNDING)
    try:
        wait_for(lambda: is_green(node))
        yield node.port
    finally:
        node.process.kill()
        node.process.communicate()


def administrator(port: int) -> Browser:
    """The first administrator, who is led to a second factor before anything else."""
    browser = Browser(port)
    name, password = FOUNDING["KENTONGAN_ADMIN"], FOUNDING["KENTONGAN_ADMIN_PASSWORD"]
    browser.sign_in(name, password)
    assert "Pasang sekarang" in browser.get("/")
    _, page = browser.post("/account/second-factor")
    totp = pyotp.TOTP(re.search(r"<code>(\w+)</code>", page).group(1))
    browser.post("/account/second-factor", code=totp.now())
    browser.sign_in(name, password, code=totp.at(int(time.time()) + 30))
    return browser


def brigade(admin: Browser) -> str:
    """A fire brigade with mode, telephones, task, post, areas and an engine; its page's address."""
    page, _ = admin.post(
        "/pengaturan/instansi/baru", name="Pemadam Kebakaran Kendal", short_name="Damkar",
        code="damkar", kind="AGENCY", region="33.24", phone="0294 381113", is_joined="1",
    )  # fmt: skip
    admin.post(f"{page}/mode", mode="TICKET", legal_basis=BASIS)
    admin.post(
        f"{page}/telepon", title=["Petugas piket", "Kepala bidang"], phone=["0811", "0812"],
        after=["60", "120"], legal_basis=BASIS,
    )  # fmt: skip
    admin.post(
        f"{page}/tugas", subject="family:FIRE", region="33.24", role="LEAD", capabilities=["FIRE"],
        legal_basis=BASIS,
    )  # fmt: skip
    admin.post(f"{page}/pos", name="Pos Kendal", kind="STATION", region="33.24.15", phone="0294 1")
    post = admin.find(page, rf"/pengaturan/pos/({ID})/cakupan")
    admin.post(f"/pengaturan/pos/{post}/cakupan", cover_332415="1", cover_332413="2")
    admin.post(
        f"{page}/unit", call_sign="Damkar 1", kind="FIRE_ENGINE", post_id=post,
        capabilities=["FIRE"],
    )  # fmt: skip
    return page


def person(admin: Browser, username: str, org_id: str, *roles: str) -> Browser:
    """Somebody new: an account, roles, and their first sign-in with a password of their own."""
    _, page = admin.post("/pengguna/baru", username=username, name=username.title())
    password = re.search(r'id="one-time-password">([a-z0-9-]+)<', page).group(1)
    user = re.search(rf"/pengguna/({ID})", page).group(1)
    for role in roles:
        admin.post(f"/pengguna/{user}/peran", role=role, org_id=org_id, region="33.24")
    browser = Browser(admin.origin.rpartition(":")[2])
    browser.sign_in(username, password, new_password=OWN, new_password_again=OWN)
    return browser


def test_empty_folder_becomes_a_centre_whose_call_is_accepted(port):
    admin = administrator(port)
    assert "Belum siap bertugas" in admin.get("/pengaturan")
    damkar = brigade(admin)
    centre = admin.find("/pengaturan/instansi", rf'instansi/({ID})">Pusat 112<')
    operator = person(admin, "sari", centre, "OPERATOR", "DISPATCHER")
    officer = person(admin, "budi", damkar.rpartition("/")[2], "OFFICER")
    lacking = admin.get("/pengaturan").partition('id="need-ROUTING"')[2].partition("</tr>")[0]
    assert "Medis" in lacking
    assert "Kebakaran," not in lacking

    operator.get("/")
    operator.post("/panggilan/baru", phone="0812 3456 7890")
    call = operator.find("/panggilan", rf"/panggilan/({ID})")
    operator.post(f"/panggilan/{call}/jawab")
    incident, _ = operator.post(
        f"/panggilan/{call}/kejadian", category="FIRE_STRUCTURE", narrative="Api dari dapur",
        address="RT 02", quality="DISTRICT_ONLY", region="33.24.15", forward="1",
    )  # fmt: skip
    assert "Damkar" in operator.get(incident)

    ticket = officer.find("/tiket", rf"/tiket/({ID})")
    officer.post(f"/tiket/{ticket}/terima", name="Serka Budi")
    assert "Serka Budi" in operator.get(f"/tiket/{ticket}")
