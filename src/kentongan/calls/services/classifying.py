"""What a call was: one key, one act; or an incident, a report to one, or the neighbour's."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.calls import events, rules, selectors
from kentongan.calls.adapters import has_pressed
from kentongan.calls.enums import Awaited, CallState, Channel, Disposition
from kentongan.calls.limits import UNDO_BY_OPERATOR
from kentongan.calls.models import Call
from kentongan.calls.services.agents import follow_line
from kentongan.calls.services.change import facts_of, record, save, step
from kentongan.calls.services.deciding import DECIDED, take_over, tell
from kentongan.calls.services.drafts import drop_draft
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, Priority, ReportSource, stricter
from kentongan.incidents.types import (
    Category,
    Incident,
    NewIncident,
    Report,
    ReportInput,
    Said,
)
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right

_SOURCE_OF = {
    Channel.PHONE: ReportSource.CALL,
    Channel.SIMULATED: ReportSource.CALL,
    Channel.CHAT: ReportSource.CHAT,
    Channel.WALK_IN: ReportSource.WALK_IN,
    Channel.RADIO: ReportSource.RADIO,
    Channel.AGENCY: ReportSource.AGENCY,
}
_CLASSIFYING: tuple[str, ...] = (
    "disposition",
    "classified_at",
    "classified_by",
    "answered_at",
    "answered_by",
    "ended_at",
    "contact_safety",
    "neighbour_due_at",
    "heard_at",
    *DECIDED,
)
SILENT_CATEGORY = "SILENT_HUMAN_SOUND"


def classify_call(
    *,
    by: Actor,
    call_id: UUID,
    disposition: Disposition,
    ended: bool | None = None,
    human_sound: bool = False,
    note: str = "",
    told: NewIncident | None = None,
    reason: str = "",
    at: datetime,
) -> Call:
    """One key says what it was, and has ended it, from ringing, waiting or answered. Never touches
    the number that made it. An emergency waits for its incident, "luar wilayah" for the neighbour.

    A silence in which a person was heard, or pressed keys, does not end by that: where `told` says
    where, it is an incident in the same act; else a supervisor decides. Refuses a call that a
    colleague has in hand, unless a supervisor gives a `reason`.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        overruled = take_over(act, call, reason)
        _classify(act, call, disposition, ended=ended, human_sound=human_sound, note=note)
        tell(act, call, overruled)
        if call.awaits == Awaited.DECIDE and told is not None and _is_known(told, call, at):
            _open(act, call, replace(told, category=SILENT_CATEGORY))
    return call


def _is_known(told: NewIncident, call: Call, at: datetime) -> bool:
    """Whether somebody can be sent there, and this regency knows the kind."""
    says_where = rules.says_where(told.place, told.region, call.region)
    return says_where and incident_selectors.find_category_at(SILENT_CATEGORY, at) is not None


def _classify(
    act: Act,
    call: Call,
    disposition: Disposition,
    *,
    ended: bool | None = None,
    human_sound: bool = False,
    note: str = "",
) -> None:
    if disposition == Disposition.SILENT and (human_sound or has_pressed(call.channel, call.id)):
        call.heard_at = call.heard_at or act.at
    is_heard = call.heard_at is not None and disposition in rules.PERSON_HEARD
    before = step(call, "await-decision" if is_heard else rules.step_of(disposition))
    call.disposition = Disposition.SILENT if is_heard else disposition
    call.contact_safety = rules.safety_after(
        call.disposition, call.contact_safety, human_sound=is_heard
    )
    _stamp(call, act)
    if ended if ended is not None else disposition not in rules.STAYS_OPEN:
        call.ended_at = call.ended_at or act.at
    is_neighbours = disposition == Disposition.OUT_OF_AREA
    call.neighbour_due_at = _neighbours_minute(act.at) if is_neighbours else None
    fields = _CLASSIFYING
    if note:
        call.note = require_storable("note", note)
        fields = (*fields, "note")
    save(act, call, *fields)
    if call.ended_at is not None:
        drop_draft(call)
    follow_line(act, call)
    classified = events.CallClassified(
        **facts_of(call), disposition=str(call.disposition), before=before
    )
    record(act, call, classified)


def _neighbours_minute(at: datetime) -> datetime:
    return at + timedelta(seconds=selectors.desk_times(at).neighbour_answers_s)


def _stamp(call: Call, act: Act) -> None:
    """Who has classified has also spoken to the caller, unless the line was dead before."""
    call.classified_at = act.at
    call.classified_by = act.by.id
    if call.answered_at is None and call.disposition != Disposition.DROPPED:
        call.answered_at = act.at
        call.answered_by = act.by.id


