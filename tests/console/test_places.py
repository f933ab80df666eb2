"""Looking a place up: a shared name shows all who bear it and selects none."""

import pytest

from kentongan.journal import watchers
from kentongan.regions.models import Region
from tests.console.visitor import visitor_of
from tests.regions.make import make_kendal


@pytest.fixture
def desk(cast, night):
    Region.objects.all().delete()
    watchers.drop_everything()
    make_kendal()
    return visitor_of(cast, "operator")


def test_shared_name_shows_all_and_selects_none(desk):
    page = desk.text("console:regions", q="Tamanrejo")
    assert "Sukorejo" in page
    assert "Limbangan" in page
    assert "Tamanrejo Sukorejo atau Limbangan, Pak/Bu?" in page
    assert "checked" not in page


def test_no_name_no_candidates(desk):
    assert "pick" not in desk.text("console:regions", q="")
    assert "Tidak ada wilayah yang mirip" in desk.text("console:regions", q="zzzzqx")


def test_no_landmark_says_so(desk):
    assert "Tidak ada patokan yang mirip" in desk.text("console:landmarks", q="zzzzqx")


def test_places_are_for_those_who_record(visit):
    assert visit("leader").get("console:regions", q="a").status_code == 403
    assert visit("stranger").get("console:regions", q="a").status_code == 302
