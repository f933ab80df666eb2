"""The base map: a file of one's own, an address elsewhere, or nothing at all."""

import pytest

from kentongan.config import env
from kentongan.config.places import base_map as named
from kentongan.geo.tiles import base_map, tile
from tests.geo.make_tiles import plain_tile, write_raster, write_vector


@pytest.fixture(autouse=True)
def nothing_named(settings):
    settings.BASE_MAP = settings.BASE_MAP_ATTRIBUTION = ""


def test_node_without_a_base_map_has_none():
    assert base_map() is None


def test_file_says_what_it_is(settings, tmp_path):
    settings.BASE_MAP = str(write_raster(tmp_path / "dasar.pmtiles"))
    found = base_map()
    assert (found.kind, found.address, found.min_zoom, found.max_zoom) == ("raster", "", 0, 3)
    assert "OpenStreetMap" in found.attribution
    assert tile(3, 6, 4).content == plain_tile()
    assert (tile(3, 6, 4).media_type, tile(3, 6, 4).encoding) == ("image/png", "")


@pytest.mark.parametrize("zxy", [(4, 0, 0), (3, 8, 0), (3, 0, -1), (-1, 0, 0), (99, 1, 1)])
def test_tile_that_is_none_is_none(settings, tmp_path, zxy):
    settings.BASE_MAP = str(write_raster(tmp_path / "dasar.pmtiles"))
    assert tile(*zxy) is None


def test_vector_file_names_its_layers(settings, tmp_path):
    settings.BASE_MAP = str(write_vector(tmp_path / "dasar.pmtiles"))
    assert (base_map().kind, base_map().layers) == ("vector", ("water",))
    assert tile(0, 0, 0).media_type == "application/vnd.mapbox-vector-tile"


def test_office_says_whose_map_it_is(settings, tmp_path):
    settings.BASE_MAP = str(write_raster(tmp_path / "dasar.pmtiles", metadata={}))
    settings.BASE_MAP_ATTRIBUTION = "BIG, 2026"
    assert base_map().attribution == "BIG, 2026"


@pytest.mark.parametrize(
    "content", [b"", b"PMTiles", b"\x00" * 400, b"PMTiles\x03" + b"\xff" * 400]
)
def test_file_that_is_none_leaves_the_maps_without(settings, tmp_path, content, caplog):
    path = tmp_path / "rusak.pmtiles"
    path.write_bytes(content)
    settings.BASE_MAP = str(path)
    assert base_map() is None
    assert tile(0, 0, 0) is None
    assert "base map not used" in caplog.text


def test_file_that_is_not_there_leaves_the_maps_without(settings, tmp_path):
    settings.BASE_MAP = str(tmp_path / "tidak-ada.pmtiles")
    assert base_map() is None


@pytest.mark.parametrize(("ending", "kind"), [("png", "raster"), ("pbf?key=1", "vector")])
def test_address_elsewhere_is_handed_on(settings, ending, kind):
    settings.BASE_MAP = f"https://peta.example.go.id/{{z}}/{{x}}/{{y}}.{ending}"
    settings.BASE_MAP_ATTRIBUTION = "Dinas PUPR"
    found = base_map()
    assert (found.kind, found.address, found.attribution) == (kind, settings.BASE_MAP, "Dinas PUPR")


@pytest.mark.parametrize(
    ("address", "whose", "said"),
    [
        ("http://peta.example/{z}/{x}/{y}.png", "x", "https"),
        ("https://peta.example/{z}/{x}.png", "x", "{y}"),
        ("https://peta.example/{z}/{x}/{y}.png", "", "whose map"),
    ],
)
def test_address_that_cannot_be_used_stops_the_start(monkeypatch, address, whose, said):
    monkeypatch.setenv("KENTONGAN_TILES", address)
    monkeypatch.setenv("KENTONGAN_TILES_ATTRIBUTION", whose)
    with pytest.raises(env.BadSetting, match=said):
        named()
