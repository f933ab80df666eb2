"""A crew whose phone has no signal: what it presses is kept, in order, and arrives once."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kentongan.dispatch.models import Assignment
from kentongan.files.models import Attachment
from kentongan.fleet import services as fleet
from kentongan.incidents.models import LogLine
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.browser.conftest import LAUNCH_ARGS, PHONE, chromium
from tests.browser.test_field import EXACT, enter, send, themes
from tests.fleet.make import make_ambulance, make_unit
from tests.node import wait_for

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

THERE = {"latitude": -6.9218, "longitude": 110.2031}

Phones = Callable[..., Page]


@pytest.fixture
def phones(browser: Browser) -> Iterator[Phones]:
    """`phones()` is a phone; `phones(at=…)` one that knows where it is."""
    opened: list[BrowserContext] = []

    def make(at: dict[str, float] | None = None) -> Page:
        known: dict[str, Any] = {"permissions": ["geolocation"], "geolocation": at} if at else {}
        context = browser.new_context(
            viewport=PHONE, locale="id-ID", has_touch=True, is_mobile=True, **known
        )
        opened.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def phone(phones: Phones) -> Page:
    return phones()


SHELLED = """async () => {
  const sheet = await caches.open("kentongan-crew-sheet");
  const shell = await caches.open("kentongan-crew-shell");
  return (await sheet.keys()).length > 0 && (await shell.keys()).length > 10;
}"""
COUNTED = """() => new Promise((resolve) => {
  const opening = indexedDB.open("kentongan-crew");
  opening.onsuccess = () => {
    const asking = opening.result.transaction("acts").objectStore("acts").count();
    asking.onsuccess = () => {
      opening.result.close();
      resolve(asking.result);
    };
  };
})"""


def comes_to(phone: Page, script: str, wanted: object) -> None:
    """Ask the page again and again: a promise that it is waited for with is true at once."""
    until = time.monotonic() + 60
    while (found := phone.evaluate(script)) != wanted:
        assert time.monotonic() < until, f"{found}, not {wanted}"
        phone.wait_for_timeout(50)


def is_kept(phone: Page) -> None:
    """The worker has all that it needs to open this page without a line."""
    comes_to(phone, SHELLED, wanted=True)


def all_kept(phone: Page, count: int) -> None:
    """So many acts are in the phone's store: what is received by then is said by nothing else."""
    comes_to(phone, COUNTED, count)


def press(phone: Page, word: str) -> None:
    phone.locator("#thumb").get_by_role("button", name=word, exact=True).click()


def photo(colour: str) -> dict[str, Any]:
    content = BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def say_what_is_seen(phone: Page, words: str) -> None:
    phone.locator("#size-up summary").click()
    phone.locator("#size-up-note").fill(words)
    phone.get_by_role("button", name="Kirim laporan").click()
    expect(phone.locator("#size-up-note")).to_be_hidden()


def test_line_cut_among_twenty_presses_and_three_photos(living_node, cast, phone):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    said = [f"laporan {n}" for n in range(1, 21)]
    for words in said[:8]:
        say_what_is_seen(phone, words)
    phone.locator("#photo").set_input_files(photo("red"))
    phone.context.set_offline(True)
    for words in said[8:]:
        say_what_is_seen(phone, words)
    for colour in ("green", "blue"):
        phone.locator("#photo").set_input_files(photo(colour))
    expect(phone.locator("#outbox")).to_contain_text("belum terkirim")
    phone.context.set_offline(False)
    expect(phone.locator("#outbox")).to_be_hidden(timeout=60_000)
    all_kept(phone, 0)

    lines = LogLine.objects.filter(incident_id=task.incident_id).order_by("written_at", "id")
    assert [line.text.split(": ")[-1] for line in lines] == said
    received = LogLine.objects.filter(incident_id=task.incident_id).order_by("id")
    assert [line.text.split(": ")[-1] for line in received] == said
    photos = Attachment.objects.filter(subject_id=task.incident_id).order_by("added_at")
    assert [each.name for each in photos] == ["red.jpg", "green.jpg", "blue.jpg"]


