"""What somebody is asked to make safe before a crew works, and what was answered."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import TicketMethod
from kentongan.dispatch.models import Condition
from kentongan.dispatch.wire import WireCondition, condition_of
from kentongan.incidents.selectors import access_incident
from kentongan.kernel import clock
from kentongan.web.endpoints import Api, answer, created, etag
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, Line, Listed

api = Api(tag="Conditions")

HERE = "/conditions/<uuid:condition_id>"


class AskBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is asked, of whom, where; `name` is who took the request."""

    kind: Code
    org_id: UUID
    where: Line = ""
    name: Line = ""
    method: TicketMethod = TicketMethod.PHONE


class SaidBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who says so (rank and name)."""

    name: Line


class RefusedBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who refuses, and why."""

    name: Line
    reason: Annotated[Line, Meta(min_length=1)]


@api.get("/conditions", answer=Listed[WireCondition])
def list_conditions(request: HttpRequest) -> HttpResponse:
    """Those that are waited for, refused, or in force until somebody releases them."""
    rows = selectors.list_open_conditions(actor_of(request))
    return answer(Listed(items=[condition_of(row) for row in rows]))


@api.get("/incidents/<uuid:incident_id>/conditions", answer=Listed[WireCondition])
def list_conditions_of(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Those of one incident, the unsafe first. Only `is_safe` is safe."""
    incident = access_incident(actor_of(request), incident_id)
    rows = selectors.list_conditions_of(incident)
    return answer(Listed(items=[condition_of(row) for row in rows]))


@api.post("/incidents/<uuid:incident_id>/conditions", answer=WireCondition, status=201)
def ask_condition(request: HttpRequest, *, incident_id: UUID, body: AskBody) -> HttpResponse:
    """Ask for power off, a road closed, a train stopped. Nothing is safe yet."""
    condition = services.ask_condition(
        by=actor_of(request), incident_id=incident_id, kind=body.kind, org_id=body.org_id,
        where=body.where, name=body.name, method=body.method, at=clock.now(),
    )  # fmt: skip
    location = reverse("api:get-condition", args=[condition.id])
    row = selectors.condition_row(condition)
    return created(condition_of(row), location, version=condition.version)


@api.get(HERE, answer=WireCondition)
def get_condition(request: HttpRequest, *, condition_id: UUID) -> HttpResponse:
    """One condition, for those who may answer it."""
    found = selectors.access_condition(actor_of(request), condition_id, answers=True)
    return _answered(found)


@api.post(f"{HERE}/confirm", answer=WireCondition, example={"name": "Bripka Slamet"})
def confirm_condition(request: HttpRequest, *, condition_id: UUID, body: SaidBody) -> HttpResponse:
    """It is so, says this person: now it is safe."""
    condition = services.confirm_condition(
        by=actor_of(request), condition_id=condition_id, name=body.name, at=clock.now()
    )
    return _answered(condition)


@api.post(f"{HERE}/refuse", answer=WireCondition, example={"name": "Budi", "reason": "Gardu jauh"})
def refuse_condition(
    request: HttpRequest, *, condition_id: UUID, body: RefusedBody
) -> HttpResponse:
    """It will not be done, says this person, and why."""
    condition = services.refuse_condition(
        by=actor_of(request), condition_id=condition_id, name=body.name, reason=body.reason,
        at=clock.now(),
    )  # fmt: skip
    return _answered(condition)


@api.post(f"{HERE}/release", answer=WireCondition, example={"name": "Bripka Slamet"})
def release_condition(request: HttpRequest, *, condition_id: UUID, body: SaidBody) -> HttpResponse:
    """It does not hold any more, says this person: power on, road open."""
    condition = services.release_condition(
        by=actor_of(request), condition_id=condition_id, name=body.name, at=clock.now()
    )
    return _answered(condition)


@api.post(f"{HERE}/cancel", answer=WireCondition)
def cancel_condition(request: HttpRequest, *, condition_id: UUID) -> HttpResponse:
    """It is not needed any more. What was confirmed is released instead."""
    condition = services.cancel_condition(
        by=actor_of(request), condition_id=condition_id, at=clock.now()
    )
    return _answered(condition)


def _answered(condition: Condition) -> HttpResponse:
    row = selectors.condition_row(condition)
    return answer(condition_of(row), headers={"ETag": etag(condition.version)})
