"""Calls through their services: counted, held by one, disposed of at once, never rung alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kentongan.calls import selectors, services, tasks
from kentongan.calls.enums import CallState, Channel, Disposition
from kentongan.calls.errors import (
    AlreadyAnswered,
    CallbackNotSafe,
    ClassifyFirst,
    EmergencyWithoutIncident,
    HeldByColleague,
    IdTaken,
    LookAtHistoryFirst,
    NeighbourNotConfirmed,
    NotOutOfArea,
    NotYoursToUndo,
    ReceiverMissing,
)
from kentongan.calls.models import Call
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, Priority, ReportSource
from kentongan.incidents.errors import (
    AlreadyEnded,
    NoSuchCategory,
    SafetyStays,
    SamenessNotConfirmed,
)
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.rules import NEVER_AT_FIRST
from kentongan.incidents.types import NewIncident, ReportInput
from kentongan.journal.models import Entry, OutboxItem
from kentongan.journal.personal import phone_index
from kentongan.kernel.actors import REACTIONS, RETENTION, SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound, Unreadable
from kentongan.kernel.ids import new_id
from kentongan.messaging.models import Message
from kentongan.orgs.selectors import rights_of
from tests.calls.make import answered, make_call, new_call
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import MARK_NAME, MARK_PHONE, MARK_TEXT, MARKS, exact, make_incident

SECOND = timedelta(seconds=1)


def test_ringing_call_has_a_number_and_sealed_caller(cast: Cast) -> None:
    call = make_call(by=cast.operator)
    assert (call.number, call.state, call.region) == ("TLP-3324-20261123-0001", "INCOMING", "3324")
    with connection.cursor() as cursor:
        cursor.execute("SELECT caller_phone, caller_name FROM calls_call")
        assert all(value.startswith("k1.") for value in cursor.fetchone())
    entry = Entry.objects.get(subject_id=call.id)
    assert entry.kind == "calls.call.received"
    assert not any(mark in entry.data for mark in MARKS)


def test_same_call_with_the_same_id_is_the_same_row(cast: Cast) -> None:
    new = new_call(id=new_id())
    first = services.receive_call(by=cast.operator, new=new, at=NIGHT)
    assert services.receive_call(by=cast.operator, new=new, at=NIGHT).id == first.id
    with pytest.raises(IdTaken):
        services.receive_call(by=cast.operator, new=new_call(id=new.id, phone="112"), at=NIGHT)


def test_call_from_across_the_border_is_kept_where_it_was_taken(cast: Cast) -> None:
    assert make_call(by=cast.operator, region="33.25").region == "3324"


@pytest.mark.parametrize("who", ["camat", "leader", "fire_officer", "auditor", "outsider"])
def test_those_who_take_no_calls_are_refused(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        make_call(by=cast.actor(who))


def test_text_no_database_can_keep_is_refused(cast: Cast) -> None:
    with pytest.raises(Unreadable):
        make_call(note="\x00")


def test_two_operators_one_call_the_first_wins(cast: Cast) -> None:
    call = make_call()
    services.queue_call(by=SETUP, call_id=call.id, at=NIGHT)
    first = services.answer_call(by=cast.operator, call_id=call.id, at=NIGHT + SECOND)
    assert (first.state, first.answered_at) == (CallState.ANSWERED, NIGHT + SECOND)
    with pytest.raises(AlreadyAnswered) as refusal:
        services.answer_call(by=cast.second_operator, call_id=call.id, at=NIGHT)
    assert refusal.value.facts == {"answered_by": cast.operator.id}
    again = services.answer_call(by=cast.operator, call_id=call.id, at=NIGHT + 2 * SECOND)
    assert again.version == first.version


ONE_KEY = [d for d in Disposition if d not in (Disposition.EMERGENCY, Disposition.OUT_OF_AREA)]


@pytest.mark.parametrize("disposition", ONE_KEY)
def test_one_key_disposes_of_a_ringing_call(cast: Cast, disposition: Disposition) -> None:
    call = make_call()
    phone = bytes(Call.objects.get(id=call.id).caller_phone_index or b"")
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=disposition, at=NIGHT + SECOND
    )
    call.refresh_from_db()
    assert (call.disposition, call.ended_at) == (disposition, NIGHT + SECOND)
    assert call.classified_by == cast.operator.id
    assert (call.answered_at is None) == (disposition == Disposition.DROPPED)
    assert (call.caller_phone, bytes(call.caller_phone_index or b"")) == (MARK_PHONE, phone)
    assert Entry.objects.filter(subject_id=call.id).count() == 2
    assert not OutboxItem.objects.exists()


def test_disposed_call_is_not_classified_twice(cast: Cast) -> None:
    call = answered(cast.operator)
    classify = {"by": cast.operator, "call_id": call.id, "at": NIGHT}
    services.classify_call(disposition=Disposition.PRANK, **classify)
    with pytest.raises(IllegalStep):
        services.classify_call(disposition=Disposition.SILENT, **classify)


def test_label_is_undone_by_its_operator_soon_or_a_supervisor_later(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.PRANK, at=NIGHT
    )
    with pytest.raises(NotYoursToUndo):
        services.undo_classification(by=cast.second_operator, call_id=call.id, at=NIGHT)
    later = NIGHT + timedelta(hours=2)
    with pytest.raises(NotYoursToUndo):
        services.undo_classification(by=cast.operator, call_id=call.id, at=later)
    undone = services.undo_classification(by=cast.supervisor, call_id=call.id, at=later)
    assert (undone.state, undone.disposition, undone.ended_at) == ("ANSWERED", "", None)
    entry = Entry.objects.get(kind="calls.call.classification-undone")
    assert entry.facts["disposition_before"] == "PRANK"


def test_other_label_in_one_act(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.PRANK, at=NIGHT
    )
    relabelled = services.reclassify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.SILENT, at=NIGHT
    )
    assert (relabelled.state, relabelled.disposition) == ("SILENT", "SILENT")


def test_incident_from_a_call_in_one_act(cast: Cast) -> None:
    call = answered(cast.operator)
    incident = services.open_incident_from_call(
        by=cast.operator, call_id=call.id, at=NIGHT + SECOND,
        new=NewIncident(category="TREE_DOWN", place=exact(), region="332415"),
    )  # fmt: skip
    call.refresh_from_db()
    assert (call.state, call.incident_id, call.disposition) == ("LINKED", incident.id, "EMERGENCY")
    report = Report.objects.get(call_id=call.id)
    assert (report.incident_id, report.reporter_phone) == (incident.id, MARK_PHONE)
    assert (report.source, report.narrative) == (ReportSource.CALL, MARK_TEXT)
    assert (incident.started_at, incident.answered_at) == (NIGHT, NIGHT)
    assert services.end_call(by=cast.operator, call_id=call.id, at=NIGHT).state == "ENDED"


def test_incident_of_a_call_sent_twice_is_one(cast: Cast) -> None:
    call = answered(cast.operator)
    values = {"by": cast.operator, "call_id": call.id, "at": NIGHT}
    new = NewIncident(category="TREE_DOWN", id=new_id())
    first = services.open_incident_from_call(new=new, **values)
    assert services.open_incident_from_call(new=new, **values).id == first.id
    with pytest.raises(IllegalStep):
        services.open_incident_from_call(new=NewIncident(category="TREE_DOWN"), **values)
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("code", sorted(NEVER_AT_FIRST))
def test_call_of_a_dangerous_incident_is_never_rung_back(cast: Cast, code: str) -> None:
    call = answered(cast.operator, contact_safety=ContactSafety.SAFE)
    incident = services.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=NewIncident(category=code), at=NIGHT
    )
    call.refresh_from_db()
    assert call.contact_safety == incident.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert not OutboxItem.objects.exists()


def test_silent_call_with_breathing_is_never_rung_back(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.SILENT, human_sound=True,
        at=NIGHT,
    )  # fmt: skip
    for by, seen in ((cast.operator, True), (cast.supervisor, True), (REACTIONS, True)):
        with pytest.raises(CallbackNotSafe):
            services.request_callback(by=by, call_id=call.id, history_seen=seen, at=NIGHT)
    incident = services.open_incident_from_call(
        by=cast.operator, call_id=call.id, at=NIGHT,
        new=NewIncident(category="OTHER", contact_safety=ContactSafety.SAFE),
    )  # fmt: skip
    assert incident.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert not OutboxItem.objects.exists()


def test_nobody_says_of_a_colleagues_caller_that_the_line_went_dead(cast: Cast) -> None:
    call = make_call()
    services.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    for by in (cast.second_operator, cast.supervisor):
        with pytest.raises(HeldByColleague):
            services.abandon_call(by=by, call_id=call.id, at=NIGHT)
    call.refresh_from_db()
    assert call.state == CallState.ANSWERED
    gone = services.abandon_call(by=cast.operator, call_id=call.id, at=NIGHT)
    assert gone.state == CallState.ABANDONED


def test_ringing_back_an_unknown_caller_takes_a_person_who_has_looked(cast: Cast) -> None:
    call = make_call()
    services.abandon_call(by=SETUP, call_id=call.id, at=NIGHT)
    ask = {"call_id": call.id, "at": NIGHT}
    with pytest.raises(CallbackNotSafe):
        services.request_callback(by=REACTIONS, history_seen=True, **ask)
    with pytest.raises(LookAtHistoryFirst):
        services.request_callback(by=cast.operator, **ask)
    promised = services.request_callback(by=cast.operator, history_seen=True, **ask)
    assert promised.state == CallState.CALLBACK
    assert not OutboxItem.objects.exists()
    reached = services.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    assert reached.state == CallState.ANSWERED


def promised_to_ring_back(cast: Cast) -> Call:
    call = make_call()
    services.abandon_call(by=SETUP, call_id=call.id, at=NIGHT)
    return services.request_callback(by=cast.operator, call_id=call.id, history_seen=True, at=NIGHT)


def test_promise_to_ring_back_that_nobody_keeps_rings_112_itself(cast: Cast) -> None:
    call = promised_to_ring_back(cast)
    assert tasks.note_late_callbacks(NIGHT + timedelta(seconds=299)) == 0
    assert tasks.note_late_callbacks(NIGHT + timedelta(seconds=300)) == 1
    assert tasks.note_late_callbacks(NIGHT + timedelta(seconds=300)) == 0
    message = Message.objects.get()
    assert message.recipient != MARK_PHONE
    assert message.text == f"Panggilan {call.number} menunggu dihubungi balik."
    entry = Entry.objects.get(kind="calls.call.callback-overdue")
    assert (entry.facts["rung"], entry.occurred_at) == (True, NIGHT + timedelta(seconds=300))
    call.refresh_from_db()
    assert call.callback_due_at is not None, "it rings again until somebody has rung back"


def test_promise_that_was_kept_rings_nobody(cast: Cast) -> None:
    call = promised_to_ring_back(cast)
    reached = services.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    assert reached.callback_due_at is None
    assert tasks.note_late_callbacks(NIGHT + timedelta(hours=1)) == 0


def test_caller_with_an_emergency_is_not_linked_to_what_nobody_works_on(cast: Cast) -> None:
    incident = make_incident()
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="nihil", at=NIGHT)
    call = answered(cast.operator)
    ask = {"by": cast.operator, "call_id": call.id, "incident_id": incident.id, "at": NIGHT}
    with pytest.raises(AlreadyEnded):
        services.link_call(category="TREE_DOWN", **ask)
    assert services.link_call(**ask).incident_id == incident.id, (
        "asking how it went is no emergency"
    )


def test_further_caller_is_a_report_of_its_own(cast: Cast) -> None:
    incident = make_incident()
    call = answered(cast.operator, phone="+6281299990000")
    report = services.link_call(
        by=cast.operator, call_id=call.id, incident_id=incident.id,
        said=ReportInput(narrative="lihat asap", place=exact(-6.93)), at=NIGHT,
    )  # fmt: skip
    assert (report.call_id, report.reporter_phone) == (call.id, "+6281299990000")
    assert len(incident_selectors.list_reports(incident.id)) == 2
    assert selectors.list_calls_of(incident.id) == [Call.objects.get(id=call.id)]
    assert Call.objects.get(id=call.id).disposition == Disposition.FOLLOW_UP


SAME = {"same_place_confirmed": True, "same_victims_confirmed": True}


def link(cast: Cast, incident: Incident, **told: Any) -> Report:
    call = answered(cast.operator)
    return services.link_call(
        by=cast.operator, call_id=call.id, incident_id=incident.id, at=NIGHT, **told
    )


@pytest.mark.parametrize("asked", [{}, {"same_place_confirmed": True}, SAME])
@pytest.mark.parametrize(
    ("known", "told"),
    [
        ("FIRE_STRUCTURE", {}),
        ("FIRE_OTHER", {"category": "FIRE_STRUCTURE"}),
        ("FIRE_OTHER", {"category": "FIRE_OTHER", "facts": {"TRAPPED": True}}),
        ("FIRE_OTHER", {"category": "FIRE_OTHER", "facts": {"TRAPPED": None}}),
    ],
    ids=["known", "told", "fact", "fact not known"],
)
def test_p1_on_either_side_asks_for_place_and_victims(
    cast: Cast, known: str, told: dict[str, Any], asked: dict[str, bool]
) -> None:
    incident = make_incident(category=known)
    if asked == SAME:
        link(cast, incident, **told, **asked)
        assert Incident.objects.get(id=incident.id).priority == Priority.P1
        return
    with pytest.raises(SamenessNotConfirmed) as refusal:
        link(cast, incident, **told, **asked)
    assert refusal.value.code == "INCIDENTS-010"
    kept = Incident.objects.get(id=incident.id)
    assert (kept.report_count, kept.priority) == (1, incident.priority)
    assert not Call.objects.filter(state=CallState.LINKED).exists()


def test_more_danger_raises_and_the_journal_says_so(cast: Cast) -> None:
    incident = make_incident(category="TREE_DOWN")
    link(cast, incident, category="TREE_DOWN", facts={"ON_POWER_LINE": True})
    assert Incident.objects.get(id=incident.id).priority == Priority.P2
    [raised] = Entry.objects.filter(kind="incidents.incident.priority-set")
    assert (raised.facts["before"], raised.facts["priority"]) == ("P3", "P2")
    assert raised.by_id == cast.operator.id


def test_less_danger_never_lowers(cast: Cast) -> None:
    incident = make_incident(category="FIRE_STRUCTURE")
    link(cast, incident, category="TREE_DOWN", **SAME)
    assert Incident.objects.get(id=incident.id).priority == Priority.P1
    assert not Entry.objects.filter(kind="incidents.incident.priority-set").exists()


def test_who_tells_of_violence_is_not_to_be_contacted(cast: Cast) -> None:
    incident = make_incident(contact_safety=ContactSafety.SAFE)
    said = ReportInput(contact_safety=ContactSafety.SAFE)
    report = link(cast, incident, said=said, category="DOMESTIC_VIOLENCE", **SAME)
    assert report.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert Call.objects.get().contact_safety == ContactSafety.DO_NOT_CONTACT


def test_category_that_is_none_is_refused(cast: Cast) -> None:
    with pytest.raises(NoSuchCategory):
        link(cast, make_incident(), category="UFO")


def test_who_does_not_see_the_incident_links_nothing(cast: Cast) -> None:
    incident, call = make_incident(region="33.25"), answered(cast.operator)
    with pytest.raises(NotFound):
        services.link_call(by=cast.operator, call_id=call.id, incident_id=incident.id, at=NIGHT)


def test_out_of_area_is_open_until_the_neighbour_says_a_name(cast: Cast) -> None:
    call = answered(cast.operator)
    with pytest.raises(NotOutOfArea):
        services.confirm_neighbour(by=cast.operator, call_id=call.id, taken_by="X", at=NIGHT)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.OUT_OF_AREA, at=NIGHT
    )
    assert [c.id for c in selectors.list_open_calls(rights_of(cast.operator))] == [call.id]
    with pytest.raises(NeighbourNotConfirmed):
        services.end_call(by=cast.operator, call_id=call.id, at=NIGHT)
    with pytest.raises(ReceiverMissing):
        services.confirm_neighbour(by=cast.operator, call_id=call.id, taken_by=" ", at=NIGHT)
    ended = services.confirm_neighbour(
        by=cast.operator, call_id=call.id, taken_by=MARK_NAME,
        org_id=cast.org_id("neighbour"), at=NIGHT,
    )  # fmt: skip
    assert (ended.state, ended.neighbour_confirmed_at) == (CallState.ENDED, NIGHT)
    assert not any(mark in Entry.objects.latest("seq").data for mark in MARKS)


def test_neighbour_who_is_silent_for_a_minute_leaves_the_caller_to_us(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.OUT_OF_AREA, at=NIGHT
    )
    assert tasks.note_silent_neighbours(NIGHT + 59 * SECOND) == 0
    assert tasks.note_silent_neighbours(NIGHT + 61 * SECOND) == 1
    assert tasks.note_silent_neighbours(NIGHT + 61 * SECOND) == 0
    silent = Entry.objects.get(kind="calls.call.neighbour-silent")
    assert silent.occurred_at == NIGHT + 60 * SECOND
    ours = services.take_back(by=cast.operator, call_id=call.id, at=NIGHT + 62 * SECOND)
    assert (ours.state, ours.disposition) == (CallState.ANSWERED, "")


def test_no_call_ends_uncounted_and_no_emergency_without_incident(cast: Cast) -> None:
    call = answered(cast.operator)
    end = {"by": cast.operator, "call_id": call.id, "at": NIGHT}
    with pytest.raises(ClassifyFirst):
        services.end_call(**end)
    services.classify_call(disposition=Disposition.EMERGENCY, **end)
    with pytest.raises(EmergencyWithoutIncident):
        services.end_call(**end)


def test_ending_a_disposed_call_changes_nothing(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.PRANK, at=NIGHT
    )
    ended = services.end_call(by=cast.operator, call_id=call.id, at=NIGHT + SECOND)
    assert (ended.state, ended.ended_at) == (CallState.PRANK, NIGHT)


def test_reading_a_number_is_in_the_journal(cast: Cast) -> None:
    call = make_call()
    caller = services.reveal_caller(by=cast.operator, call_id=call.id, at=NIGHT)
    assert (caller.name, caller.phone) == (MARK_NAME, MARK_PHONE)
    assert Entry.objects.get(kind="calls.call.revealed").by_id == cast.operator.id
    assert selectors.masked_caller(call) == ("T•• S••", "+6281••••890")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("auditor", NotAllowed), ("leader", NotFound), ("fire_officer", NotFound)],
)
def test_others_never_read_a_number(cast: Cast, who: str, refusal: type[Exception]) -> None:
    call = make_call()
    with pytest.raises(refusal):
        services.reveal_caller(by=cast.actor(who), call_id=call.id, at=NIGHT)


def test_machine_never_calls_a_caller_safe(cast: Cast) -> None:
    call = make_call()
    with pytest.raises(SafetyStays):
        services.set_call_safety(
            by=REACTIONS, call_id=call.id, contact_safety=ContactSafety.SAFE, at=NIGHT
        )
    services.set_call_safety(
        by=cast.operator, call_id=call.id, contact_safety=ContactSafety.SAFE, at=NIGHT
    )
    services.set_call_safety(
        by=REACTIONS, call_id=call.id, contact_safety=ContactSafety.UNKNOWN, at=NIGHT
    )
    assert Call.objects.get(id=call.id).contact_safety == ContactSafety.UNKNOWN


def test_history_is_counts(cast: Cast) -> None:
    for disposition in (Disposition.PRANK, Disposition.SILENT):
        services.classify_call(by=SETUP, call_id=make_call().id, disposition=disposition, at=NIGHT)
    old = make_call(at=NIGHT - timedelta(days=2))
    history = selectors.callers_history(phone_index("0812-3456-7890"), NIGHT, without=old.id)
    assert (history.total, history.last_24_h, history.has_silent_24_h) == (2, 2, True)
    assert history.by_disposition == {"PRANK": 1, "SILENT": 1}
    assert selectors.find_history(MARK_PHONE, NIGHT).total == 3
    assert selectors.find_history("", NIGHT).total == 0


def test_shares_count_every_call_once(cast: Cast) -> None:
    def dispose(disposition: Disposition) -> None:
        services.classify_call(by=SETUP, call_id=make_call().id, disposition=disposition, at=NIGHT)

    for disposition in (Disposition.PRANK, Disposition.SILENT, Disposition.INFORMATION):
        dispose(disposition)
    services.open_incident_from_call(
        by=SETUP, call_id=make_call().id, new=NewIncident(category="TREE_DOWN"), at=NIGHT
    )
    for seconds in (4, 5):
        lost = make_call()
        services.abandon_call(by=SETUP, call_id=lost.id, at=NIGHT + seconds * SECOND)
    make_call()
    found = selectors.day_of_calls(rights_of(cast.leader), NIGHT, NIGHT + SECOND).shares
    assert (found.real, found.prank, found.silent, found.information) == (1, 1, 1, 1)
    assert (found.abandoned_short, found.abandoned_long, found.open) == (1, 1, 1)
    assert found.total == 7


def test_recent_pages_meet_every_call_once(cast: Cast) -> None:
    made = [make_call().id for _ in range(3)]
    rights = rights_of(cast.operator)
    first = selectors.list_recent(rights, limit=2)
    rest = selectors.list_recent(rights, after=first.next, limit=2)
    assert [c.id for c in first.items + rest.items] == made[::-1]
    assert rest.next is None
    with pytest.raises(NotAllowed):
        selectors.list_recent(rights_of(cast.leader))


@pytest.mark.django_db
def test_open_list_uses_its_index() -> None:
    plan = Call.objects.filter(selectors.is_open()).order_by("arrived_at")[:10].explain()
    if connection.vendor == "sqlite":
        assert "call_open" in plan


def test_retention_empties_and_keeps_counting(cast: Cast) -> None:
    done, open_call = make_call(), make_call()
    linked = make_call()
    services.open_incident_from_call(
        by=SETUP, call_id=linked.id, new=NewIncident(category="TREE_DOWN"), at=NIGHT
    )
    services.classify_call(by=SETUP, call_id=done.id, disposition=Disposition.PRANK, at=NIGHT)
    later = NIGHT + timedelta(days=366)
    assert services.empty_personal_fields(by=RETENTION, at=later) == 1
    assert services.empty_personal_fields(by=RETENTION, at=later) == 0
    done.refresh_from_db()
    assert (done.caller_phone, done.caller_phone_index, done.note) == ("", None, "")
    assert done.disposition == Disposition.PRANK
    for kept in (open_call, linked):
        kept.refresh_from_db()
        assert kept.caller_phone == MARK_PHONE


def test_marked_strings_are_in_no_entry(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.EMERGENCY, note=MARK_TEXT,
        at=NIGHT,
    )  # fmt: skip
    incident = make_incident()
    services.link_call(by=cast.operator, call_id=call.id, incident_id=incident.id, at=NIGHT)
    incidents.reveal_reporter(by=SETUP, report_id=incident.reports.first().id, at=NIGHT)
    for entry in Entry.objects.all():
        assert not any(mark in entry.data for mark in MARKS), entry.kind


@pytest.mark.parametrize("wrong", [{"state": "LINKED"}, {"state": "CLASSIFIED"}])
def test_raw_write_against_the_rules_is_stopped_by_the_database(
    cast: Cast, wrong: dict[str, str]
) -> None:
    call = make_call(channel=Channel.RADIO)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(id=call.id).update(**wrong)
