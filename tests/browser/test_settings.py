"""Pengaturan in a real browser: what lacks, an agency put to work, a call tried, a package."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS, DESK, PHONE
from tests.browser.test_people import (
    Open,
    browse,
    next_code,
    node,
    set_up_factor,
    sign_in,
)

__all__ = ["browse", "node"]  # fixtures: the node, and a browser of its own for each person

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def administrator(page: Page) -> Page:
    sign_in(page, "admin")
    page.wait_for_url("**/account/second-factor")
    sign_in(page, "admin", code=next_code(set_up_factor(page)))
    page.wait_for_url("**/pengaturan")
    return page


def look(page: Page, name: str) -> None:
    """Pictures to look at, on a desk and on a phone, where nothing may stick out."""
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)
    page.set_viewport_size(PHONE)
    page.screenshot(path=ARTIFACTS / f"{name}-phone.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(DESK)
    assert width <= PHONE["width"], name


def test_administrator_puts_an_agency_to_work_and_tries_a_call(browse: Open) -> None:  # noqa: F811
    page = administrator(browse("dark"))
    expect(page.locator("#need-ROUTING")).to_contain_text("Kurang")
    look(page, "settings-dark")

    page.get_by_role("link", name="Instansi, pos, unit, tugas").click()
    page.get_by_text("Instansi baru").click()
    page.fill("#name", "Dinas Lingkungan Hidup")
    page.fill("#short", "DLH")
    page.fill("#code", "dlh")
    page.fill("#phone", "0294 381113")
    look(page, "settings-agencies-dark")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/pengaturan/instansi/[0-9a-f-]{36}$"))

    tasks = page.locator("#tasks")
    tasks.locator("summary").first.click()
    page.locator("#cover summary").first.click()
    page.select_option("#r-subject", "family:TREE")
    tasks.get_by_label("Penanganan pohon").check()
    page.fill("#r-basis", "SK Bupati 100.3/17/2026")
    look(page, "settings-agency-dark")
    tasks.get_by_role("button", name="Tetapkan tugas").click()
    expect(tasks.locator(".count")).to_have_text("1")
    tasks.locator("summary").first.click()
    expect(tasks).to_contain_text("SK Bupati 100.3/17/2026")

    page.goto("/pengaturan/coba")
    page.select_option("#category", "TREE_DOWN")
    page.get_by_role("button", name="Jalankan percobaan").click()
    expect(page.locator("#trial")).to_contain_text("DLH")
    look(page, "settings-trial-dark")

    page.goto("/pengaturan/jenis/TREE_DOWN")
    page.get_by_text("Ubah ketetapan").click()
    look(page, "settings-category-dark")
    page.goto("/pengaturan/waktu")
    page.locator("#t-basis").fill("SOP 112/2026")
    page.get_by_role("button", name="Tetapkan waktu meja").click()
    expect(page.locator("#desk")).to_contain_text("SOP 112/2026")
    page.goto("/pengaturan/pertanyaan")
    page.get_by_text("Pertanyaan baru").click()
    page.fill("#q-code", "ON_HOUSE")
    page.select_option("#q-category", "TREE_DOWN")
    page.fill("#q-text", "Menimpa rumah?")
    page.fill("#q-jv", "Nibani griya?")
    page.select_option("#q-raises", "YES")
    page.fill("#q-basis", "SOP 112/2026")
    page.get_by_role("button", name="Lihat dahulu").click()
    expect(page.locator("#shown")).to_contain_text("paling rendah P1")
    page.get_by_role("button", name="Tetapkan pertanyaan").click()
    page.wait_for_url("**/pertanyaan/TREE_DOWN/ON_HOUSE")
    look(page, "settings-question-dark")
    page.goto("/pengaturan/coba")
    page.locator(".facts-box summary").click()
    expect(page.get_by_text("Menimpa rumah?")).to_be_hidden()
    page.select_option("#category", "TREE_DOWN")
    expect(page.get_by_text("Menimpa rumah?")).to_be_visible()
    page.goto("/pengaturan/isian/family/FIRE")
    page.get_by_role("button", name="Lihat dahulu").click()
    expect(page.locator("#shown")).to_contain_text("Dugaan")
    look(page, "settings-closing-form-dark")
    for address in (
        "pertanyaan", "kejadian-sama", "syarat", "isian", "waktu", "janji", "masa-simpan", "jenis",
        "paket",
    ):  # fmt: skip
        page.goto(f"/pengaturan/{address}")
        look(page, f"settings-{address}-dark")

    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh paket").click()
    page.set_input_files("#file", taken.value.path())
    page.get_by_role("button", name="Periksa perbedaan").click()
    expect(page.locator("#changes")).to_contain_text("Tidak ada perbedaan")
