"""The desks: how fast one opens, how soon a change is painted elsewhere, what a power cut takes."""

import random
import time
from pathlib import Path

from kentongan.cli.bench.chromium import Chromium, find_chromium
from kentongan.cli.bench.client import Connection
from kentongan.cli.bench.figures import Figure, load_path
from kentongan.cli.bench.node import BenchNode

ROUNDS = 50
CUTS = 3
TYPED = "Api dari dapur, nenek masih di dalam, tetangga menolong dengan selang. " * 3
KEY_EVERY_S = 0.1
NO_BROWSER = "no chromium on this machine: apt install chromium, or set KENTONGAN_CHROMIUM"
CONNECTED = "document.querySelector('#live-badge.is-ok')"
# The moment at which a ticket's row stands changed on the glass: after the frame that drew it.
WATCH = """window.painted = new Promise((resolve, reject) => {
  const row = () => document.getElementById("t-%s");
  const before = row().dataset.version;
  const drawn = new MessageChannel();
  drawn.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
  const watching = new MutationObserver(() => {
    if (!row() || row().dataset.version === before) return;
    watching.disconnect();
    requestAnimationFrame(() => drawn.port2.postMessage(0));
  });
  watching.observe(document.body, {subtree: true, childList: true, attributes: true});
  setTimeout(() => reject(new Error("not painted within 10 s")), 10000);
}); 0"""


async def desks(node: BenchNode, seconds: float) -> list[Figure]:
    """Meja 112 with a call in hand; the ticket board in a browser; a form that is being typed."""
    facts = node.fill(units=40, tickets=ROUNDS, calls=1)
    node.serve()
    load, _ = await load_path(node, facts["call_path"], seconds, 2)
    opened = Figure("desk_open_p99", load.percentile_ms(99), "ms", 100, clients=2,
                    n=len(load.latencies_s))  # fmt: skip
    executable = find_chromium()
    if executable is None:
        in_browser = [
            Figure("board_update_p99", None, "ms", 500, clients=2, n=0, reason=NO_BROWSER),
            Figure("draft_loss_s", None, "s", 2, n=0, reason=NO_BROWSER),
        ]
    else:
        in_browser = [await _board_update(node, executable), await _draft_loss(node, executable)]
    return [opened, *in_browser, _story_alarms(node)]


async def _board_update(node: BenchNode, executable: str) -> Figure:
    """From the agency's POST until 112's board shows it, one ticket after the other."""
    browser = await Chromium.start(executable, node.folder / "browser", node.token)
    agency = Connection(node.port, node.facts["officer_token"])
    waits_ms = []
    try:
        await browser.open(_address(node, node.facts["board_path"]), until=CONNECTED)
        for ticket_id in node.facts["ticket_ids"]:
            await browser.evaluate(WATCH % ticket_id)
            began = time.time()
            await agency.request("POST", f"/api/v1/tickets/{ticket_id}/read", b"{}")
            waits_ms.append(await browser.evaluate("window.painted") - began * 1000)
    finally:
        await browser.kill()
        agency.close()
    n = len(waits_ms)
    worst = sorted(waits_ms)[-(-99 * n // 100) - 1]
    return Figure("board_update_p99", worst, "ms", 500, clients=2, n=n)


async def _draft_loss(node: BenchNode, executable: str) -> Figure:
    """The worst of several cuts at any moment between two saves."""
    losses = [await _cut_while_typing(node, executable, cut) for cut in range(CUTS)]
    return Figure("draft_loss_s", max(losses), "s", 2, n=CUTS)


async def _cut_while_typing(node: BenchNode, executable: str, cut: int) -> float:
    """Browser and server end at once while keys are pressed; seconds of typing that are gone."""
    profile = node.folder / f"cut-{cut}"
    typed = f"{cut}: {TYPED}"
    browser = await _at_the_form(node, executable, profile)
    until = time.perf_counter() + random.uniform(4, 6)  # noqa: S311 - a moment, no secret
    pressed: list[float] = []
    await browser.evaluate("narrative.value = ''; narrative.focus()")
    for letter in typed:
        pressed.append(time.perf_counter())
        if pressed[-1] > until:
            break
        await browser.ask("Input.insertText", text=letter)
        await browser.evaluate(f"new Promise(next => setTimeout(next, {KEY_EVERY_S * 1000}))")
    node.kill()
    await browser.kill()
    node.serve()
    browser = await _at_the_form(node, executable, profile)
    kept = str(await browser.evaluate("narrative.value"))
    await browser.kill()
    return seconds_lost(typed, kept, pressed)


def seconds_lost(typed: str, kept: str, pressed: list[float]) -> float:
    """From the first key that is gone until the cut, which came with the last of `pressed`."""
    if not typed.startswith(kept):
        return float("inf")
    return pressed[-1] - pressed[min(len(kept), len(pressed) - 1)]


async def _at_the_form(node: BenchNode, executable: str, profile: Path) -> Chromium:
    browser = await Chromium.start(executable, profile, node.token)
    await browser.open(_address(node, node.facts["call_path"]), until=CONNECTED)
    return browser


def _story_alarms(node: BenchNode) -> Figure:
    """The most alarms that sound at one desk in five minutes of the story night."""
    heard = node.play_story()
    return Figure("story_alarms_per_5min", heard["most"], "alarms", 1, n=heard["alarms"])


def _address(node: BenchNode, path: str) -> str:
    return f"http://127.0.0.1:{node.port}{path}"
