"""`kentongan regions` as it is typed."""

import pytest

from kentongan.cli.main import main
from kentongan.journal import selectors as journal
from kentongan.journal.models import Node
from kentongan.regions.models import Boundary, Landmark, Region
from tests.data import shared_data
from tests.regions.make import BOWTIE, square


def feature(code, geometry):
    return b'{"type":"Feature","properties":{"kode":"%s"},"geometry":%s}' % (
        code.encode(),
        geometry,
    )


def collection(*features):
    return b'{"type":"FeatureCollection","features":[' + b",".join(features) + b"]}"


def test_a_regency_is_loaded_and_listed(node, capsys):
    assert main(["regions", "load", "33.24"]) == 0
    assert "308 regions new or changed" in capsys.readouterr().out
    assert Region.objects.count() == 308
    assert main(["regions", "list"]) == 0
    shown = capsys.readouterr().out
    assert "33  Jawa Tengah: 1 / 1 / 20 / 286; no polygons" in shown
    assert "landmarks: 0" in shown


def test_a_good_boundary_file_is_told_in_one_line(kendal, tmp_path, capsys):
    path = tmp_path / "a.geojson"
    path.write_bytes(collection(feature("33.24.15.1013", square(-6.93, 110.2))))
    assert main(["regions", "load-boundaries", str(path)]) == 0
    out = capsys.readouterr()
    assert out.out == "a.geojson: 1 used, 0 faulty, 0 of unknown regions, 0 not read\n"
    assert out.err == ""


def test_what_was_not_used_is_named_and_the_status_says_so(kendal, tmp_path, capsys):
    path = tmp_path / "a.geojson"
    path.write_bytes(
        collection(
            feature("33.24.15.1013", BOWTIE),
            feature("33.99", square(-6.93, 110.2)),
            feature("33.24.15.1014", b"null"),
        )
    )
    assert main(["regions", "load-boundaries", str(path)]) == 1
    out = capsys.readouterr()
    assert "33.24.15.1013: faulty, not used: Self-intersection" in out.err
    assert "regions not loaded here: 33.99" in out.err
    assert "33.24.15.1014: not read" in out.err
    assert main(["regions", "list"]) == 0
    assert "33.24.15.1013: faulty" in capsys.readouterr().out


def test_landmarks_are_loaded_and_bad_rows_named(kendal, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("name,kind,lat,lon,region\nPasar,MARKET,-6.9,110.1,33.24\nX,?,0,0,33.24\n")
    assert main(["regions", "load-landmarks", str(path)]) == 1
    out = capsys.readouterr()
    assert out.out == "a.csv: 1 new or changed, 1 not stored\n"
    assert "a.csv: 3: not stored" in out.err
    assert Landmark.objects.count() == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["load", "Kendal"],
        ["load", "77.77"],
        ["load-boundaries", "/nowhere/a.geojson"],
        ["load-boundaries", "/"],
        ["load-landmarks", "/nowhere/a.csv"],
    ],
)
def test_what_cannot_be_read_is_one_clear_line_and_status_2(node, capsys, arguments):
    assert main(["regions", *arguments]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err.startswith("kentongan: ")
    assert out.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["load"], ["load-boundaries"], ["remove"]])
def test_wrong_arguments_are_one_line_and_status_2(node, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        main(["regions", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_database_that_is_no_node_is_refused(node, capsys):
    Node.objects.all().delete()
    journal.forget_node()
    assert main(["regions", "list"]) == 2
    assert "node" in capsys.readouterr().err


@pytest.mark.data
def test_the_public_files_of_kendal_are_loaded(kendal, capsys):
    path = shared_data("boundaries/desa_33.24.geojson")
    assert main(["regions", "load-boundaries", str(path)]) == 0
    assert Boundary.objects.filter(is_valid=True).count() == 286
    assert main(["regions", "list"]) == 0
    assert "286; polygons" in capsys.readouterr().out
