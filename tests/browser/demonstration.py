"""The demonstration regency for the browser: something on every desk, and who sits there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from kentongan.cli.demo.kept import DemoSecrets, read_secrets
from tests.node import RunningNode, free_port, is_green, wait_for

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
CREW, WALL = "crew", "wall"
"""Those who enter by a token: the crew that is under way, and the screen on the wall."""
UNDER_WAY = "Ambulans Kendal 1"


@dataclass(frozen=True)
class Screen:
    """A page with something on it, who looks, and the link on it that leads to one thing."""

    visitor: str | None
    path: str
    opens: str = ""


SCREENS = {
    "sign-in": Screen(None, "/account/sign-in"),
    "calls": Screen("petugas112", "/panggilan"),
    "call": Screen("petugas112", "/panggilan", "#q-open [data-row]"),
    "incidents": Screen("penerus", "/kejadian"),
    "incident": Screen("penerus", "/kejadian", "main a[href^='/kejadian/']"),
    "tickets": Screen("penerus", "/tiket"),
    "ticket": Screen("damkar", "/tiket", "[data-row]"),
    "duty": Screen("pengawas", "/pos-piket"),
    "floor": Screen("pengawas", "/lantai"),
    "floor-own": Screen("petugas112", "/lantai/saya"),
    "follow-ups": Screen("pengawas", "/lantai/tindak-lanjut"),
    "handover": Screen("petugas112", "/serah-terima"),
    "roster": Screen("pengawas", "/jadwal"),
    "people": Screen("admin", "/pengguna"),
    "neighbours": Screen("petugas112", "/tetangga"),
    "neighbours-nodes": Screen("admin", "/pengaturan/tetangga"),
    "agencies": Screen("admin", "/opd"),
    "glass": Screen("petugas112", "/masuk-darurat"),
    "board": Screen("bupati", "/papan"),
    "crew": Screen(CREW, "/k/"),
}


@dataclass
class Demonstration:
    """A running demonstration; each person signs in once, with the second factor where asked."""

    browser: Browser
    node: RunningNode
    kept: DemoSecrets
    states: dict[str | None, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.node.port}"

    def enter(
        self, visitor: str | None, *, theme: str = "dark", language: str = "id", **options: Any
    ) -> BrowserContext:
        """A browser of this visitor, who is already inside."""
        if visitor not in self.states:
            self.states[visitor] = self._signed_in(visitor)
        context = self.browser.new_context(
            **{"viewport": DESK, "storage_state": self.states[visitor]} | options,
            base_url=self.origin, locale="id-ID", timezone_id="Asia/Jakarta",
        )  # fmt: skip
        chosen = {"kentongan_theme": theme, "kentongan_language": language}
        context.add_cookies(
            [{"name": name, "value": said, "url": self.origin} for name, said in chosen.items()]
        )
        return context

    @contextmanager
    def shown(self, name: str, **options: Any) -> Iterator[Page]:
        """One of the SCREENS, drawn and at rest."""
        screen = SCREENS[name]
        context = self.enter(screen.visitor, **options)
        page = context.new_page()
        page.goto(screen.path)
        if screen.opens:
            page.goto(page.locator(screen.opens).first.get_attribute("href") or "")
        page.wait_for_load_state()
        page.wait_for_timeout(400)  # what a page asks for at its beginning has arrived
        yield page
        context.close()

    def answer_the_ringing_call(self) -> None:
        """So that the desk has a call in hand."""
        context = self.enter("petugas112")
        page = context.new_page()
        page.goto("/panggilan")
        page.get_by_role("button", name="Jawab").first.click()
        page.wait_for_url("**/panggilan/*")
        context.close()

    def _signed_in(self, visitor: str | None) -> Any:
        context = self.browser.new_context(base_url=self.origin)
        page = context.new_page()
        if visitor == CREW:
            page.goto(f"/k/{self.kept.vehicles[UNDER_WAY]}")
        elif visitor == WALL:
            page.goto(f"/papan/layar/{self.kept.wall}")
        elif visitor is not None:
            page.goto("/account/sign-in")
            page.fill("[name=username]", visitor)
            page.fill("[name=password]", self.kept.password)
            page.fill("[name=code]", self.kept.code_of(visitor) or "")
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
        state = context.storage_state()
        context.close()
        return state


@contextmanager
def running(browser: Browser) -> Iterator[Demonstration]:
    """The demonstration in a folder of its own, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="kentongan-demo-") as name:
        folder = Path(name)
        node = RunningNode(folder, free_port(), verb="demo")
        try:
            wait_for(lambda: is_green(node), 120)
            kept = read_secrets(folder)
            assert kept is not None
            demonstration = Demonstration(browser, node, kept)
            demonstration.answer_the_ringing_call()
            yield demonstration
        finally:
            node.process.terminate()
            node.process.communicate(timeout=20)
