"""`kentongan replay --policy`: the command, its refusals, and the report that it writes."""

import json
import math
import os
import re
import subprocess
import sys
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kentongan.cli.replay.records import Record, read_record
from kentongan.cli.replay.redispatch import OURS, POLICIES, RECORD
from kentongan.cli.replay.redispatch.charts import clock_text, make_curve
from kentongan.cli.replay.redispatch.covering import CoverAsked
from kentongan.cli.replay.redispatch.demands import calls_of
from kentongan.cli.replay.redispatch.drives import Drives
from kentongan.cli.replay.redispatch.figures import against, outcome, spread
from kentongan.cli.replay.redispatch.page import render
from kentongan.cli.replay.redispatch.policies import make_policy
from kentongan.cli.replay.redispatch.report import Report, Source
from kentongan.cli.replay.redispatch.running import make_report
from kentongan.cli.replay.redispatch.simulation import redispatch
from kentongan.cli.replay.redispatch.vehicles import fleet_of
from kentongan.cli.replay.redispatch.whys import Why
from kentongan.geo.points import Point
from kentongan.geo.travel import StraightLine
from tests.cli.recorded import invent, make_row, write_record
from tests.geo.roads.make import at, grid, make_graph
from tests.house.test_english import INDONESIAN, NOT_TEXT

PLACES = [
    Point(-1.2 - row / 100, 116.8 + column / 100) for row in range(10) for column in range(10)
]
SOURCE = Source("kentongan replay karangan.csv", "0", "karangan.csv", "0" * 64, "2026-11-28T20:00Z")
RUN = {"source": SOURCE, "off_duty_after": timedelta(hours=8)}


def replay(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kentongan.cli.main", "replay", *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: Any) -> Path:
    """Two days that nobody has lived."""
    folder = tmp_path_factory.mktemp("record")
    return write_record(folder / "karangan.csv", invent(PLACES, calls=120))


@pytest.fixture(scope="module")
def report(file: Path) -> Report:
    return make_report(read_record(file), POLICIES, **RUN)


# ── the command ──────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def written(file: Path) -> tuple[dict[str, Any], str]:
    """The figures that are printed, and the page."""
    page = file.with_name("report.html")
    done = replay(file, "--policy", "all", "--json", "--lang", "en", "--report", page)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), page.read_text(encoding="utf8")


def test_command_prints_the_figures_and_writes_the_page(written, report):
    told, page = written
    figures = json.loads(json.dumps(report.as_json()))
    assert told["results"] == figures["results"]
    assert told["comparisons"] == figures["comparisons"]
    assert told["source"]["sha256"] in page
    assert told["source"]["command"] in page.replace("&#x27;", "'")


def test_command_tells_a_table(file, tmp_path):
    done = replay(file, "--policy", "ours", "--policy", "record", "--report", tmp_path / "r.html")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[2:4]] == [RECORD, OURS]
    assert "p50" in lines[1]
    assert "straight line x 1.4" in lines[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--policy", "nearest"], "invalid choice: 'nearest'"),
        (["--policy", "ours", "--speed", "60"], "--speed is only for a replay without --policy"),
        (["--policy", "ours", "--into", "sqlite:///x"], "--into is only for"),
        (["--lang", "en"], "--lang is only for a replay with --policy"),
        (["--json", "--roads", "x"], "--roads, --json is only for"),
        (["--policy", "ours", "--off-duty-after", "0"], "more than 0 hours are expected"),
        (["--policy", "ours-cover", "--cover-weight", "-1"], "0 to 3600 seconds are expected"),
        (["--policy", "ours-cover", "--cover-within", "0"], "1 to 3600 seconds are expected"),
        (["--cover-weight", "30"], "--cover-weight is only for a replay with --policy"),
        (["--policy", "ours", "--lang", "jv"], "invalid choice: 'jv'"),
        (["--policy", "ours", "--roads", "nowhere.graph"], "nowhere.graph"),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_2(file, tmp_path, arguments, said):
    done = replay(file, *arguments, "--report", tmp_path / "r.html")
    assert done.returncode == 2
    [line] = done.stderr.strip().splitlines()
    assert said in line


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"Call Number\n1\n"])
def test_file_that_is_no_record_is_one_line_and_exit_2(tmp_path, content):
    (tmp_path / "calls.csv").write_bytes(content)
    done = replay(tmp_path / "calls.csv", "--policy", "all", "--report", tmp_path / "r.html")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_graph_of_another_place_is_refused(file, tmp_path):
    graph = tmp_path / "kendal.graph"
    make_graph(grid(4)).write(graph)
    done = replay(file, "--policy", "ours", "--roads", graph, "--report", tmp_path / "r.html")
    assert done.returncode == 2
    assert "has a road near 0% of the calls only" in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_graph_of_the_place_is_used_and_named(tmp_path):
    graph = tmp_path / "kota.graph"
    make_graph(grid(8)).write(graph)
    places = [at(row, column) for row in range(8) for column in range(8)]
    file = write_record(tmp_path / "karangan.csv", invent(places, calls=30))
    page = tmp_path / "r.html"
    done = replay(file, "--policy", "all", "--roads", graph, "--json", "--report", page)
    assert done.returncode == 0, done.stderr
    assumed = json.loads(done.stdout)["assumed"]
    assert (assumed["basis"], assumed["covered"], assumed["estimated"]) == ("ROAD_GRAPH", 1.0, 0)
    assert "kota.graph" in page.read_text()
    assert "Jalan belum dicek" not in page.read_text()


