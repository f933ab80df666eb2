"""The edge of the API: methods, documents, hostile text, refusals in two languages."""

import json
from typing import Any

import pytest

from kentongan.incidents.models import Incident
from kentongan.kernel.clock import SetClock
from kentongan.web.fragments import Fragments
from tests.caller import Caller, caller_of
from tests.cast import Cast
from tests.data import shared_data
from tests.fleet.make import make_unit
from tests.incidents.make import make_categories, make_incident


@pytest.fixture
def operator(cast: Cast, night: SetClock) -> Caller:
    make_categories()
    return caller_of(cast, "operator")


def naughty() -> list[str]:
    strings: list[str] = json.loads(shared_data("hostile/naughty_strings.json").read_text())
    return list(dict.fromkeys(strings))


def storable(text: str) -> bool:
    return "\x00" not in text


def test_every_naughty_string_comes_back_from_an_incident(operator):
    for text in filter(storable, naughty()):
        body = {
            "category": "TREE_DOWN", "narrative": text,
            "place": {"quality": "UNKNOWN", "address": text},
            "reporter": {"name": text[:200], "phone": text[:60]},
        }  # fmt: skip
        made = operator.post("/incidents", body)
        assert made.status_code == 201, (text, made.content)
        found = operator.get(f"/incidents/{made.json()['id']}").json()
        assert found["narrative"] == text
        assert found["place"]["address"] == text
        assert found["reports"][0]["narrative"] == text
        revealed = operator.post(f"/reports/{found['reports'][0]['id']}/reveal").json()
        assert revealed == {"phone": text[:60], "name": text[:200]}


def test_every_naughty_string_comes_back_from_lists_map_and_log(operator):
    incident = make_incident()
    path = f"/incidents/{incident.id}"
    texts = [text for text in naughty() if storable(text) and text != incident.narrative]
    for version, text in enumerate(texts, start=1):
        edited = operator.patch(path, {"narrative": text, "version": version})
        assert edited.status_code == 200, (text, edited.content)
        assert operator.get("/incidents").json()["items"][0]["narrative"] == text
        features = operator.get("/incidents.geojson").json()["features"]
        assert features[0]["properties"]["narrative"] == text
        if text.strip():
            assert operator.post(f"{path}/log", {"text": text}).json()["text"] == text


def test_every_naughty_string_comes_back_from_calls(operator):
    for text in filter(storable, naughty()):
        made = operator.post("/calls", {"note": text, "caller": {"name": text[:200]}})
        assert made.status_code == 201, (text, made.content)
        path = f"/calls/{made.json()['id']}"
        assert operator.get(path).json()["note"] == text
        assert operator.post(f"{path}/reveal").json()["name"] == text[:200]


def test_every_naughty_string_comes_back_from_a_unit(cast, night):
    officer, unit = caller_of(cast, "fire_officer"), make_unit(cast)
    for text in filter(storable, naughty()):
        told = officer.post(f"/units/{unit.id}/state", {"state": "BREAK", "note": text[:200]})
        assert told.json()["state_note"] == text[:200]
        told = officer.post(f"/units/{unit.id}/readiness", {"crew_count": 2, "defects": text})
        assert told.json()["defects"] == text


@pytest.mark.parametrize("escape", [b"\\u0000", b"\\ud800", b"\\udc00", b"\\udfff\\ud800"])
@pytest.mark.parametrize(
    "template",
    [
        b'{"category":"TREE_DOWN","narrative":"a%sb"}',
        b'{"category":"TREE_DOWN","place":{"address":"a%sb"}}',
        b'{"category":"TREE_DOWN","reporter":{"name":"a%sb"}}',
        b'{"category":"TREE_DOWN","facts":{"a%sb":true}}',
        b'{"category":"a%sb"}',
    ],
)
def test_nul_and_lone_surrogates_are_refused(operator, template, escape):
    response = operator.post("/incidents", template.replace(b"%s", escape))
    assert (response.status_code, response.json()["code"]) == (400, "KERNEL-005")
    assert not Incident.objects.exists()


def test_nul_in_a_query_is_refused(operator):
    assert operator.get("/regions", q="a\x00b").status_code == 400


def test_method_that_is_not_offered_is_a_problem(operator):
    response = operator.patch("/incidents", {})
    assert (response.status_code, response.json()["code"]) == (405, "WEB-004")
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_head_has_the_headers_of_get(operator):
    incident = make_incident()
    response = operator.client.head(f"/api/v1/incidents/{incident.id}", headers=operator.headers)
    assert (response.status_code, response.headers["ETag"]) == (200, '"1"')


@pytest.mark.parametrize("path", ["/nothing", "/incidents/7", "/assignments/x/clear"])
def test_address_that_is_none_is_a_problem(operator, path, settings):
    response = operator.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (
        404, "application/problem+json",
    )  # fmt: skip


def test_refusals_speak_the_language_asked_for(operator):
    body = {"category": "NAGA"}
    said = operator.post("/incidents", body, headers={"accept-language": "id"}).json()
    assert said["what"].startswith("Jenis kejadian NAGA")
    assert said["type"].endswith("#INCIDENTS-001")
    assert said["request_id"]


@pytest.mark.parametrize("token", ["", "salah", "Bearer", "\x7f"])
def test_token_that_is_none_opens_nothing(cast, token):
    response = Caller(token).get("/incidents")
    assert (response.status_code, response.json()["code"]) == (401, "KERNEL-001")


def test_reading_writes_nothing(operator, django_assert_num_queries):
    make_incident()
    for path in ("/incidents", "/incidents.geojson", "/calls", "/units", "/orgs", "/categories"):
        with CaptureWrites() as writes:
            assert operator.get(path).status_code == 200
        assert not writes.found


class CaptureWrites:
    """Collects the statements that change data."""

    def __enter__(self) -> "CaptureWrites":
        from django.db import connection

        self.found: list[str] = []
        self._wrapper = connection.execute_wrapper(self._look)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._wrapper.__exit__(*error)

    def _look(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.split(None, 1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            self.found.append(sql)
        return execute(sql, params, many, context)


def test_fragments_build_only_what_is_missing():
    fragments, asked = Fragments(), []

    def build(keys):
        asked.append(keys)
        return {key: str(key).encode() for key in keys if key != ("gone", 1)}

    assert fragments.render([("a", 1), ("b", 1)], build) == [b"('a', 1)", b"('b', 1)"]
    assert fragments.render([("b", 1), ("gone", 1), ("a", 2)], build) == [
        b"('b', 1)", b"('a', 2)",
    ]  # fmt: skip
    assert asked == [[("a", 1), ("b", 1)], [("gone", 1), ("a", 2)]]


def test_fragments_stay_bounded_and_keep_what_is_read():
    fragments = Fragments(most=10)
    fragments.put("kept", b"x")
    for number in range(35):
        fragments.put(number, b"y")
        assert fragments.get("kept") == b"x"
    assert len(fragments._young) + len(fragments._old) <= 20
