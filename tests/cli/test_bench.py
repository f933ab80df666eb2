"""What `kentongan bench` says of itself; the figures themselves depend on the machine."""

import asyncio
import json

import pytest

from kentongan.cli import bench
from kentongan.cli.bench.chromium import Chromium, find_chromium
from kentongan.cli.bench.desks import seconds_lost
from kentongan.cli.bench.figures import Figure


def test_figure_that_could_not_be_measured_says_why(capsys):
    figure = Figure("board_update_p99", None, "ms", 500, n=0, reason="no chromium")
    bench._show(figure, as_json=True)
    row = json.loads(capsys.readouterr().out)
    assert row["value"] is None
    assert row["reason"] == "no chromium"
    bench._show(figure, as_json=False)
    assert "no chromium" in capsys.readouterr().out
    assert not figure.is_met


def test_measured_figure_has_no_reason():
    assert "reason" not in Figure("desk_open_p99", 12.5, "ms", 100).as_row()


@pytest.mark.parametrize(
    ("kept", "lost"), [("Api", 0.0), ("Ap", 0.5), ("", 2.0), ("Air", float("inf"))]
)
def test_loss_runs_from_the_first_key_that_is_gone_to_the_cut(kept, lost):
    pressed = [10.0, 11.0, 11.5, 12.0]  # three keys, and the cut before the fourth
    assert seconds_lost("Api dari dapur", kept, pressed) == lost


@pytest.mark.browser
def test_browser_is_driven_without_a_library(tmp_path):
    executable = find_chromium()
    if executable is None:
        pytest.skip("chromium is absent: `apt install chromium`, or set KENTONGAN_CHROMIUM")

    async def asked() -> object:
        browser = await Chromium.start(executable, tmp_path / "profile", "a token")
        try:
            await browser.open("data:text/html,<title>Meja</title>", until="document.title")
            return await browser.evaluate("Promise.resolve(document.title)")
        finally:
            await browser.kill()

    assert asyncio.run(asked()) == "Meja"