# ── the figures ──────────────────────────────────────────────────────────────────────────────
def test_percentiles_are_by_nearest_rank():
    found = spread([15, 20, 35, 40, 50])
    assert (found.n, found.p50_s, found.p75_s, found.p90_s, found.p95_s) == (5, 35, 40, 50, 50)
    assert spread([]).p90_s is None


def test_response_is_from_the_ring_to_the_first_arrival(file, report):
    """Counted again without the product's own counting."""
    rows = read_record(file).rows
    fleet = fleet_of(rows)
    calls = calls_of(rows, fleet)
    drives = Drives(StraightLine())
    tasks = redispatch(
        calls, fleet, make_policy(OURS, calls, fleet, drives.travel, CoverAsked()), drives
    )
    seconds = sorted(
        min(t.arrived_at for t in tasks if t.call is call and t.arrived_at) - call.received_at
        for call in calls
        if any(demand.arrives for demand in call.demands)
    )
    [told] = [each for each in report.results if each.policy == OURS]
    assert told.responses.n == len(seconds)
    for share, value in told.responses.shares:
        assert value == round(seconds[math.ceil(share / 100 * len(seconds)) - 1], 1)


def test_every_policy_is_counted_over_the_same_calls(report):
    assert {each.responses.n for each in report.results} == {report.calls - report.unreached}
    for each in report.comparisons:
        assert each.sooner + each.later + each.same == report.calls - report.unreached
        assert sum(reason.units for reason in each.reasons) == report.demands
        assert sum(part.calls for part in each.by_area) == report.calls - report.unreached
        assert sum(part.calls for part in each.by_hour) == report.calls - report.unreached


def test_reason_says_who_was_busy_and_who_was_nearer():
    west, east = {"lon": 116.80, "area": "01"}, {"lon": 116.90, "area": "02"}
    rows = [
        make_row("1", "E01", line=2, **west),
        make_row("2", "E02", line=3, **east),
        make_row("3", "E01", line=4, minute=60, **east),  # E02 stands there
        make_row("4", "E02", line=5, minute=65, **east),  # by now it is away: E01 is all there is
        make_row("5", "E01", line=6, minute=240, **west),
        make_row("6", "E02", line=7, minute=240, **east),
    ]
    fleet, drives = fleet_of(rows), Drives(StraightLine())
    calls = calls_of(rows, fleet)
    tasks = redispatch(
        calls, fleet, make_policy(OURS, calls, fleet, drives.travel, CoverAsked()), drives
    )
    whys = {task.demand.line: task.choice for task in tasks}
    assert (whys[4].why, whys[5].why, whys[6].why) == (
        Why.NEARER_AT_STATION, Why.BUSY, Why.SAME,
    )  # fmt: skip
    assert whys[4].saved_s > 60


def test_calls_that_nobody_reached_are_in_no_percentile():
    rows = [make_row(), make_row("2", "E02", line=3, drive_s=None)]
    told = make_report(Record(read=2, rows=rows), [RECORD], **RUN)
    assert (told.calls, told.unreached, told.results[0].responses.n) == (2, 1, 1)
    assert told.comparisons == []


