"""Line tests over HTTP: what is to be tried, and what came of it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.linetests import selectors, services
from kentongan.linetests.enums import Outcome, Standing
from kentongan.linetests.types import LineTest, Said
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, Line, Moment, Stamp, stamp, stamp_or_none, utc

api = Api(tag="Line tests")


class WireLine(msgspec.Struct, kw_only=True):
    """A provider in a kecamatan, and what its last test says of it now."""

    provider_id: UUID
    provider: str
    region: str
    standing: Standing
    outcome: Outcome | None
    is_number_shown: bool | None
    tried_at: Stamp | None


class WireLines(msgspec.Struct, kw_only=True):
    """Every line, by kecamatan and provider."""

    items: list[WireLine]


class WireTest(msgspec.Struct, kw_only=True):
    id: UUID
    provider_id: UUID
    region: str
    outcome: Outcome
    elsewhere: str
    is_number_shown: bool | None
    answered_after_s: int | None
    call_id: UUID | None
    tried_at: Stamp


class TestBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A test call. The last four only where it came here; `elsewhere` names the other centre."""

    provider_id: UUID
    region: Code
    outcome: Outcome
    tried_at: Moment
    elsewhere: Line = ""
    is_number_shown: bool | None = None
    answered_after_s: Annotated[int, Meta(ge=0, le=3600)] | None = None
    call_id: UUID | None = None
    tried_by: Line = ""
    note: Line = ""


@api.get("/line-tests", answer=WireLines)
def lines(request: HttpRequest) -> HttpResponse:
    """What is known of each provider in each kecamatan."""
    selectors.require_desk(actor_of(request))
    found = selectors.plan(clock.now())
    items = [
        WireLine(
            provider_id=line.provider.id, provider=line.provider.name, region=dotted(line.region),
            standing=line.standing, outcome=Outcome(line.test.outcome) if line.test else None,
            is_number_shown=line.test.is_number_shown if line.test else None,
            tried_at=stamp_or_none(line.test.tried_at if line.test else None),
        )
        for _, row in found.rows
        for line in row
    ]  # fmt: skip
    return answer(WireLines(items=items))


@api.post("/line-tests", answer=WireTest, status=201)
def note(request: HttpRequest, *, body: TestBody) -> HttpResponse:
    """Note what came of a test call."""
    said = Said(
        provider_id=body.provider_id, region=body.region, outcome=body.outcome,
        tried_at=_moment(body.tried_at), elsewhere=body.elsewhere,
        is_number_shown=body.is_number_shown, answered_after_s=body.answered_after_s,
        call_id=body.call_id, tried_by=body.tried_by, note=body.note,
    )  # fmt: skip
    row = services.note_test(by=actor_of(request), said=said, at=clock.now())
    return created(_wire(row), "/api/v1/line-tests")


def _moment(said: datetime) -> datetime:
    return utc(said, "tried_at")


def _wire(row: LineTest) -> WireTest:
    return WireTest(
        id=row.id, provider_id=row.provider_id, region=dotted(row.region),
        outcome=Outcome(row.outcome), elsewhere=row.elsewhere,
        is_number_shown=row.is_number_shown, answered_after_s=row.answered_after_s,
        call_id=row.call_id, tried_at=stamp(row.tried_at),
    )  # fmt: skip
