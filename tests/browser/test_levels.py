"""A supervisor asks for a period, takes it along, and reads which shift is short."""

import json
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import AXE, FINDINGS
from tests.levels.test_staffing import history

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def test_supervisor_reads_levels_and_the_short_shift(
    living_node, cast, browser: Browser, screenshot
):
    at = clock.now()
    history(until=at)
    orgs.add_shift(
        by=cast.supervisor, org_id=cast.org_id("centre"), name="Malam", starts=time(22),
        ends=time(6), at=at,
    )  # fmt: skip
    context = _entered(living_node, cast, browser, at)
    page = context.new_page()
    page.goto("/tingkat-layanan")
    page.get_by_label("Langkah").select_option(label="per jam")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("row", name="Seluruhnya")).to_contain_text("(100 %)")
    with page.expect_download() as taken:
        page.get_by_role("link", name="XLSX").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    _look(page, screenshot, "levels")
    page.goto("/jadwal")
    expect(page.get_by_text("Regu Malam hari").first).to_contain_text("terjadwal 0")
    page.goto("/kebutuhan-petugas")
    expect(page.get_by_role("row", name="Malam").first).to_contain_text("22.00–06.00")
    _look(page, screenshot, "staffing")
    context.close()


def test_supervisor_pastes_the_holidays_and_sees_them_in_the_chart(
    living_node, cast, browser: Browser, screenshot
):
    at = clock.now()
    history(until=at)
    for name, hours in (("Pagi", (6, 14)), ("Malam", (22, 6))):
        orgs.add_shift(
            by=cast.supervisor, org_id=cast.org_id("centre"), name=name, starts=time(hours[0]),
            ends=time(hours[1]), at=at,
        )  # fmt: skip
    today = at.astimezone(ZoneInfo("Asia/Jakarta")).date()
    past = [today - timedelta(days=days) for days in (8, 15, 24, 33)]
    soon, later = today + timedelta(days=2), today + timedelta(days=4)
    context = _entered(living_node, cast, browser, at)
    page = context.new_page()
    page.goto("/pengaturan/hari-libur")
    _look(page, screenshot, "holidays-empty")
    rows = page.get_by_label("Satu baris untuk satu hari")
    rows.fill("\n".join(f"{day}\tLibur uji\tCUTI_BERSAMA" for day in past[1:]))
    page.get_by_label("Dasar hukum untuk baris").fill("SKB uji")
    page.get_by_role("button", name="Tetapkan semua").click()
    page.wait_for_url(f"**/hari-libur?tahun={past[1].year}")
    expect(page.get_by_role("button", name="Cabut: Libur uji").first).to_be_visible()
    for day, name in ((soon, "Hari Lahir Uji dan Cuti Bersama"), (later, "Pilkada uji")):
        page.get_by_label("Tanggal", exact=True).fill(f"{day}")
        page.get_by_label("Nama", exact=True).fill(name)
        page.get_by_label("Dasar hukum", exact=True).fill("SK Bupati uji")
        page.get_by_role("button", name="Tetapkan", exact=True).click()
        page.wait_for_url(f"**/hari-libur?tahun={day.year}")
        expect(page.get_by_role("button", name=f"Cabut: {name}")).to_be_visible()
    _look(page, screenshot, "holidays")
    page.goto("/kebutuhan-petugas")
    expect(page.get_by_text("belum dapat diperkirakan dari 3 hari").first).to_be_visible()
    expect(page.get_by_role("row", name="Hari Lahir Uji").first).to_contain_text("—")
    _look(page, screenshot, "staffing-holiday-untold")
    page.goto("/pengaturan/hari-libur")
    page.get_by_label("Satu baris untuk satu hari").fill(f"{past[0]};Libur uji;CUTI_BERSAMA;SKB 1")
    page.get_by_role("button", name="Tetapkan semua").click()
    page.wait_for_url(f"**/hari-libur?tahun={past[0].year}")
    page.goto("/kebutuhan-petugas")
    expect(page.get_by_text("perkiraan dari 4 hari libur sebelumnya").first).to_be_visible()
    _look(page, screenshot, "staffing-holiday")
    context.close()


def _entered(living_node, cast, browser: Browser, at):
    token = accounts.issue_token(by=SETUP, user_id=cast.people["supervisor"].id, label="uji", at=at)
    return browser.new_context(
        viewport=DESK, locale="id-ID", base_url=f"http://127.0.0.1:{living_node.port}",
        extra_http_headers={"Authorization": f"Bearer {token}"}, bypass_csp=True,
    )  # fmt: skip


def _look(page, screenshot, name):
    page.evaluate(AXE.read_text(encoding="utf8"))
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        found = page.evaluate(FINDINGS)
        assert not found, json.dumps(found, indent=1, ensure_ascii=False)
        screenshot(f"{name}-desk-{theme}", page=page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    screenshot(f"{name}-phone", page=page)
    page.set_viewport_size(DESK)