def test_policy_beside_itself_differs_in_nothing():
    rows = invent(PLACES, calls=40)
    fleet, drives = fleet_of(rows), Drives(StraightLine())
    calls = calls_of(rows, fleet)
    run = outcome(
        RECORD,
        redispatch(
            calls, fleet, make_policy(RECORD, calls, fleet, drives.travel, CoverAsked()), drives
        ),
    )
    same = against(calls, run, run)
    assert (same.sooner, same.later) == (0, 0)
    assert {part.saved_mean_s for part in same.by_area} <= {0.0, None}


# ── the page ─────────────────────────────────────────────────────────────────────────────────
class _Tags(HTMLParser):
    VOID = frozenset({"meta", "rect", "line", "polyline", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("policies", [POLICIES, [RECORD], [OURS], ["straight-line", RECORD]])
@pytest.mark.parametrize("language", ["id", "en"])
def test_page_is_whole_and_fetches_and_runs_nothing(file, policies, language):
    page = render(make_report(read_record(file), policies, **RUN), language=language)
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert {tag for tag, _ in tags.seen} & {"script", "link", "img", "iframe", "object"} == set()
    addresses = {"src", "href", "xlink:href", "style", "onclick", "onload"}
    assert not [attrs for _, attrs in tags.seen if addresses & set(attrs)]
    assert not re.search(r"url\(|@import|https?://", page)
    ids = [attrs["id"] for _, attrs in tags.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert all(
        attrs.get("aria-label") or "aria-hidden" in attrs for t, attrs in tags.seen if t == "svg"
    )


def test_page_in_english_has_no_indonesian_sentence(report):
    page = NOT_TEXT.sub(" ", render(report, language="en"))
    texts = re.sub(r"<[^>]*>", "\n", page).splitlines()
    assert [text for text in texts if INDONESIAN.search(text)] == []
    assert 'lang="en"' in page


def test_drawings_have_points_for_decimals_in_either_language(report):
    """SVG knows no decimal comma."""
    page = render(report, language="id")
    for name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2"):
        for value in re.findall(rf'<(?:rect|line|text)[^>]* {name}="([^"]*)"', page):
            float(value)


def test_same_input_gives_the_same_page_but_for_the_stamp(file):
    first, second = (
        render(
            make_report(
                read_record(file), POLICIES, off_duty_after=timedelta(hours=8),
                source=Source("c", "0", "f", "0", stamp),
            ),
            language="id",
        )
        for stamp in ("2026-11-28T01:00:00Z", "2026-11-29T02:00:00Z")
    )  # fmt: skip
    assert first != second
    assert first.replace("2026-11-28T01:00:00Z", "2026-11-29T02:00:00Z") == second


def test_unreadable_rows_are_escaped_and_told():
    record = Record(read=2, rows=[make_row(area="<b>&")], refused=[{"line": 3, "reason": "<i>"}])
    page = render(make_report(record, POLICIES, **RUN), language="id")
    assert "<b>&" not in page
    assert "<i>" not in page
    assert "3: &lt;i&gt;" in page


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_are_seen_by_everybody(scheme):
    """WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for what is drawn (1.4.11)."""
    style = Path("src/kentongan/cli/templates/replay/_style.css").read_text()
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", style.split(":root {")[scheme + 1]))
    for ground in (colours["bg"], colours["surface"]):
        assert all(_contrast(colours[name], ground) >= 4.5 for name in ("text", "text-2"))
        drawn = ("record", "ours", "straight", "first", "focus")
        assert all(_contrast(colours[name], ground) >= 3 for name in drawn)


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_seconds_are_told_as_minutes_and_seconds():
    told = [clock_text(each) for each in (0, 59.6, 588.2, -61, -0.2, None)]
    assert told == ["0:00", "1:00", "9:48", "−1:01", "0:00", "—"]


def test_curve_rises_to_the_share_that_was_reached():
    curve = make_curve([30.0, 60.0, 90.0, 600.0], until_s=120)
    assert curve == ((0.0, 0.0), (30.0, 0.25), (60.0, 0.5), (90.0, 0.75))
