"""Reports of further callers, and the names and numbers behind them."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.geo.wire import WirePlace
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import ContactSafety, ReportSource
from kentongan.incidents.types import ReportInput
from kentongan.incidents.wire import (
    IncidentRow,
    WireReport,
    WireReporter,
    place_input,
    report_of,
    row_of,
)
from kentongan.kernel import clock
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import Listed, Moment, RegionCode, Text, happened_or_none

api = Api(tag="Reports")


class NewReportBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What one more caller has told."""

    narrative: Text = ""
    reporter: WireReporter | None = None
    place: WirePlace | None = None
    region: RegionCode = ""
    contact_safety: ContactSafety | None = None
    needs_open: bool = False
    source: ReportSource = ReportSource.API
    received_at: Moment | None = None


@api.get("/incidents/<uuid:incident_id>/reports", answer=Listed[WireReport])
def list_reports(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """What callers have told, oldest first, those of merged incidents included. Of a
    restricted one only after `POST …/read`.
    """
    by = actor_of(request)
    selectors.require_open_to(by, selectors.access_incident(by, incident_id), clock.now())
    items = [report_of(report) for report in selectors.list_reports(incident_id)]
    return answer(Listed(items=items))


@api.post(
    "/incidents/<uuid:incident_id>/reports", answer=WireReport, status=201,
    example={"narrative": "Api sudah sampai atap.", "reporter": {"phone": "+6281234567891"}},
)  # fmt: skip
def add_report(request: HttpRequest, *, incident_id: UUID, body: NewReportBody) -> HttpResponse:
    """One more caller about the same thing: words, place, number and needs are kept per caller."""
    reporter, at = body.reporter or WireReporter(), clock.now()
    said = ReportInput(
        source=body.source,
        name=reporter.name,
        phone=reporter.phone,
        narrative=body.narrative,
        place=place_input(body.place),
        region=body.region,
        contact_safety=body.contact_safety,
        needs_open=body.needs_open,
        received_at=happened_or_none(body.received_at, "received_at", at),
    )
    report = services.add_report(by=actor_of(request), incident_id=incident_id, said=said, at=at)
    return created(report_of(report), reverse("api:list-reports", args=[incident_id]))


class NeedsBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether this caller still waits for help."""

    needs_open: bool


@api.post("/reports/<uuid:report_id>/needs", answer=WireReport)
def set_report_needs(request: HttpRequest, *, report_id: UUID, body: NeedsBody) -> HttpResponse:
    """Say whether this caller still waits for help: with one open, nothing is closed."""
    report = services.set_report_needs(
        by=actor_of(request), report_id=report_id, needs_open=body.needs_open, at=clock.now()
    )
    return answer(report_of(report))


@api.post("/incidents/<uuid:incident_id>/read", answer=IncidentRow)
def read_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Open a restricted incident for this shift: the journal says who has read it when."""
    found = services.read_restricted(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return answer(row_of(found))


@api.post("/reports/<uuid:report_id>/reveal", answer=WireReporter, exempt=True)
def reveal_reporter(request: HttpRequest, *, report_id: UUID) -> HttpResponse:
    """A caller's name and number, whole. That you have read them is journalled."""
    # Exempt: the answer is never stored, for personal data have no place among stored answers.
    found = services.reveal_reporter(by=actor_of(request), report_id=report_id, at=clock.now())
    return answer(WireReporter(phone=found.phone, name=found.name))
