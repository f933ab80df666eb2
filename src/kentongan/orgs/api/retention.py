"""How long personal fields are kept, for administrators."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.journal.models import RetentionPeriod
from kentongan.journal.periods import list_periods
from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, Line, Listed, Stamp, stamp, stamp_or_none

api = Api(tag="Configuration")


class WirePeriod(msgspec.Struct, kw_only=True):
    """How long the personal fields of a class are kept. One that is to follow begins later."""

    id: UUID
    retention: str
    days: int
    legal_basis: str
    valid_from: Stamp
    valid_until: Stamp | None
    changed_by: UUID


class PeriodBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How long a class is to be kept, and by what right."""

    retention: Annotated[Code, Meta(examples=["call", "duty"])]
    days: int
    legal_basis: Line


@api.get("/retention", answer=Listed[WirePeriod])
def list_retention(request: HttpRequest) -> HttpResponse:
    """The period in force of each class of personal fields, and one that is to follow it."""
    selectors.rights_of(actor_of(request)).require_anywhere(Right.CONFIGURE)
    return answer(Listed(items=[_period(row) for row in list_periods(clock.now())]))


@api.post(
    "/retention",
    answer=WirePeriod,
    example={"retention": "call", "days": 730, "legal_basis": "SK Bupati 100.3/17/2026"},
)
def set_retention(request: HttpRequest, *, body: PeriodBody) -> HttpResponse:
    """Keep a class so long. A longer period counts at once, a shorter one after seven days:
    what it empties does not come back.
    """
    row = services.set_retention(
        by=actor_of(request),
        retention=body.retention,
        days=body.days,
        legal_basis=body.legal_basis,
        at=clock.now(),
    )
    return answer(_period(row))


def _period(row: RetentionPeriod) -> WirePeriod:
    return WirePeriod(
        id=row.id,
        retention=row.retention,
        days=row.days,
        legal_basis=row.legal_basis,
        valid_from=stamp(row.valid_from),
        valid_until=stamp_or_none(row.valid_until),
        changed_by=row.changed_by,
    )
