"""A citizen's telephone at 390 px without a script, and the pages on which it is read."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.ratings.models import Complaint, Rating
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import AXE, FINDINGS
from tests.ratings.make import make_sent, make_terms, rate

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]

MARKS = (5, 5, 5, 5, 4, 4, 3, 5, 5, 1)


def by_day():
    """Noon of tomorrow by the regency's clock: a message may go out whenever this test runs."""
    return (clock.now() + timedelta(days=1)).replace(hour=5, minute=0)


def asked(cast, number):
    phone = f"+62812000001{number:02}"
    return make_sent(cast, phone=phone, at=by_day())[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_citizen_rates_without_a_script(living_node, cast, browser: Browser, screenshot, scheme):
    make_terms()
    token = asked(cast, 1)
    context = browser.new_context(
        viewport=PHONE, locale="id-ID", has_touch=True, java_script_enabled=False,
        color_scheme=scheme,
    )  # fmt: skip
    sizes = []
    page = context.new_page()
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    address = f"http://127.0.0.1:{living_node.port}/n/{token}"
    page.goto(address)
    screenshot(f"rating-phone-{scheme}", page=page)
    assert sum(sizes) <= 20_000
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("alert")).to_contain_text("Nilai belum dipilih.")
    screenshot(f"rating-phone-wrong-{scheme}", page=page)
    page.get_by_text("Kurang").click()
    page.get_by_text("Hubungi saya kembali").click()
    page.get_by_label("Yang ingin Anda sampaikan").fill("Lama sekali.")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading")).to_contain_text("Terima kasih")
    screenshot(f"rating-phone-thanks-{scheme}", page=page)
    assert (Rating.objects.get().score, Complaint.objects.get().cause) == (2, "CALL_BACK")
    page.goto(address[:-1])
    expect(page.get_by_role("heading")).to_contain_text("tidak berlaku")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_citizens_page(living_node, cast, browser: Browser, scheme):
    make_terms()
    context = browser.new_context(
        viewport=PHONE, locale="id-ID", color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{living_node.port}/n/{asked(cast, 1)}")
    page.evaluate(AXE.read_text(encoding="utf8"))
    found = page.evaluate(FINDINGS)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_supervisor_answers_and_the_leader_reads(living_node, cast, browser: Browser, screenshot):
    make_terms()
    for number, mark in enumerate(MARKS):
        rate(asked(cast, number), mark, at=by_day(), words="Lama sekali, tetapi sopan.")
    Path("test-artifacts").mkdir(exist_ok=True)
    page = _entered(cast, browser, living_node.port, "supervisor")
    page.goto("/penilaian")
    page.get_by_role("button", name="Saya yang menjawab").click()
    expect(page.locator("#ratings")).to_contain_text("Dipegang oleh Supervisor")
    page.get_by_role("button", name="Baca isi pengaduan").click()
    expect(page.locator("#ratings")).to_contain_text("Lama sekali, tetapi sopan.")
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"ratings-desk-{theme}", page=page)
    page.get_by_label("Yang sudah disampaikan").fill("Sudah ditelepon.")
    page.get_by_role("button", name="Tutup pengaduan").click()
    expect(page.locator("#ratings")).to_contain_text("Semua pengaduan sudah dijawab.")
    page = _entered(cast, browser, living_node.port, "leader")
    page.goto("/papan")
    screenshot("ratings-board", page=page)
    page = _entered(cast, browser, living_node.port, "admin")
    page.goto("/pengaturan/penilaian")
    screenshot("ratings-settings", page=page)


def _entered(cast, browser, port, name):
    token = accounts.issue_token(
        by=SETUP, user_id=cast.people[name].id, label="uji", at=clock.now()
    )
    context = browser.new_context(
        viewport=DESK, locale="id-ID", base_url=f"http://127.0.0.1:{port}",
        extra_http_headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    context.set_default_timeout(30_000)
    return context.new_page()
