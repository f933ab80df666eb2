"""What the desks' maps are drawn on."""

import pytest

from tests.geo.make_tiles import plain_tile, write_raster


@pytest.fixture
def own_map(settings, tmp_path):
    settings.BASE_MAP = str(write_raster(tmp_path / "dasar.pmtiles"))
    settings.BASE_MAP_ATTRIBUTION = ""


def test_desk_reads_where_the_tiles_are_and_whose_they_are(visit, own_map):
    told = visit("operator").get("console:tiles").json()
    assert told["tiles"].endswith("/lokasi/dasar/{z}/{x}/{y}")
    assert told["attribution"] == "© OpenStreetMap (cerita latihan)"
    answer = visit("operator").get("console:tile", 2, 3, 1)
    assert (answer.content, answer["Content-Type"]) == (plain_tile(), "image/png")


def test_empty_sea_is_no_error(visit, own_map):
    assert visit("operator").get("console:tile", 9, 3, 1).status_code == 204


def test_node_without_one_says_so(visit, settings):
    settings.BASE_MAP = ""
    assert visit("operator").get("console:tiles").json() == {}
    assert visit("operator").get("console:tile", 0, 0, 0).status_code == 204
