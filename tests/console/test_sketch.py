"""Two points on a little paper: in their direction, with a scale that is true."""

import math

import pytest

from kentongan.console.sketch import HEIGHT, MARGIN, METRES_A_DEGREE, WIDTH, sketch_of
from kentongan.incidents.types import PlaceInput

EXACT = ("EXACT", "AREA_ESTIMATE")


def at(north_m: float, east_m: float, accuracy_m: float = 20) -> PlaceInput:
    lat = -6.92 + north_m / METRES_A_DEGREE
    narrower = METRES_A_DEGREE * math.cos(math.radians(-6.92))
    return PlaceInput(lat=lat, lon=110.2 + east_m / narrower, accuracy_m=accuracy_m)


@pytest.mark.parametrize(("north", "east"), [(300, 400), (-20, 5_000), (9_000, 1), (0, -3), (0, 0)])
def test_points_lie_on_the_paper_in_their_direction(north, east):
    sketch = sketch_of(at(0, 0), at(north, east), qualities=EXACT)
    for dot in (sketch.here, sketch.there):
        assert MARGIN - 1 <= dot.x <= WIDTH - MARGIN + 1
        assert MARGIN - 1 <= dot.y <= HEIGHT - MARGIN + 1
    assert (sketch.there.x >= sketch.here.x) == (east >= 0) or abs(east) < 50
    assert (sketch.there.y <= sketch.here.y) == (north >= 0) or abs(north) < 50
    drawn = (
        math.dist((sketch.here.x, sketch.here.y), (sketch.there.x, sketch.there.y))
        * sketch.bar_m
        / sketch.bar_px
    )
    assert drawn == pytest.approx(math.hypot(north, east), rel=0.1, abs=2)
    assert 0 < sketch.bar_px < WIDTH / 2
    assert str(sketch.bar_m).rstrip("0") in {"1", "2", "5"}


def test_radius_is_drawn_to_the_same_scale_and_stays_finite():
    sketch = sketch_of(at(0, 0, 100), at(0, 400, 90_000), qualities=EXACT)
    assert sketch.here.radius == pytest.approx(100 * sketch.bar_px / sketch.bar_m, abs=1)
    assert sketch.there.radius == WIDTH


@pytest.mark.parametrize("qualities", [("VILLAGE_ONLY", "EXACT"), ("EXACT", "UNKNOWN"), ("", "")])
def test_centre_of_an_area_is_never_drawn(qualities):
    assert sketch_of(at(0, 0), at(1, 1), qualities=qualities) is None


def test_missing_point_is_no_drawing():
    assert sketch_of(PlaceInput(), at(1, 1), qualities=EXACT) is None
