"""The replay of an incident in a browser: opened by a press, moved by keys, read as a table."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from kentongan.fleet import services as fleet
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.browser.conftest import DESK, Sit
from tests.browser.test_field import EXACT, send
from tests.fleet.make import make_ambulance, make_unit
from tests.stories.centre import Centre

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip


def test_replay_is_opened_played_and_read(
    living_node, cast, centre: Centre, browser: Browser, sit: Sit, screenshot
) -> None:
    began = clock.now() - timedelta(minutes=20)
    with clock.using(clock.SetClock(began)):
        tasks = [send(cast, make_ambulance(cast), place=EXACT)]
        tasks.append(send(cast, make_unit(cast), "fire", place=EXACT))
    incident_id = tasks[0].incident_id
    for n in range(40):
        fleet.report_position(
            by=SETUP, unit_id=tasks[0].unit_id, lat=-6.95 + n * 0.0007, lon=110.17 + n * 0.0008,
            speed_kmh=42, at=began + timedelta(seconds=15 * (n + 1)),
        )  # fmt: skip
    page = sit("dispatcher", f"/kejadian/{incident_id}")
    page.get_by_role("link", name="Jejak unit").click()
    expect(page.get_by_text("Nama Anda dan jam dicatat")).to_be_visible()
    page.get_by_role("button", name="Buka jejak unit").click()
    slider = page.get_by_label("Waktu", exact=True)
    expect(slider).to_be_visible()
    assert Entry.objects.filter(kind="dispatch.tracks.read", subject_id=incident_id).count() == 1
    mark = page.locator("[data-mark]")
    last = mark.get_attribute("transform")
    slider.focus()
    page.keyboard.press("Home")
    assert mark.get_attribute("transform") != last
    page.get_by_role("button", name="Putar").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    expect(page.get_by_role("button", name="Putar")).to_be_visible()  # it came to the end
    assert mark.get_attribute("transform") == last
    page.keyboard.press("Home")
    for theme in ("light", "dark"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"tracks-{theme}", page=page)
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot("tracks-phone", page=page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    plain = browser.new_context(
        viewport=DESK, locale="id-ID", java_script_enabled=False,
        extra_http_headers=centre.headers("dispatcher"),
    )  # fmt: skip
    paper = plain.new_page()
    paper.goto(page.url)
    expect(paper.locator("#tracks-table tbody tr").first).to_be_visible()
    expect(paper.locator("svg.tracks-paper")).to_be_visible()
    expect(paper.get_by_role("button", name="Putar")).to_have_count(0)
    plain.close()
