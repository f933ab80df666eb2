"""The front end's base in a real browser: CSP, states, live, keys, drafts, login overlay."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.site import CSP, Site, beat, entry, render

pytestmark = pytest.mark.browser

TEMPLATES = Path(__file__).resolve().parents[2] / "src/kentongan/web/templates"
PROBLEM = {
    "status": 409,
    "code": "DISPATCH-007",
    "what": "Armada 04 sudah bertugas di kejadian 0005.",
    "rule": "Satu unit hanya punya satu penugasan aktif.",
    "advice": "Pilih unit lain.",
    "request_id": "0198f2c4a7",
}


@pytest.fixture
def site(context: BrowserContext) -> Site:
    return Site(context)


def _open(site: Site, page: Page, template: str = "form.html", **context: object) -> None:
    page.goto(site.page("/page", render(template, **context)))


def _stream(site: Site, *bodies: str) -> list[str]:
    """Answer the stream with one body after the other, then break it; gives the addresses asked."""
    asked: list[str] = []
    waiting = list(bodies)

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if waiting:
            route.fulfill(body=waiting.pop(0), content_type="text/event-stream")
        else:
            route.abort()

    site.answers["/api/v1/live"] = answer
    return asked


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["dark", "light", "sunlight"])
@pytest.mark.parametrize("template", ["desk.html", "board.html", "phone.html", "form.html"])
def test_page_keeps_the_csp_and_does_not_scroll_sideways(
    browser: Browser, template: str, theme: str, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size, locale="id-ID")  # type: ignore[arg-type]
    site = Site(context)
    page = context.new_page()
    _open(site, page, template, theme=theme)
    page.wait_for_selector("[data-theme-set][aria-pressed=true]", state="attached")
    assert site.errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_templates_hold_no_inline_script_or_style() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on", text), path


def test_text_reaches_wcag_aa_in_each_theme(site: Site, page: Page) -> None:
    for theme in ("dark", "light", "sunlight"):
        _open(site, page, "desk.html", theme=theme)
        page.wait_for_selector(".clock .icon")
        poor = page.evaluate((Path(__file__).parent / "contrast.js").read_text())
        assert poor == [], theme


def test_gallery_is_photographed(
    browser: Browser, site: Site, page: Page, screenshot: Callable[..., Path]
) -> None:
    for theme in ("dark", "light"):
        _open(site, page, "desk.html", theme=theme)
        page.wait_for_selector(".clock .icon")
        assert screenshot(f"base-desk-{theme}").stat().st_size > 10_000
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    _open(site, page, "phone.html")
    page.wait_for_selector(".clock .icon")
    assert screenshot("base-phone").exists()


def test_clock_says_late_in_words_and_colour(site: Site, page: Page) -> None:
    _open(site, page, "desk.html")
    late = page.locator("tr.is-late time")
    expect(late).to_have_class(re.compile("is-bad"))
    expect(late).to_contain_text("terlambat")


def test_entry_refreshes_only_what_follows_its_kind(site: Site, page: Page) -> None:
    asked: list[str] = []

    def fragment(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(
            body='<ul class="log"><li data-version="2" id="row-1">baru</li></ul>'
            '<input id="typing" name="typing" class="input" aria-label="Ketik">',
            content_type="text/html",
        )

    site.answers["/fragment"] = fragment
    pages = [entry(101, "fleet.unit.moved"), entry(102, "incidents.incident.opened") + beat(102)]
    _stream(site, *pages)
    _open(site, page)
    page.locator("#typing").fill("setengah kalimat")
    expect(page.locator("#row-1")).to_have_text("baru")
    expect(page.locator("#row-1")).to_have_attribute("data-new", "")
    expect(page.locator("#typing")).to_have_value("setengah kalimat")
    assert len(asked) == 1


def test_stream_resumes_where_it_stopped(site: Site, page: Page) -> None:
    asked = _stream(site, entry(101, "x.y.z") + beat(105), beat(105))
    _open(site, page)
    with page.expect_request(lambda r: "after=105" in r.url):
        pass
    assert asked[0].endswith("/api/v1/live?after=100")


def test_silence_of_sixteen_seconds_is_told_and_ends(site: Site, page: Page) -> None:
    page.clock.install()
    _stream(site, beat(100))
    _open(site, page)
    page.clock.run_for(1000)
    expect(page.locator("#live-badge")).to_contain_text("Tersambung")
    page.clock.run_for(18_000)
    expect(page.locator("#live-badge")).to_contain_text("Luring sejak")
    expect(page.locator("#live-banner")).to_be_visible()
    _stream(site, beat(100))
    page.clock.run_for(12_000)
    expect(page.locator("#live-badge")).not_to_contain_text("Luring")
    expect(page.locator("#live-banner")).to_be_hidden()


@pytest.mark.parametrize("origin", ["http://localhost", "http://kantor.test"])
def test_two_tabs_share_one_stream(context: BrowserContext, origin: str) -> None:
    site = Site(context, origin)  # plain HTTP on an office network has no Web Locks
    held: list[Route] = []
    site.answers["/api/v1/live"] = held.append
    address = site.page("/page", render("form.html"))
    first, second = context.new_page(), context.new_page()
    script = """document.addEventListener("kentongan:entry",
        (event) => (window.seen ??= []).push(event.detail.seq))"""
    for tab in (first, second):
        tab.goto(address)
        tab.evaluate(script)
    for _ in range(200):
        if held:
            break
        second.wait_for_timeout(50)
    second.wait_for_timeout(200)  # another one would come now
    assert len(held) == 1
    _stream(site)
    held[0].fulfill(body=entry(101, "x.y.z"), content_type="text/event-stream")
    for tab in (first, second):
        tab.wait_for_function("window.seen?.includes(101)")


def test_reset_reads_everything_again(site: Site, page: Page) -> None:
    asked: list[str] = []

    def fragment(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>segar</p>", content_type="text/html")

    site.answers["/fragment"] = fragment
    _stream(site, 'id: 900\nevent: reset\ndata: {"seq":900}\n\n')
    _open(site, page)
    expect(page.locator("#list")).to_contain_text("segar")
    assert len(asked) == 1


def test_changed_rights_reload_a_page_on_which_nothing_is_typed(site: Site, page: Page) -> None:
    _stream(site, 'event: bye\ndata: {"reason":"rights-changed"}\n\n', beat(100))
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    _open(site, page)
    for _ in range(100):
        if len(loads) == 2:
            return
        page.wait_for_timeout(50)
    pytest.fail("the page was not loaded again")


def test_toast_shown_over_a_dialog_stays_when_it_closes(site: Site, page: Page) -> None:
    _open(site, page)
    page.keyboard.press("F1")
    expect(page.locator("#keys")).to_contain_text("Tolak tiket")
    page.evaluate("import('/static/web/toast.js').then(m => m.toast({what: 'Tersimpan'}))")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(".toast")).to_be_visible()


def test_refusal_is_a_toast_with_what_rule_and_advice(site: Site, page: Page) -> None:
    site.answers["/act"] = lambda route: route.fulfill(
        status=409, body=json.dumps(PROBLEM), content_type="application/problem+json"
    )
    _open(site, page)
    page.locator("#reason").fill("Sedang padam")
    page.keyboard.press("F2")
    toast = page.locator(".toast")
    for said in ("what", "rule", "advice"):
        expect(toast).to_contain_text(str(PROBLEM[said]))
    expect(page.locator("#reason")).to_have_value("Sedang padam")


def test_retry_after_a_broken_line_keeps_its_key_and_a_new_text_gets_a_new_one(
    site: Site, page: Page
) -> None:
    keys: list[str] = []

    def act(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.abort()
        else:
            route.fulfill(body="", content_type="text/html")

    site.answers["/act"] = act
    _open(site, page)
    page.locator("#reason").fill("satu")
    page.keyboard.press("F2")
    expect(page.locator(".toast")).to_contain_text("Belum terkirim")
    with page.expect_response("**/act"):
        page.keyboard.press("F2")
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.locator("#reason").fill("dua")
    with page.expect_response("**/act"):
        page.keyboard.press("F2")
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]


def test_form_pressed_the_moment_it_comes_leaves_the_page_where_it_is(
    site: Site, page: Page
) -> None:
    asked: list[str] = []

    def act(route: Route) -> None:
        asked.append(f"{route.request.method} {route.request.url}")
        route.fulfill(body="", content_type="text/html")

    site.answers["/act"] = act
    _open(site, page)
    address = page.url
    with page.expect_response("**/act"):
        page.evaluate("""() => {
          document.querySelector("main").insertAdjacentHTML("beforeend",
            '<form hx-post="/act" hx-swap="none"><input name="name"><button id="now">Ya</button>');
          document.getElementById("now").click();
        }""")
    page.wait_for_timeout(300)  # a page that is left would be left now
    assert asked == ["POST http://localhost/act"]
    assert page.url == address


CHOICES = """<form id="choices" hx-post="/act" hx-swap="none">
  <select id="org" name="org" required><option value="">—</option><option>PMI</option></select>
  <select id="role" name="role"><option>Pendukung</option><option>Utama</option></select>
  <label><input type="radio" id="yes" name="hurt" value="y">Ya</label>
  <label><input type="radio" id="no" name="hurt" value="n" checked>Tidak</label>
  <input type="checkbox" id="told" name="told"><button id="send">Teruskan</button></form>"""


def test_refresh_takes_back_nothing_that_was_chosen_until_it_is_sent(
    site: Site, page: Page
) -> None:
    site.answers["/act"] = lambda route: route.fulfill(body="", content_type="text/html")
    _open(site, page)
    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", CHOICES
    )
    page.select_option("#org", "PMI")
    page.select_option("#role", "Utama")
    page.check("#yes")
    page.check("#told")
    refresh = "html => Idiomorph.morph(document.getElementById('choices'), html)"
    now = """() => [document.getElementById("org").value, document.getElementById("role").value,
        document.getElementById("yes").checked, document.getElementById("told").checked]"""
    page.locator("#send").focus()
    page.evaluate(refresh, CHOICES)
    assert page.evaluate(now) == ["PMI", "Utama", True, True]
    with page.expect_response("**/act"):
        page.locator("#send").click()
    page.wait_for_timeout(100)
    page.evaluate(refresh, CHOICES)
    assert page.evaluate(now) == ["", "Pendukung", False, False]
    # nobody has chosen anything: what the server says now comes in
    page.evaluate(refresh, CHOICES.replace("<option>Utama", "<option selected>Utama"))
    assert page.evaluate(now) == ["", "Utama", False, False]


def test_ended_session_asks_for_the_login_and_then_sends_again(site: Site, page: Page) -> None:
    bodies: list[str] = []

    def act(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        route.fulfill(status=401 if len(bodies) == 1 else 200, body="")

    site.answers["/act"] = act
    relogin = re.search(r'id="relogin"[^>]*data-url="([^"]+)"', render("form.html"))
    assert relogin
    site.answers[relogin[1]] = lambda route: route.fulfill(
        body='{"csrf_token":"baru"}', content_type="application/json"
    )
    _open(site, page)
    page.locator("#reason").fill("Tidak boleh hilang")
    page.keyboard.press("F2")
    expect(page.locator("#relogin")).to_be_visible()
    page.locator("#relogin-username").fill("sari")
    page.locator("#relogin-password").fill("rahasia")
    with page.expect_request("**/act") as sent:
        page.keyboard.press("Enter")
    assert sent.value.headers["x-csrftoken"] == "baru"
    expect(page.locator("#relogin")).to_be_hidden()
    assert bodies[0] == bodies[1]


def test_draft_survives_a_crash_and_ends_when_it_was_taken(site: Site, page: Page) -> None:
    site.answers["/act"] = lambda route: route.fulfill(body="", content_type="text/html")
    _open(site, page)
    page.locator("#reason").fill("Pompa rusak sejak pagi")
    page.reload()
    expect(page.locator("#reason")).to_have_value("Pompa rusak sejak pagi")
    expect(page.locator(".draft-note")).to_contain_text("dipulihkan")
    page.keyboard.press("F2")
    page.wait_for_function("!Object.keys(localStorage).some(k => k.includes('decline'))")


def test_plain_form_carries_one_idempotency_key(site: Site, page: Page) -> None:
    sent: list[str] = []

    def plain(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="ok", content_type="text/html")

    site.answers["/plain"] = plain
    _open(site, page)
    page.keyboard.press("Alt+p")
    expect(page.locator("#word")).to_be_focused()
    page.keyboard.type("pos ronda")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/plain")
    assert re.search(r"idempotency_key=[0-9a-f-]{36}", sent[0])


def test_escape_keeps_what_was_typed(site: Site, page: Page) -> None:
    _open(site, page)
    page.locator("#reason").fill("Jangan hilang")
    page.keyboard.press("Escape")
    expect(page.locator("#reason")).to_have_value("Jangan hilang")


def test_theme_is_kept_in_a_cookie(site: Site, page: Page, context: BrowserContext) -> None:
    _open(site, page)
    page.locator("[data-theme-set=sunlight]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "sunlight"
    assert {c["name"]: c["value"] for c in context.cookies()}["kentongan_theme"] == "sunlight"


def test_api_reference_is_drawn_within_the_csp(
    site: Site, page: Page, screenshot: Callable[..., Path]
) -> None:
    body = (Path(__file__).parent / "gallery" / "openapi.json").read_text()
    site.answers["/api/v1/openapi.json"] = lambda route: route.fulfill(
        body=body, content_type="application/json", headers={"Content-Security-Policy": CSP}
    )
    _open(site, page, "web/api_docs.html")
    expect(page.locator(".op")).to_have_count(2)
    expect(page.locator("#post-api-v1-incidents")).to_contain_text("accuracy_m")
    page.locator("#api-find").fill("journal")
    expect(page.locator("#post-api-v1-incidents")).to_be_hidden()
    screenshot("base-api-docs")
    assert site.errors == []
