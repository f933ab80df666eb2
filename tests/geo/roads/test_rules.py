"""What the tags of a road mean for a vehicle on a call."""

import math

import pytest

from kentongan.geo.errors import NoSuchProfile
from kentongan.geo.roads.profile import NIGHT_HOURS, PROFILES, load_profile
from kentongan.geo.roads.rules import Closed, Passage, duration_s, maxspeed_kmh, passage

EMERGENCY = load_profile("emergency")


def open_to(tags: dict[str, str], *, has_letter: bool = False) -> Passage:
    found = passage(tags, EMERGENCY, has_letter=has_letter)
    assert isinstance(found, Passage)
    return found


@pytest.mark.parametrize(
    ("tags", "forward", "backward"),
    [
        ({"highway": "primary"}, True, True),
        ({"highway": "primary", "oneway": "yes"}, True, False),
        ({"highway": "primary", "oneway": "-1"}, False, True),
        ({"highway": "motorway"}, True, False),
        ({"highway": "motorway", "oneway": "no"}, True, True),
        ({"highway": "tertiary", "junction": "roundabout"}, True, False),
        ({"highway": "primary", "oneway": "yes", "oneway:emergency": "no"}, True, True),
    ],
)
def test_direction(tags: dict[str, str], forward: bool, backward: bool) -> None:
    found = open_to(tags)
    assert (not math.isnan(found.forward), not math.isnan(found.backward)) == (forward, backward)


def test_against_the_traffic_only_with_the_letter_and_slower() -> None:
    oneway = {"highway": "primary", "oneway": "yes"}
    assert math.isnan(open_to(oneway).backward)
    allowed = open_to(oneway, has_letter=True)
    assert allowed.is_contraflow
    assert allowed.backward > allowed.forward
    assert not open_to({"highway": "primary"}, has_letter=True).is_contraflow


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "footway"}, "highway=footway"),
        ({"highway": "residential", "access": "no"}, "access=no"),
        ({"highway": "residential", "access": "yes", "motor_vehicle": "no"}, "motor_vehicle=no"),
        ({"highway": "pedestrian"}, "pedestrian"),
        ({"route": "ferry", "motor_vehicle": "no"}, "ferry for persons only"),
    ],
)
def test_closed_with_the_reason(tags: dict[str, str], reason: str) -> None:
    assert passage(tags, EMERGENCY) == Closed(reason)


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "service", "access": "private"},
        {"highway": "service", "access": "no", "emergency": "yes"},
        {"highway": "pedestrian", "emergency": "designated"},
        {"highway": "residential", "access": "no", "motor_vehicle": "destination"},
    ],
)
def test_open_to_who_answers_a_call(tags: dict[str, str]) -> None:
    assert isinstance(passage(tags, EMERGENCY), Passage)


def test_limit_and_surface_slow_down() -> None:
    plain = open_to({"highway": "primary"}).forward
    assert open_to({"highway": "primary", "maxspeed": "30"}).forward > plain
    assert open_to({"highway": "primary", "maxspeed": "90"}).forward < plain
    assert open_to({"highway": "primary", "surface": "mud"}).forward > plain
    in_mud = open_to({"highway": "primary", "surface": "mud"}).forward
    assert open_to({"highway": "primary", "surface": "mud", "maxspeed": "90"}).forward > in_mud / 2
    assert open_to({"highway": "primary", "maxspeed": "none"}).forward == plain


def test_ferry_costs_the_wait_and_the_crossing() -> None:
    found = open_to({"route": "ferry", "duration": "00:30"})
    assert found.whole_s == EMERGENCY.ferry_wait_s + 1800
    assert open_to({"route": "ferry"}).whole_s == EMERGENCY.ferry_wait_s


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("35", 2100), ("1:30", 5400), ("00:00:45", 45), ("PT5M", None), ("", None), ("1:5", None)],
)
def test_duration(said: str, seconds: float | None) -> None:
    assert duration_s(said) == seconds


@pytest.mark.parametrize(
    ("said", "kmh"),
    [("50", 50.0), ("30 mph", 48.28032), ("none", None), ("0", None), ("", None)],
)  # fmt: skip
def test_maxspeed(said: str, kmh: float | None) -> None:
    assert maxspeed_kmh(said) == kmh


@pytest.mark.parametrize(
    "text", ["", "kmh = 3", 'name = "x"\n[access]\nrefused=[]', "\x00", "[kmh]\nprimary = 0"]
)
def test_profile_that_is_none_is_refused_in_a_sentence(tmp_path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(NoSuchProfile):
        load_profile(str(path))


def test_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(NoSuchProfile, match="emergency"):
        load_profile("helicopter")


@pytest.mark.parametrize("hours", ["[25, 5]", "[21]", '"malam"', "[-1, 5]"])
def test_hours_of_night_that_are_none_are_refused(tmp_path, hours: str) -> None:
    own = (
        (PROFILES / "emergency.toml")
        .read_text()
        .replace("night_hours = [21, 5]", f"night_hours = {hours}")
    )
    path = tmp_path / "own.toml"
    path.write_text(own)
    with pytest.raises(NoSuchProfile):
        load_profile(str(path))


def test_profile_of_before_has_the_usual_night(tmp_path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        (PROFILES / "emergency.toml").read_text().replace("night_hours = [21, 5]\n", "")
    )
    assert load_profile(str(path)).night_hours == NIGHT_HOURS
