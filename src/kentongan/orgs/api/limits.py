"""Thresholds and deadlines of the regency, for administrators."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from kentongan.journal.limits import list_rows
from kentongan.journal.models import DatedLimit
from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, Moment, Stamp, stamp, stamp_or_none, utc_or_none

api = Api(tag="Configuration")


class WireLimit(msgspec.Struct, kw_only=True):
    """A number as it was decided: seconds or metres, as its code ends."""

    id: UUID
    code: str
    value: int
    legal_basis: str
    valid_from: Stamp
    valid_until: Stamp | None
    changed_by: UUID


class LimitBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to hold, by what right, and from when (now, where it is not said)."""

    code: Line
    value: int
    legal_basis: Line
    valid_from: Moment | None = None


@api.get("/limits", answer=Listed[WireLimit])
def list_limits(request: HttpRequest) -> HttpResponse:
    """All that was decided, code by code, the newest first."""
    selectors.rights_of(actor_of(request)).require_anywhere(Right.CONFIGURE)
    return answer(Listed(items=[_limit(row) for row in list_rows()]))


@api.post(
    "/limits",
    answer=WireLimit,
    example={"code": "dispatch.round_s", "value": 240, "legal_basis": "SOP 112/4/2026"},
)
def set_limit(request: HttpRequest, *, body: LimitBody) -> HttpResponse:
    """Let a number hold from now on or from a later moment; the rows of before stay."""
    row = services.set_limit(
        by=actor_of(request), code=body.code, value=body.value, legal_basis=body.legal_basis,
        valid_from=utc_or_none(body.valid_from, "valid_from"),
        at=clock.now(),
    )  # fmt: skip
    return answer(_limit(row))


def _limit(row: DatedLimit) -> WireLimit:
    return WireLimit(
        id=row.id, code=row.code, value=row.value, legal_basis=row.legal_basis,
        valid_from=stamp(row.valid_from), valid_until=stamp_or_none(row.valid_until),
        changed_by=row.changed_by,
    )  # fmt: skip
