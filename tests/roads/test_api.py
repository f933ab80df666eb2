"""Closed roads over HTTP: what is told, what is refused by name, who reads it."""

import pytest

from kentongan.roads.models import Closure
from tests.caller import caller_of

pytestmark = pytest.mark.usefixtures("night")

POINT = {"type": "Point", "coordinates": [110.203, -6.9217]}
LINE = {"type": "LineString", "coordinates": [[110.2, -6.92], [110.21, -6.92]]}
FLOOD = {"geometry": POINT, "cause": "FLOOD", "road": "Jalan Pemuda"}


@pytest.fixture
def operator(cast):
    return caller_of(cast, "operator")


def test_told_kept_confirmed_and_ended(operator, cast):
    made = operator.post("/closures", FLOOD | {"note": "Air 60 cm", "told_by": "Pak Lurah"})
    assert made.status_code == 201, made.json()
    told = made.json()
    assert (told["state"], told["to_confirm"], told["closes"]) == ("CLOSED", False, None)
    assert told["geometry"] == POINT
    assert operator.get(made.headers["Location"].removeprefix("/api/v1")).json() == told
    officer = caller_of(cast, "fire_officer")
    kept = officer.post(f"/closures/{told['id']}/keep", {"until_at": "2026-11-23T06:00:00Z"})
    assert kept.json()["until_at"] == "2026-11-23T06:00:00.000Z"
    assert operator.post(f"/closures/{told['id']}/end", {}).json()["state"] == "REOPENED"
    assert operator.post(f"/closures/{told['id']}/end", {}).json()["code"] == "ROADS-001"


def test_lines_and_areas_have_the_width_the_regency_has_decided(operator):
    line = operator.post("/closures", FLOOD | {"geometry": LINE}).json()
    point = operator.post("/closures", FLOOD).json()
    wide = operator.post("/closures", FLOOD | {"width_m": 120}).json()
    assert (line["width_m"], point["width_m"], wide["width_m"]) == (20.0, 30.0, 120.0)


def test_list_is_paged_and_filtered(operator):
    ids = [operator.post("/closures", FLOOD).json()["id"] for _ in range(3)]
    operator.post(f"/closures/{ids[0]}/end", {"was_mistaken": True})
    first = operator.get("/closures", limit="2").json()
    rest = operator.get("/closures", limit="2", cursor=first["next"]).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == ids[::-1]
    standing = operator.get("/closures", state="CLOSED").json()["items"]
    assert [each["id"] for each in standing] == [ids[2], ids[1]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"geometry": None}, {"geometry": {"type": "Point"}}, {"geometry": "POINT(1 2)"},
        {"geometry": {"type": "Point", "coordinates": [200, 0]}},
        {"geometry": {"type": "Point", "coordinates": [0, 0]}},
        {"geometry": {"type": "LineString", "coordinates": [[110.2, -6.9], [112.2, -6.9]]}},
        {"geometry": {"type": "LineString", "coordinates": [[110.2, -6.9]]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[110, -6], [111, -6]]]}},
        {"cause": "LAPAR"}, {"width_m": 0}, {"width_m": 10**9}, {"road": "x" * 121},
        {"note": "x" * 501}, {"note": "\x00"}, {"until_at": "kemarin"}, {"region": "Kendal"},
        {"until_at": "2020-01-01T00:00:00Z"}, {"is_warning": "CREW"}, {"apa": 1},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(operator, wrong):
    refused = operator.post("/closures", FLOOD | wrong)
    assert refused.status_code in {400, 409}, refused.content
    assert refused.json()["code"]
    assert not Closure.objects.exists()


@pytest.mark.parametrize("who", ["leader", "admin", "auditor"])
def test_others_neither_tell_nor_read_who_told(cast, who):
    caller = caller_of(cast, who)
    assert caller.post("/closures", FLOOD).status_code == 403
    assert caller.get("/closures").status_code == 403
