"""Rural addresses (practice.md §2.3): read part by part, told in one line."""

import pytest

from kentongan.geo.addresses import (
    NO_PARTS,
    AddressParts,
    metre_of,
    require_readable,
    stone_of,
    told,
)
from kentongan.geo.errors import NoRoadSaid, NoSuchAddressPart


def test_village_address_is_told_as_it_is_read_over_the_radio():
    parts = AddressParts(hamlet="Krajan", rt="2", rw="11", landmark="masjid", postal_code="51355")
    assert told(parts, "rumah pagar hijau") == (
        "Dusun Krajan, RT 02/RW 11, patokan masjid, rumah pagar hijau, 51355"
    )


def test_toll_road_is_told_by_stone_and_carriageway():
    parts = AddressParts(road="TOLL", road_m=385_600, carriageway="B")
    assert told(parts) == "Tol KM 385+600 jalur B"


def test_crossing_river_and_trail_are_told():
    parts = AddressParts(
        crossing="JPL 45", river="Bodri", bank="LEFT", trail_post="Kenjuran pos 2", rw="3"
    )
    assert told(parts) == (
        "RW 03, perlintasan JPL 45, sisi kiri sungai Bodri, jalur pendakian Kenjuran pos 2"
    )


def test_address_without_parts_stays_byte_for_byte():
    assert told(NO_PARTS, "  apa adanya ") == "  apa adanya "


@pytest.mark.parametrize(
    ("typed", "metres"),
    [
        ("385+600", 385_600),
        ("KM 385+6", 385_006),
        ("385,6", 385_600),
        ("km.12", 12_000),
        (" ", None),
    ],
)
def test_kilometre_is_read_as_people_write_it(typed, metres):
    assert metre_of(typed) == metres


@pytest.mark.parametrize("typed", ["tiga", "385+6000", "-3", "99999"])
def test_what_is_no_kilometre_is_refused(typed):
    with pytest.raises(NoSuchAddressPart):
        metre_of(typed)


def test_stone_is_written_as_it_stands_at_the_road():
    assert [stone_of(m) for m in (385_600, 385_006, 12_000, None)] == [
        "385+600",
        "385+006",
        "12",
        "",
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"rt": "dua"}, {"rw": "1234"}, {"postal_code": "513"}, {"road": "TOL"}, {"bank": "UP"},
     {"hamlet": "x" * 161}, {"road": "TOLL", "road_m": 9_000_000}],
)  # fmt: skip
def test_part_that_is_none_is_refused(wrong):
    with pytest.raises(NoSuchAddressPart):
        require_readable(AddressParts(**wrong))


@pytest.mark.parametrize("wrong", [{"road_m": 1000}, {"carriageway": "A"}])
def test_kilometre_or_carriageway_needs_its_road(wrong):
    with pytest.raises(NoRoadSaid):
        require_readable(AddressParts(**wrong))
