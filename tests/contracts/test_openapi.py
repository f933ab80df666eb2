"""The OpenAPI document is true: valid, complete, and no request made from it breaks the house."""

import json
from typing import Any

import jsonschema_rs
import pytest

from kentongan.config import api
from kentongan.kernel.errors import all_failures
from kentongan.web.endpoints import JSON
from tests.caller import Caller

DOCUMENT: dict[str, Any] = json.loads(api.openapi_bytes())
OPERATIONS = [
    (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
ASKED_FOR = """
GET /calls · POST /calls · GET /calls/{call_id} · POST /calls/{call_id}/answer
POST /calls/{call_id}/classify · POST /calls/{call_id}/link · POST /calls/{call_id}/abandon
POST /calls/{call_id}/end · POST /incidents · GET /incidents · GET /incidents/{incident_id}
PATCH /incidents/{incident_id} · GET /incidents.geojson · GET /incidents/{incident_id}/proposals
GET /incidents/{incident_id}/duplicates · POST /incidents/{incident_id}/reports
POST /incidents/{incident_id}/merge · POST /incidents/{incident_id}/unmerge
POST /incidents/{incident_id}/control · POST /incidents/{incident_id}/close
POST /incidents/{incident_id}/tickets · GET /tickets · POST /tickets/{ticket_id}/decline
POST /tickets/{ticket_id}/acknowledge · POST /tickets/{ticket_id}/forward
POST /tickets/{ticket_id}/assignments · POST /assignments/{assignment_id}/{step} · GET /units
POST /units/{unit_id}/position · POST /units/{unit_id}/readiness · POST /units/{unit_id}/state
GET /journal · GET /live · POST /reports/{report_id}/reveal · GET /regions · GET /categories
GET /orgs
"""


def test_everything_that_was_asked_for_is_there():
    offered = {f"{method.upper()} {path}" for method, path, _ in OPERATIONS}
    asked = {each.strip() for line in ASKED_FOR.strip().splitlines() for each in line.split("·")}
    assert asked <= offered, asked - offered


def test_document_is_31_and_served_to_everybody(db):
    response = Caller().get("/openapi.json")
    assert response.status_code == 200
    assert response.json() == DOCUMENT
    assert DOCUMENT["openapi"] == "3.1.0"


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_schema_is_valid(name):
    jsonschema_rs.meta.validate(
        {"$ref": f"#/$defs/{name}", "$defs": DOCUMENT["components"]["schemas"]}
    )


def test_every_reference_leads_somewhere():
    for reference in _references(DOCUMENT):
        found: Any = DOCUMENT
        for key in reference.removeprefix("#/").split("/"):
            found = found[key]


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [each for item in value.values() for each in _references(item)]
    if isinstance(value, list):
        return [each for item in value for each in _references(item)]
    return []


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_described(method, path, operation):
    assert operation["summary"].endswith(".") or operation["summary"].endswith(")."), path
    assert operation["operationId"]
    named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
    assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}
    refusals = {"400", "401", "403", "404"} | ({"409", "422"} if method != "get" else set())
    assert refusals | ({"412"} if method == "patch" else set()) <= set(operation["responses"])


def test_operation_ids_are_unique():
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_writes_take_an_idempotency_key_but_positions_drafts_and_what_is_shown_once():
    """Files have an id of their own instead."""
    without = {
        path
        for method, path, operation in OPERATIONS
        if method != "get" and "Idempotency-Key" not in {p["name"] for p in operation["parameters"]}
    }
    assert without == {
        "/units/{unit_id}/position", "/reports/{report_id}/reveal", "/calls/{call_id}/reveal",
        "/calls/{call_id}/draft", "/calls/{call_id}/fixes/open", "/follow-ups/{follow_up_id}/read",
            "/complaints/{complaint_id}/words",
        "/incidents/{incident_id}/files", "/incidents/{incident_id}/files/{attachment_id}/open",
        "/closures/{closure_id}/files", "/closures/{closure_id}/files/{attachment_id}/open",
        "/people", "/people/{user_id}/one-time-password", "/me/password",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "schema"),
    [
        (content["example"], content["schema"])
        for _, _, operation in OPERATIONS
        if "requestBody" in operation
        and "example" in (content := operation["requestBody"]["content"].get(JSON, {}))
    ],
)
def test_example_is_what_its_schema_says(body, schema):
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema_rs.validate(whole, body)


def test_docs_page_works_without_the_internet(db, client):
    response = client.get("/api/docs")
    page = response.content.decode()
    assert response.status_code == 200
    assert "/api/v1/openapi.json" in page
    assert "https://" not in page


def test_every_refusal_has_its_three_sentences():
    for code, failure in all_failures().items():
        assert failure.what, code
