"""Further callers about the same thing: each keeps words, place, number and needs."""

from datetime import datetime
from uuid import UUID

from kentongan.incidents import events, selectors
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.errors import CallAlreadyReported, StillADraft
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.services.change import DESK, FIELD, facts_of, record_and_tell, save
from kentongan.incidents.services.opening import build_report
from kentongan.incidents.sql_rows import insert
from kentongan.incidents.types import Reporter, ReportInput
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.orgs.enums import Right


def add_report(*, by: Actor, incident_id: UUID, said: ReportInput, at: datetime) -> Report:
    """One more caller about an incident. Refuses a call that has become a report already, and a
    draft: its next save replaces it, and a caller must not vanish with it.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=DESK, lock=True)
        if incident.state == IncidentState.DRAFT:
            raise StillADraft(number=incident.number)
        _require_new(said.call_id)
        report = build_report(by=by, incident=incident, said=said, at=at)
        insert(report)
        incident.report_count += 1
        save(incident, "report_count")
        added = events.ReportAdded(
            **facts_of(incident),
            report_id=report.id,
            source=str(report.source),
            call_id=report.call_id,
            report_count=incident.report_count,
        )
        record_and_tell(act, incident, added)
    return report


def withdraw_report(*, by: Actor, report: Report, at: datetime) -> Incident:
    """Take a caller's report out of an incident that it was never about: its words and place go
    back to the call, which the caller of this has in hand. Priority stays: no machine lowers it.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, report.incident_id, right=DESK, lock=True)
        if not Report.objects.filter(id=report.id).delete()[0]:
            raise NotFound(thing="Laporan")
        incident.report_count -= 1
        save(incident, "report_count")
        withdrawn = events.ReportWithdrawn(
            **facts_of(incident),
            report_id=report.id,
            call_id=report.call_id,
            report_count=incident.report_count,
        )
        record_and_tell(act, incident, withdrawn)
    return incident


def set_report_needs(*, by: Actor, report_id: UUID, needs_open: bool, at: datetime) -> Report:
    """Say whether this caller still waits for help: with one open, nothing is closed."""
    with journal.act(by=by, at=at) as act:
        report = _report(report_id)
        incident = selectors.access_incident(by, report.incident_id, right=FIELD, lock=True)
        report.needs_open = needs_open
        report.save(update_fields=["needs_open"])
        save(incident)
        needs_set = events.ReportNeedsSet(
            **facts_of(incident), report_id=report.id, needs_open=needs_open
        )
        record_and_tell(act, incident, needs_set)
    return report


def reveal_reporter(*, by: Actor, report_id: UUID, at: datetime) -> Reporter:
    """Name and number of a caller; the journal says who has read them. Needs REVEAL_PERSONS."""
    with journal.act(by=by, at=at) as act:
        report = selectors.access_report(by, report_id, right=Right.REVEAL_PERSONS)
        revealed = events.ReporterRevealed(**facts_of(report.incident), report_id=report.id)
        act.record(revealed, region=report.incident.region)
    return Reporter(name=report.reporter_name, phone=report.reporter_phone)


def _require_new(call_id: UUID | None) -> None:
    if call_id is not None and Report.objects.filter(call_id=call_id).exists():
        raise CallAlreadyReported


def _report(report_id: UUID) -> Report:
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise NotFound(thing="Laporan")
    return report