def test_photo_is_made_small_in_the_phone(living_node, cast, phone):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    content = BytesIO()
    noise = Image.effect_noise((2400, 1800), 90).convert("RGB")
    noise.save(content, "JPEG", quality=95)
    assert len(content.getvalue()) > 2_000_000
    large = {"name": "besar.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}
    phone.locator("#photo").set_input_files(large)
    kept = Attachment.objects.filter(subject_id=task.incident_id)
    wait_for(kept.exists)
    assert kept.get().size_bytes < len(content.getvalue()) / 2
    assert kept.get().media_type == "image/jpeg"


def test_whole_task_without_a_line(living_node, cast, phones, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit, place=EXACT)
    phone = phones(at=THERE)
    enter(phone, living_node, unit)
    with phone.expect_response(lambda answer: answer.url.endswith("/k/posisi")):
        press(phone, "Terima tugas")
    expect(phone.locator("#task")).to_have_attribute("data-step", "ACKNOWLEDGED")
    phone.context.set_offline(True)
    pressed = {}
    for word, stamp in (
        ("Berangkat", "en_route_at"), ("Tiba di lokasi", "on_scene_at"),
        ("Bawa pasien", "transport_at"), ("Tiba di rumah sakit", "at_hospital_at"),
        ("Selesai", "ended_at"),
    ):  # fmt: skip
        pressed[stamp] = clock.now()
        press(phone, word)
    expect(phone.locator("#outbox")).to_contain_text("5 belum terkirim")
    phone.locator("#outbox summary").click()
    themes(phone, screenshot, "field-outbox-list")
    phone.context.set_offline(False)
    expect(phone.locator("h1")).to_have_text("Tidak ada tugas", timeout=60_000)
    task.refresh_from_db()
    assert (task.state, task.arrival_proof) == ("CLEARED", "NEAR")
    for stamp, at in pressed.items():
        assert abs(getattr(task, stamp) - at) < timedelta(seconds=5)


def test_arrival_without_a_line_and_a_place_is_asked_why_at_once(living_node, cast, phone):
    unit = make_ambulance(cast)
    task = send(cast, unit, place=EXACT)
    enter(phone, living_node, unit)
    phone.context.set_offline(True)
    press(phone, "Tiba di lokasi")
    phone.get_by_text("tinggal satu jawaban").click()
    phone.get_by_role("button", name="Posisi tidak ada").click()
    press(phone, "Selesai")
    expect(phone.locator("#outbox")).to_contain_text("3 belum terkirim")
    phone.context.set_offline(False)
    expect(phone.locator("h1")).to_have_text("Tidak ada tugas", timeout=60_000)
    task.refresh_from_db()
    assert (task.state, task.arrival_reason) == ("CLEARED", "NO_POSITION")
    assert task.on_scene_at < task.ended_at


def test_second_tap_of_the_same_finger_takes_no_second_step(living_node, cast, phone):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    phone.context.set_offline(True)
    phone.locator("#thumb .primary:visible").dblclick()
    expect(phone.locator("#outbox")).to_contain_text("1 belum terkirim")
    phone.context.set_offline(False)
    expect(phone.locator("#task")).to_have_attribute("data-step", "ACKNOWLEDGED", timeout=60_000)
    assert Assignment.objects.get(id=task.id).en_route_at is None


def test_second_tap_takes_no_second_step_with_a_line_either(living_node, cast, phone):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    box = phone.locator("#thumb .primary:visible").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # the finger comes down again and again, also where the next button has just come
    for _ in range(5):
        phone.mouse.click(x, y)
        phone.wait_for_timeout(80)
    expect(phone.locator("#task")).to_have_attribute("data-step", "ACKNOWLEDGED")
    all_kept(phone, 0)
    assert Assignment.objects.get(id=task.id).en_route_at is None


def test_refused_is_told_until_it_is_read(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    phone.context.set_offline(True)
    press(phone, "Berangkat")
    expect(phone.locator("#outbox")).to_contain_text("1 belum terkirim")
    Assignment.objects.filter(id=task.id).update(state="CANCELLED", ended_at=clock.now())
    phone.context.set_offline(False)
    expect(phone.locator("#outbox")).to_contain_text("Ada yang tidak diterima", timeout=60_000)
    phone.reload()
    outbox = phone.locator("#outbox")
    outbox.locator("summary").click()
    expect(outbox).to_contain_text("Berangkat")
    screenshot("field-refused", page=phone)
    outbox.get_by_role("button", name="Sudah dibaca").click()
    expect(outbox).to_be_hidden()


@pytest.fixture
def kill_and_open(browser: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """A browser with a disk of its own: called again, the one before is gone at once, as when the
    phone has no memory left, and a new one starts on the same disk.
    """
    running: list[BrowserContext] = []

    def start() -> BrowserContext:
        for context in running:
            context.close()
        running[:] = [
            browser.browser_type.launch_persistent_context(
                tmp_path / "phone",
                executable_path=chromium(),
                args=LAUNCH_ARGS,
                viewport=PHONE,
                locale="id-ID",
                has_touch=True,
                is_mobile=True,
            )  # fmt: skip
        ]
        return running[0]

    yield start
    for context in running:
        context.close()


def test_app_that_was_killed_opens_again_without_a_line(living_node, cast, kill_and_open):
    unit = make_ambulance(cast)
    phone = kill_and_open().pages[0]
    enter(phone, living_node, unit)
    is_kept(phone)
    # the task has come after the page: it is the newest sheet that is kept
    task = send(cast, unit)
    expect(phone.locator("#task")).to_be_visible()
    phone.context.set_offline(True)
    press(phone, "Berangkat")
    expect(phone.locator("#outbox")).to_contain_text("1 belum terkirim")
    pressed_by = clock.now()

    context = kill_and_open()
    context.set_offline(True)
    phone = context.pages[0]
    phone.goto(f"http://127.0.0.1:{living_node.port}/k/")
    expect(phone.locator("#kept")).to_contain_text("lembar ini tersimpan pukul")
    expect(phone.locator("h1")).to_contain_text("Kebakaran")
    expect(phone.locator("#outbox")).to_contain_text("1 belum terkirim")
    for theme in ("sunlight", "dark"):
        phone.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        phone.screenshot(path=f"test-artifacts/field-reopened-{theme}.png")
    press(phone, "Tiba di lokasi")
    expect(phone.locator("#outbox")).to_contain_text("2 belum terkirim")

    context.set_offline(False)
    expect(phone.locator("#outbox")).to_be_hidden(timeout=60_000)
    expect(phone.locator("#kept")).to_be_hidden()
    all_kept(phone, 0)
    task.refresh_from_db()
    assert task.state == "ON_SCENE"
    assert task.en_route_at <= pressed_by < task.on_scene_at


def test_revoked_code_leaves_no_sheet_behind_and_loses_nothing(
    living_node, cast, phone, screenshot
):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    is_kept(phone)
    phone.context.set_offline(True)
    say_what_is_seen(phone, "asap tebal dari dapur")
    expect(phone.locator("#outbox")).to_contain_text("1 belum terkirim")
    fleet.revoke_vehicle_token(by=SETUP, unit_id=unit.id, at=clock.now())
    phone.context.set_offline(False)
    expect(phone.locator("h1")).to_have_text("Kode unit ini tidak berlaku lagi.", timeout=60_000)
    expect(phone.get_by_text("Yang belum terkirim tetap tersimpan")).to_be_visible()
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.locator("h1")).to_contain_text("tidak ada lembar tersimpan")
    screenshot("field-nothing-kept", page=phone)
    # another unit's code on this phone does not speak for the first
    phone.context.set_offline(False)
    other = make_unit(cast)
    enter(phone, living_node, other)
    expect(phone.locator("#outbox")).to_be_visible()
    assert not LogLine.objects.filter(incident_id=task.incident_id).exists()
    enter(phone, living_node, unit)
    expect(phone.locator("#outbox")).to_be_hidden(timeout=60_000)
    all_kept(phone, 0)
    assert LogLine.objects.get(incident_id=task.incident_id).text.endswith("asap tebal dari dapur")
