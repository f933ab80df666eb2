"""`kentongan replay` on eight real days (on PostgreSQL the first of them): all stored, and the same
percentiles as the file.
"""

import csv
import gzip
import json
import math
import os
import subprocess
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from kentongan.cli.replay.records import read_record
from kentongan.cli.replay.report import nearest_rank
from tests.data import shared_data

FILE = "calls/sffd_2017-01_complete_seconds.csv.gz"
ROWS, CALLS, ADJUSTED, OUT_OF_ORDER = 7_704, 3_560, 9, 28

COLUMNS = {
    "received_entry": ("Received DtTm", "Entry DtTm"),
    "entry_dispatch": ("Entry DtTm", "Dispatch DtTm"),
    "dispatch_response": ("Dispatch DtTm", "Response DtTm"),
    "response_on_scene": ("Response DtTm", "On Scene DtTm"),
    "received_on_scene": ("Received DtTm", "On Scene DtTm"),
    "on_scene_available": ("On Scene DtTm", "Available DtTm"),
}


def replay(*arguments: str, timeout: int = 3600) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kentongan.cli.main", "replay", *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The record, with nothing of ours but the csv module."""
    with gzip.open(shared_data(FILE), "rt") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def played(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What this run plays. The eight days take ten minutes, and once is enough."""
    if connection.vendor == "sqlite":
        return rows
    first_day = min(row["Received DtTm"] for row in rows)[:10]
    return [row for row in rows if row["Received DtTm"].startswith(first_day)]


@pytest.fixture(scope="module")
def report(played: list[dict[str, str]], tmp_path_factory):
    folder = tmp_path_factory.mktemp("replay")
    with (folder / "played.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(played[0]))
        writer.writeheader()
        writer.writerows(played)
    path = folder / "report.json"
    done = replay(str(folder / "played.csv"), "--speed", "max", "--report", str(path))
    assert done.returncode == 0, done.stderr
    return json.loads(path.read_text())


def expected_percentiles(rows: list[dict[str, str]]) -> dict:
    seconds: dict = defaultdict(list)
    for row in rows:
        for interval, (begin, end) in COLUMNS.items():
            value = None
            if row[begin] and row[end]:
                passed = datetime.fromisoformat(row[end]) - datetime.fromisoformat(row[begin])
                value = passed.total_seconds() if passed.total_seconds() >= 0 else None
            seconds[row["Final Priority"], interval].append(value)
    return {key: figures(values) for key, values in seconds.items()}


def calls_of(rows: list[dict[str, str]]) -> int:
    return len({row["Call Number"] for row in rows})


def figures(values: list) -> dict:
    known = sorted(v for v in values if v is not None)
    rank = {p: known[math.ceil(p / 100 * len(known)) - 1] for p in (50, 90)}
    return {
        "n": len(known),
        "missing": len(values) - len(known),
        "p50_s": rank[50],
        "p90_s": rank[90],
    }


@pytest.mark.data
@pytest.mark.record
def test_record_is_the_one_whose_figures_are_known(rows):
    assert (len(rows), calls_of(rows)) == (ROWS, CALLS)


@pytest.mark.data
@pytest.mark.record
def test_every_row_is_stored_or_refused_with_a_reason(report, played):
    assert report["read"] == report["stored"] + len(report["refused"]) == len(played)
    assert report["calls"] == report["incidents"] == calls_of(played)
    assert report["assignments"] == report["stored"]


@pytest.mark.data
@pytest.mark.record
def test_what_does_not_fit_the_rules_is_listed(report, played):
    if len(played) == ROWS:
        assert len(report["adjusted"]) == ADJUSTED
        assert len(report["out_of_order"]) == OUT_OF_ORDER
    # six crews of the record took their patient and never said that they were there
    assert report["steps_refused"] == []


@pytest.mark.data
@pytest.mark.record
def test_percentiles_are_those_of_the_file(report, played):
    told = {
        (priority, interval): both["per_unit"]
        for priority, intervals in report["percentiles"].items()
        for interval, both in intervals.items()
    }
    assert told == expected_percentiles(played)


@pytest.mark.data
@pytest.mark.record
def test_first_units_are_counted_once_an_incident(report, played):
    counted = sum(
        both["received_entry"]["first_unit"]["n"] for both in report["percentiles"].values()
    )
    assert counted == calls_of(played)


@pytest.mark.data
@pytest.mark.record
def test_proposals_are_asked_once_an_incident(report, played):
    proposal, calls = report["proposal"], calls_of(played)
    assert proposal["asked"] == calls
    assert proposal["named_sent_unit"] <= proposal["in_first_5"] <= calls
    assert proposal["share"] == round(proposal["in_first_5"] / calls, 4)


HEADER = (
    "Call Number,Unit ID,Received DtTm,Entry DtTm,Dispatch DtTm,Response DtTm,On Scene DtTm,"
    "Transport DtTm,Hospital DtTm,Available DtTm,Final Priority,Unit Type,Call Type,Station Area,"
    "lat,lon\n"
)
GOOD = (
    "1,E01,2017-01-01T00:00:00,2017-01-01T00:01:00,2017-01-01T00:01:30,2017-01-01T00:02:00,"
    "2017-01-01T00:05:00,,,2017-01-01T00:30:00,3,ENGINE,Alarms,01,37.79,-122.42\n"
)


def test_bad_rows_are_refused_and_nothing_stops(tmp_path):
    file = tmp_path / "calls.csv"
    rows = [
        GOOD,
        GOOD,
        GOOD.replace("E01", ""),
        GOOD.replace("E01", "E02").replace("37.79", "north"),
        GOOD.replace("E01", "E03").replace("2017-01-01T00:01:30", "yesterday"),
        GOOD.replace("E01", "E04").replace(",-122.42", ",-222.42"),
    ]
    file.write_text(HEADER + "".join(rows))
    record = read_record(file)
    assert (record.read, len(record.rows)) == (6, 1)
    assert [(r["line"], r["code"]) for r in record.refused] == [
        (3, "REPLAY-003"),
        (4, "REPLAY-002"),
        (5, "REPLAY-002"),
        (6, "REPLAY-002"),
        (7, "REPLAY-002"),
    ]


@pytest.mark.parametrize("arguments", [["nowhere.csv"], ["--speed", "0", __file__]])
def test_wrong_arguments_are_one_line_and_exit_2(tmp_path: Path, arguments):
    done = replay(*arguments, "--report", str(tmp_path / "r.json"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_nearest_rank_is_the_textbooks():
    assert nearest_rank([15, 20, 35, 40, 50], 30) == 20
    assert nearest_rank([15, 20, 35, 40, 50], 100) == 50
    assert nearest_rank([], 50) is None
