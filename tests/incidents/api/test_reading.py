"""GET /incidents and its map: pages, filters, fragments, rights."""

from datetime import timedelta
from uuid import UUID

import pytest

from kentongan.geo.places import PlaceQuality
from kentongan.incidents.types import PlaceInput
from kentongan.kernel import clock
from kentongan.kernel.clock import to_wire
from kentongan.web.paging import encode_cursor
from tests.caller import caller_of
from tests.cast import BATANG
from tests.conftest import NIGHT
from tests.incidents.make import exact, make_incident


def numbers(response):
    assert response.status_code == 200, response.content
    return [item["number"][-4:] for item in response.json()["items"]]


def test_newest_come_first_and_pages_skip_nothing(operator, night):
    made = [make_incident().number[-4:] for _ in range(7)]
    first = operator.get("/incidents", limit=3)
    second = operator.get("/incidents", limit=3, cursor=first.json()["next"])
    third = operator.get("/incidents", limit=3, cursor=second.json()["next"])
    assert numbers(first) + numbers(second) + numbers(third) == made[::-1]
    assert third.json()["next"] is None


def test_since_is_inclusive_and_oldest_change_first(operator, night):
    old, young = make_incident(), make_incident(at=NIGHT)
    night.at = NIGHT + timedelta(minutes=1)
    operator.post(f"/incidents/{old.id}/alarm", {"alarm_level": 2, "reason": "api merambat"})
    assert numbers(operator.get("/incidents", since=to_wire(NIGHT))) == ["0002", "0001"]
    assert numbers(operator.get("/incidents", since=to_wire(night.at))) == ["0001"]
    first = operator.get("/incidents", since=to_wire(NIGHT), limit=1)
    rest = operator.get("/incidents", since=to_wire(NIGHT), limit=1, cursor=first.json()["next"])
    assert numbers(first) + numbers(rest) == [young.number[-4:], old.number[-4:]]


def test_change_is_in_the_next_answer(operator):
    incident = make_incident()
    assert operator.get("/incidents").json()["items"][0]["alarm_level"] == 1
    operator.post(f"/incidents/{incident.id}/alarm", {"alarm_level": 4, "reason": "api merambat"})
    assert operator.get("/incidents").json()["items"][0]["alarm_level"] == 4


def test_box_keeps_what_lies_in_it(operator, night):
    make_incident(place=exact(-6.92, 110.20))
    make_incident(place=exact(-7.10, 110.10))
    make_incident(place=PlaceInput(quality=PlaceQuality.VILLAGE_ONLY), region="33.24.15.2001")
    assert numbers(operator.get("/incidents", bbox="110.15,-6.95,110.25,-6.90")) == ["0001"]
    assert numbers(operator.get("/incidents", bbox="90,-20,150,20")) == ["0002", "0001"]


@pytest.mark.parametrize("bbox", ["1,2,3", "a,b,c,d", "3,0,1,1", "nan,0,1,1", "0,0,0,999"])
def test_box_that_is_none_is_refused(operator, bbox):
    assert operator.get("/incidents", bbox=bbox).status_code == 400


def test_states_are_filtered(operator, night):
    one, _ = make_incident(), make_incident()
    operator.post(f"/incidents/{one.id}/cancel", {"reason": "x"})
    assert numbers(operator.get("/incidents", status="CANCELLED")) == ["0001"]
    assert numbers(operator.get("/incidents", status="CANCELLED,AWAITING_DISPATCH")) == [
        "0002", "0001",
    ]  # fmt: skip
    assert numbers(operator.get("/incidents", open="true")) == ["0002"]
    assert operator.get("/incidents", status="APA").status_code == 400


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 1001}, {"limit": 10**30}, {"limit": "x"}, {"cursor": "%%%"},
     {"since": "2026-01-01T00:00:00Z",
      "cursor": encode_cursor("2026-01-01T00:00:00", str(UUID(int=1)))},
     {"cursor": "WyJ4Il0"}, {"since": "kemarin"}, {"since": "2026-01-01T00:00:00"},
     {"since": "9999-12-31T23:59:59-23:59"}],
)  # fmt: skip
def test_query_that_cannot_be_read_is_refused(operator, query):
    response = operator.get("/incidents", **query)
    assert (response.status_code, response.json()["status"]) == (400, 400)


def test_map_has_points_and_null_without_position(operator, night):
    make_incident(place=exact(-6.92, 110.20))
    make_incident(place=PlaceInput(quality=PlaceQuality.DISTRICT_ONLY), region="33.24.15")
    response = operator.get("/incidents.geojson")
    told = response.json()
    assert response.headers["Content-Type"] == "application/geo+json"
    assert told["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in told["features"]] == [
        None, {"coordinates": [110.2, -6.92], "type": "Point"},
    ]  # fmt: skip
    assert told["features"][0]["properties"]["place"]["lat"] is None


@pytest.mark.parametrize(
    ("name", "status", "seen"),
    [
        ("operator", 200, 2), ("camat", 200, 1), ("auditor", 200, 2), ("fire_officer", 200, 0),
        ("outsider", 200, 0), ("leader", 403, 0), ("admin", 403, 0),
    ],
)  # fmt: skip
def test_list_shows_what_its_reader_may_see(cast, name, status, seen):
    make_incident(region="33.24.15")
    make_incident(region="33.24.13")
    response = caller_of(cast, name).get("/incidents")
    assert response.status_code == status
    assert len(response.json().get("items", [])) == seen


def test_neighbours_share_fragments_but_not_sight(cast, operator):
    make_incident()
    assert len(operator.get("/incidents").json()["items"]) == 1
    assert caller_of(cast, "outsider").get("/incidents").json()["items"] == []


def test_duplicates_name_distance_and_age(operator):
    one, two = make_incident(), make_incident(place=exact(-6.9218, 110.2031))
    items = operator.get(f"/incidents/{one.id}/duplicates").json()["items"]
    assert [item["incident"]["id"] for item in items] == [str(two.id)]
    assert 0 < items[0]["distance_m"] < 50


def test_categories_of_now(operator):
    items = operator.get("/categories").json()["items"]
    assert {"FIRE_STRUCTURE", "TREE_DOWN"} <= {item["code"] for item in items}


def test_two_pages_of_a_rows_list_cost_the_same_queries(operator, django_assert_max_num_queries):
    for _ in range(5):
        make_incident(at=clock.now())
    operator.get("/incidents")
    with django_assert_max_num_queries(1):
        operator.get("/incidents")
    make_incident(region=BATANG)
    make_incident()
    with django_assert_max_num_queries(2):
        operator.get("/incidents")
