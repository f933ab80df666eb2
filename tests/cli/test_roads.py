"""`kentongan roads`: a map becomes a graph, and what is wrong is one clear line."""

from pathlib import Path
from typing import Any

import pytest

from kentongan.cli.main import main
from kentongan.geo.roads.graph import open_graph
from tests.geo.roads.make import OSM, osm_file

ONE_WAY = OSM.replace('v="tertiary"/>', 'v="tertiary"/><tag k="oneway" v="yes"/>')


def test_build_writes_a_graph_and_says_what_is_in_it(tmp_path: Path, capsys: Any) -> None:
    output = tmp_path / "own" / "jalan.graph"
    assert main(["roads", "build", str(osm_file(tmp_path)), "--output", str(output)]) == 0
    said = capsys.readouterr().out
    for line in ("tertiary", "highway=footway 1", "disconnected", "1 closed", "turns", str(output)):
        assert line in said
    assert open_graph(output).header["profile"] == "emergency"
    assert main(["roads", "show", str(output)]) == 0
    shown = capsys.readouterr().out
    assert "OpenStreetMap" in shown
    assert "kota.osm" in shown


def test_letters_open_a_road_against_the_traffic(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "kota.osm").write_text(ONE_WAY)
    letters, output = tmp_path / "surat.csv", tmp_path / "jalan.graph"
    letters.write_text("way,letter\n10,B/112/XI/2026\n77,B/113/XI/2026\n")
    given = ["roads", "build", str(tmp_path / "kota.osm"), "--output", str(output)]
    assert main([*given, "--letters", str(letters)]) == 0
    said = capsys.readouterr().out
    assert "1 ways by letter" in said
    assert "no such one-way road in the file: 77" in said
    assert open_graph(output).header["letters"] == {
        "10": "B/112/XI/2026", "77": "B/113/XI/2026"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [("way,letter\n10,\n", "surat.csv:2"), ("way,letter\nPemuda,B/1\n", "surat.csv:2"),
     ("jalan,surat\n10,B/1\n", "way and letter"), ("", "way and letter")],
)  # fmt: skip
def test_without_the_letter_nobody_drives_against_the_traffic(
    tmp_path: Path, capsys: Any, text: str, named: str
) -> None:
    letters = tmp_path / "surat.csv"
    letters.write_text(text)
    given = ["roads", "build", str(osm_file(tmp_path)), "--output", str(tmp_path / "x.graph")]
    assert main([*given, "--letters", str(letters)]) == 2
    assert named in capsys.readouterr().err
    assert not (tmp_path / "x.graph").exists()


@pytest.mark.parametrize(
    "given",
    [
        ["build", "{folder}/absent.osm.pbf"],
        ["build", "{folder}/kota.osm", "--profile", "helicopter"],
        ["build", "{folder}/kota.osm", "--letters", "{folder}/absent.csv"],
        ["show", "{folder}/kota.osm"],
        ["show", "{folder}/absent.graph"],
        ["show"],
    ],
)
def test_what_is_wrong_is_one_line_and_exit_2(
    tmp_path: Path, capsys: Any, settings: Any, given: list[str]
) -> None:
    settings.ROADS_FILE = tmp_path / "none.graph"
    osm_file(tmp_path)
    assert main(["roads", *(each.format(folder=tmp_path) for each in given)]) == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert "Traceback" not in said
