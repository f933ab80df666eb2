"""Hostile requests made from our own OpenAPI: none may end in a 5xx (issue F.21), nor in a status
that the document does not name. The same ones in every run, as several roles, with no thread beside
them.
"""

import json
import random
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import pytest
import requests
import schemathesis
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from kentongan.config import api
from tests.caller import caller_of
from tests.calls.make import make_call
from tests.cast import Cast
from tests.dispatch.make import make_accepted, make_assignment
from tests.fleet.make import make_unit
from tests.incidents.make import make_categories, make_incident

EXAMPLES = {"supervisor": 10, "fire_officer": 4, "admin": 4, "leader": 2}
"""How many requests to an address, by role: a supervisor reaches the most."""

RAW = {"/live"}
"""Answered by the raw ASGI application, not by Django."""

SCHEMA = schemathesis.openapi.from_dict(json.loads(api.openapi_bytes()))
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture
def known(cast: Cast) -> dict[str, list[UUID]]:
    """Ids of things that are there, so that requests reach further than NotFound."""
    make_categories()
    unit = make_unit(cast)
    ticket = make_accepted(cast)
    assignment = make_assignment(cast, unit, ticket)
    incidents = [make_incident().id, ticket.incident_id]
    return {
        "incident_id": incidents,
        "report_id": [make_incident().reports.get().id],
        "ticket_id": [ticket.id],
        "assignment_id": [assignment.id],
        "unit_id": [unit.id, make_unit(cast).id],
        "call_id": [make_call().id],
        "org_id": [cast.org_id("fire"), cast.org_id("medical")],
    }


@pytest.mark.parametrize("role", sorted(EXAMPLES))
@pytest.mark.parametrize("tag", sorted({found.tags[0] for found in OPERATIONS}))
def test_no_request_made_from_the_document_breaks_the_house(cast, known, tag, role):
    headers = caller_of(cast, role).headers
    for operation in OPERATIONS:
        if operation.tags[0] == tag and operation.path not in RAW:
            _try(operation, known, headers, EXAMPLES[role])


def _try(
    operation: Any, known: dict[str, list[UUID]], headers: dict[str, str], examples: int
) -> None:
    chosen = random.Random(operation.label)  # which known id, not a secret
    documented = set(operation.definition.raw["responses"])

    @settings(
        max_examples=examples,
        derandomize=True,
        report_multiple_bugs=False,
        print_blob=False,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def hostile(case: Any) -> None:
        for name in case.path_parameters or {}:
            if name in known and chosen.random() < 0.8:
                case.path_parameters[name] = str(chosen.choice(known[name]))
        response = _send(case, headers)
        assert response.status_code < 500, (operation.label, response.content)
        assert str(response.status_code) in documented, (operation.label, response.content)

    hostile()
    connection.check_constraints()


def _send(case: Any, headers: dict[str, str]) -> HttpResponse:
    """Through Django's own client: what is raised inside is raised here, with its traceback."""
    given = case.as_transport_kwargs(base_url="http://testserver/api/v1")
    prepared = requests.Request(
        given["method"], given["url"], headers={**given["headers"], **headers},
        params=given.get("params"), data=given.get("data"), json=given.get("json"),
    ).prepare()  # fmt: skip
    address = urlsplit(prepared.url)
    body = prepared.body or b""
    return Client().generic(
        prepared.method, unquote(address.path), body.encode() if isinstance(body, str) else body,
        content_type=prepared.headers.get("Content-Type", "application/json"),
        headers=dict(prepared.headers), query_string=address.query,
    )  # fmt: skip