def undo_classification(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """The call is open again, as if just answered. One's own within 15 minutes; else a supervisor.

    Both labels stay in the journal.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        _undo(act, call)
    return call


def reclassify_call(
    *, by: Actor, call_id: UUID, disposition: Disposition, note: str = "", at: datetime
) -> Call:
    """Another label in one act. Refuses as `undo_classification` does."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        _undo(act, call)
        _classify(act, call, disposition, note=note)
    return call


def _undo(act: Act, call: Call) -> None:
    rules.require_may_undo(
        by_id=act.by.id,
        classified_by=call.classified_by,
        classified_at=call.classified_at,
        is_supervisor=selectors.is_supervisor(act.by),
        within=UNDO_BY_OPERATOR.lasts(act.at),
        at=act.at,
    )
    step(call, "undo")
    disposition_before = str(call.disposition)
    call.disposition = ""
    call.ended_at = call.classified_at = call.classified_by = call.neighbour_due_at = None
    call.answered_at = call.answered_at or act.at
    call.answered_by = call.answered_by or act.by.id
    save(act, call, *_CLASSIFYING)
    undone = events.ClassificationUndone(**facts_of(call), disposition_before=disposition_before)
    record(act, call, undone)


def open_incident_from_call(
    *, by: Actor, call_id: UUID, new: NewIncident, at: datetime
) -> Incident:
    """An incident, its first report, and the call linked to both, in one act.

    Number, name and contact safety are the call's where the form says nothing else. Refuses as
    `incidents.open_incident` does, and a call that is linked already.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if new.id is not None and call.incident_id == new.id:
            return incident_selectors.access_incident(by, new.id)
        return _open(act, call, new)


def _open(act: Act, call: Call, new: NewIncident) -> Incident:
    before = step(call, "link")
    incident = incidents.open_incident(by=act.by, new=_told(new, call, act.at), at=act.at)
    _link(act, call, incident, Disposition.EMERGENCY, before, opened=True)
    return incident


def link_call(
    *,
    by: Actor,
    call_id: UUID,
    incident_id: UUID,
    said: ReportInput | None = None,
    category: str = "",
    facts: Said | None = None,
    same_place_confirmed: bool = False,
    same_victims_confirmed: bool = False,
    at: datetime,
) -> Report:
    """One more caller about a known incident: a report of its own, nothing is merged away. Where
    `category` and `facts` tell of more danger than was known, the incident becomes that urgent.

    Refuses a P1 on either side unless "lokasi sama? korban sama?" were both answered
    (INCIDENTS-010), the other carriageway unless the place was (INCIDENTS-023), a call that is
    linked already, an incident that `by` may not edit, and one that has ended where the caller
    tells of an emergency (INCIDENTS-022): nobody would come.
    """
    told = incident_selectors.category_at(category, at) if category else None
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        before = step(call, "link")
        known = incident_selectors.access_incident(
            by, incident_id, right=Right.EDIT_INCIDENTS, lock=True
        )
        if told is not None:
            rules.require_open(known.state, known.number)
        priority = _urgency(known, told, facts or {}, at)
        rules.require_same(
            priority, place_confirmed=same_place_confirmed, victims_confirmed=same_victims_confirmed
        )
        said = _cared_for(_reported(said or ReportInput(), call), told)
        incident_selectors.require_same_carriageway(
            known, said.place, place_confirmed=same_place_confirmed
        )
        report = incidents.add_report(by=by, incident_id=incident_id, said=said, at=at)
        disposition = Disposition(call.disposition or Disposition.FOLLOW_UP)
        if disposition == Disposition.SILENT:
            disposition = Disposition.EMERGENCY
        call.contact_safety = stricter(call.contact_safety, report.contact_safety)
        _link(act, call, report.incident, disposition, before, opened=False)
        if category and facts:
            incidents.note_answers(
                by=by, incident_id=incident_id, category=category, facts=facts, at=at
            )
        incidents.set_priority(by=by, incident_id=incident_id, priority=priority, at=at)
    return report


def _urgency(known: Incident, told: Category | None, facts: Said, at: datetime) -> Priority:
    asked = incident_selectors.priority_of(told, facts, at) if told else None
    return rules.more_urgent(known.priority, asked)


def _cared_for(said: ReportInput, told: Category | None) -> ReportInput:
    """Whoever tells of something that forbids contact must not be contacted (practice.md §3.1)."""
    if told is None or not incident_selectors.forbids_contact(told):
        return said
    return replace(said, contact_safety=ContactSafety.DO_NOT_CONTACT)


def _link(
    act: Act,
    call: Call,
    incident: Incident,
    disposition: Disposition,
    before: str,
    *,
    opened: bool,
) -> None:
    call.incident = incident
    call.disposition = disposition
    call.neighbour_due_at = None
    call.contact_safety = stricter(call.contact_safety, incident.contact_safety)
    _stamp(call, act)
    if before in (CallState.ABANDONED, CallState.CALLBACK):
        call.ended_at = call.ended_at or act.at
    save(act, call, "incident", *_CLASSIFYING)
    drop_draft(call)
    follow_line(act, call)
    linked = events.CallLinked(**facts_of(call), incident_id=incident.id, opened=opened)
    record(act, call, linked)


def _told(new: NewIncident, call: Call, at: datetime) -> NewIncident:
    return replace(
        new,
        region=new.region or call.region,
        report=_reported(new.report, call),
        contact_safety=_safety(new.contact_safety, call),
        started_at=new.started_at or call.arrived_at,
        answered_at=new.answered_at or call.answered_at or at,
    )


def _reported(said: ReportInput, call: Call) -> ReportInput:
    return replace(
        said,
        source=_SOURCE_OF[Channel(call.channel)],
        call_id=call.id,
        name=said.name or call.caller_name,
        phone=said.phone or call.caller_phone,
        narrative=said.narrative or call.note,
        contact_safety=_safety(said.contact_safety, call),
        received_at=said.received_at or call.arrived_at,
    )


def _safety(said: ContactSafety | None, call: Call) -> ContactSafety | None:
    """The operator's word on the form; without one the call's, if anybody has looked at it."""
    if call.contact_safety == ContactSafety.DO_NOT_CONTACT:
        return ContactSafety.DO_NOT_CONTACT
    if said is None and call.contact_safety != ContactSafety.UNKNOWN:
        return ContactSafety(call.contact_safety)
    return said
