"""A call that was linked to the wrong incident: the caller is at the beginning again, with all that
he has said.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from kentongan.calls import events, rules, selectors
from kentongan.calls.errors import CallNotLinked, CallOpenedIncident
from kentongan.calls.limits import UNDO_BY_OPERATOR
from kentongan.calls.models import Call
from kentongan.calls.services.change import facts_of, record, save, step
from kentongan.calls.services.drafts import store_draft
from kentongan.geo.addresses import PART_NAMES, stone_of
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.types import Report
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right


def unlink_call(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Undo a link: the call is open as if just answered, its report leaves the incident, and what
    was said stands in the call's draft. One's own of the last minutes; else a supervisor.

    An incident that has ended gives the caller back all the same: he may still wait for help.

    Refuses a call that is linked to nothing (CALLS-017), and the one that opened its incident
    (CALLS-018). Contact safety stays as strict, and the incident's priority as high, as it became.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        report = _report_of(call)
        _require_may_undo(by, call, at)
        step(call, "unlink")
        incidents.withdraw_report(by=by, report=report, at=at)
        _open_again(act, call, report)
    return call


def _report_of(call: Call) -> Report:
    report = incident_selectors.find_report_of_call(call.id) if call.incident_id else None
    if report is None:
        raise CallNotLinked(number=call.number)
    if incident_selectors.opening_call(report.incident_id) == call.id:
        raise CallOpenedIncident(number=call.number)
    return report


def _require_may_undo(by: Actor, call: Call, at: datetime) -> None:
    rules.require_may_undo(
        by_id=by.id,
        classified_by=call.classified_by,
        classified_at=call.classified_at,
        is_supervisor=selectors.is_supervisor(by),
        within=UNDO_BY_OPERATOR.lasts(at),
        at=at,
    )


def _open_again(act: Act, call: Call, report: Report) -> None:
    disposition_before = str(call.disposition)
    call.incident = None
    call.disposition = ""
    call.ended_at = call.classified_at = call.classified_by = None
    call.note = call.note or report.narrative
    save(act, call, "incident", "disposition", "ended_at", "classified_at", "classified_by", "note")
    said = msgspec.json.encode(form_of(report)).decode()
    store_draft(call.id, said, act.by.id, act.at)
    unlinked = events.CallUnlinked(
        **facts_of(call), incident_id=report.incident_id, disposition_before=disposition_before
    )
    record(act, call, unlinked)


def form_of(report: Report) -> dict[str, list[str]]:
    """What a caller has told, as the desk's form has it: its fields by name."""
    said = {
        "narrative": report.narrative,
        "name": report.reporter_name,
        "phone": report.reporter_phone,
        "contact_safety": report.contact_safety,
        **_place_of(report),
    }
    # an empty list unticks a box; of all others what was not said is left as the form has it
    return {name: [value] for name, value in said.items() if value} | {
        "needs_open": ["1"] if report.needs_open else []
    }


def _place_of(report: Report) -> dict[str, str]:
    parts = {name: getattr(report, name) for name in PART_NAMES if name != "road_m"}
    placed = {
        "region": report.region,
        "address": report.address,
        "quality": report.place_quality,
        "road_km": stone_of(report.road_m),
    }
    if report.lat is not None and report.lon is not None:
        placed["coordinates"] = f"{report.lat:.6f}, {report.lon:.6f}"
        placed["accuracy_m"] = f"{report.accuracy_m:.0f}" if report.accuracy_m else ""
        placed["source"] = report.place_source
    return parts | placed
