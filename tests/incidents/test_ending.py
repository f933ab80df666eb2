"""Ending, waiting, reopening, merging: nothing is lost and nobody is forgotten."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.incidents import selectors, services
from kentongan.incidents.enums import (
    HANDLED_CODES,
    Attendance,
    ClosingCode,
    ContactSafety,
    Feedback,
    IncidentState,
)
from kentongan.incidents.errors import (
    CannotMerge,
    ClosingNoteMissing,
    CoolingFirst,
    FeedbackMissing,
    NeedsStillOpen,
    NobodyArrived,
    ReasonMissing,
    ReporterNotToBeContacted,
    SamenessNotConfirmed,
    TooLateToReopen,
    UnitsStillOut,
)
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.types import ReportInput
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import MARK_TEXT, MARKS, make_incident


def close(incident: Incident, **overrides: Any) -> Incident:
    values: dict[str, Any] = {
        "by": SETUP, "closing_code": ClosingCode.CANCELLED_BY_CALLER, "feedback": Feedback.TOLD,
        "at": NIGHT,
    }  # fmt: skip
    return services.close_incident(incident_id=incident.id, **(values | overrides))


def finish(incident: Incident) -> Incident:
    """Somebody came, and nothing is left to do there."""
    services.mark_on_scene(by=SETUP, incident_id=incident.id, at=NIGHT)
    return services.field_done(by=SETUP, incident_id=incident.id, at=NIGHT)


def merge(incident: Incident, into: Incident, **overrides: Any) -> Incident:
    values: dict[str, Any] = {"by": SETUP, "at": NIGHT}
    return services.merge_into(incident_id=incident.id, into_id=into.id, **(values | overrides))


def test_close_keeps_code_feedback_and_hour(cast: Cast) -> None:
    incident = finish(make_incident())
    closed = close(incident, by=cast.operator, closing_code=ClosingCode.HANDLED, note=MARK_TEXT)
    assert (closed.state, closed.closing_code, closed.feedback) == ("CLOSED", "HANDLED", "TOLD")
    entry = Entry.objects.get(kind="incidents.incident.closed")
    assert not any(mark in entry.data for mark in MARKS)
    assert not OutboxItem.objects.exists()


def test_close_is_refused_while_a_unit_is_out_or_a_merged_ones_is(cast: Cast) -> None:
    master, other = make_incident(), make_incident()
    services.commit_unit(by=SETUP, incident_id=other.id, at=NIGHT)
    merge(other, master)
    with pytest.raises(UnitsStillOut):
        close(master)


def test_close_is_refused_while_any_caller_waits_for_help(cast: Cast) -> None:
    master, other = make_incident(), make_incident(report=ReportInput(needs_open=True))
    merge(other, master)
    with pytest.raises(NeedsStillOpen):
        close(master)
    report = other.reports.get()
    services.set_report_needs(by=SETUP, report_id=report.id, needs_open=False, at=NIGHT)
    assert close(master).state == IncidentState.CLOSED


def test_cancel_is_refused_while_any_caller_waits_for_help(cast: Cast) -> None:
    master, other = make_incident(), make_incident(report=ReportInput(needs_open=True))
    merge(other, master)
    with pytest.raises(NeedsStillOpen):
        services.cancel_incident(by=SETUP, incident_id=master.id, reason="ganda", at=NIGHT)


def test_master_becomes_as_urgent_as_what_is_merged_into_it(cast: Cast) -> None:
    master, other = make_incident(), make_incident(category="FIRE_STRUCTURE")
    merge(other, master, same_place_confirmed=True, same_victims_confirmed=True)
    master.refresh_from_db()
    assert master.priority == "P1"
    entry = Entry.objects.get(kind="incidents.incident.priority-set")
    assert (entry.subject_id, entry.facts["before"]) == (master.id, "P3")
    services.unmerge(by=SETUP, incident_id=other.id, at=NIGHT)
    master.refresh_from_db()
    assert master.priority == "P1"


def test_close_is_refused_without_feedback_or_note(cast: Cast) -> None:
    incident = finish(make_incident())
    with pytest.raises(FeedbackMissing):
        close(incident, feedback="")
    with pytest.raises(ClosingNoteMissing):
        close(incident, closing_code=ClosingCode.DIED_AT_SCENE)
    with pytest.raises(ClosingNoteMissing):
        close(incident, closing_code=ClosingCode.DIED_AT_SCENE, note="meninggal")
    note = "dr. Ratna, pukul 02.10"
    assert close(incident, closing_code=ClosingCode.DIED_AT_SCENE, note=note).closing_note == note


def test_who_may_not_be_contacted_was_not_told(cast: Cast) -> None:
    incident = make_incident(category="DOMESTIC_VIOLENCE")
    with pytest.raises(ReporterNotToBeContacted):
        close(incident)
    assert close(incident, feedback=Feedback.NOT_ALLOWED).state == IncidentState.CLOSED
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("deep", [False, True], ids=["merged", "merged-into-merged"])
@pytest.mark.parametrize("where", ["incident", "report"])
def test_caller_of_a_merged_incident_who_may_not_be_contacted_was_not_told(
    cast: Cast, where: str, deep: bool
) -> None:
    master, other = make_incident(contact_safety=ContactSafety.SAFE), make_incident()
    silent = ContactSafety.DO_NOT_CONTACT
    if where == "incident":
        services.set_contact_safety(by=SETUP, incident_id=other.id, contact_safety=silent, at=NIGHT)
    else:
        said = ReportInput(contact_safety=silent)
        services.add_report(by=SETUP, incident_id=other.id, said=said, at=NIGHT)
    if deep:
        between = make_incident()
        merge(other, between)
        merge(between, master)
    else:
        merge(other, master)
    for told in (Feedback.TOLD, Feedback.NOT_REACHED, Feedback.NO_REPORTER):
        with pytest.raises(ReporterNotToBeContacted):
            close(master, feedback=told)
    assert close(master, feedback=Feedback.NOT_ALLOWED).state == IncidentState.CLOSED
    assert not OutboxItem.objects.exists()


def test_one_caller_more_who_may_not_be_contacted_is_enough(cast: Cast) -> None:
    incident = make_incident(contact_safety=ContactSafety.SAFE)
    said = ReportInput(contact_safety=ContactSafety.DO_NOT_CONTACT)
    services.add_report(by=SETUP, incident_id=incident.id, said=said, at=NIGHT)
    with pytest.raises(ReporterNotToBeContacted):
        close(incident)
    assert not OutboxItem.objects.exists()


def test_what_is_merged_no_more_binds_nobody(cast: Cast) -> None:
    master = make_incident(contact_safety=ContactSafety.SAFE)
    other = make_incident(category="DOMESTIC_VIOLENCE")
    merge(other, master, same_place_confirmed=True, same_victims_confirmed=True)
    services.unmerge(by=SETUP, incident_id=other.id, at=NIGHT)
    assert close(master).state == IncidentState.CLOSED


@pytest.mark.parametrize("code", sorted(HANDLED_CODES))
def test_nothing_is_handled_where_nobody_arrived(cast: Cast, code: ClosingCode) -> None:
    incident = make_incident()
    with pytest.raises(NobodyArrived):
        close(incident, closing_code=code, note="dr. Ratna, pukul 02.10")
    assert close(incident).closing_code == ClosingCode.CANCELLED_BY_CALLER


def test_unit_of_a_merged_incident_has_come_to_its_master_too(cast: Cast) -> None:
    master, other = make_incident(), make_incident()
    services.commit_unit(by=SETUP, incident_id=other.id, at=NIGHT)
    merge(other, master)
    services.mark_on_scene(by=SETUP, incident_id=other.id, at=NIGHT)
    services.release_unit(by=SETUP, incident_id=other.id, done=True, at=NIGHT)
    closed = close(master, closing_code=ClosingCode.HANDLED)
    assert (closed.state, closed.attendance) == (IncidentState.CLOSED, Attendance.ARRIVED)


def test_who_came_before_it_was_opened_again_does_not_count(cast: Cast) -> None:
    incident = close(finish(make_incident()), closing_code=ClosingCode.HANDLED)
    services.reopen(by=SETUP, incident_id=incident.id, reason="masih ada korban", at=NIGHT)
    with pytest.raises(NobodyArrived):
        close(incident, closing_code=ClosingCode.HANDLED)


def test_fire_is_not_closed_as_handled_from_the_board(cast: Cast) -> None:
    fire = make_incident(category="FIRE_STRUCTURE")
    with pytest.raises(CoolingFirst):
        close(fire, closing_code=ClosingCode.HANDLED)
    assert close(fire, closing_code=ClosingCode.NOT_FOUND).state == IncidentState.CLOSED


def test_incident_at_work_is_not_closed_over_the_crews_head(cast: Cast) -> None:
    incident = make_incident()
    services.mark_on_scene(by=SETUP, incident_id=incident.id, at=NIGHT)
    with pytest.raises(IllegalStep):
        close(incident)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("camat", NotAllowed), ("outsider", NotFound), ("leader", NotFound), ("auditor", NotAllowed)],
)
def test_those_who_do_not_close_are_refused(cast: Cast, who: str, refusal: type[Exception]) -> None:
    incident = make_incident()
    with pytest.raises(refusal):
        close(incident, by=cast.actor(who))


def test_cancel_needs_a_reason_and_no_unit(cast: Cast) -> None:
    incident = make_incident()
    with pytest.raises(ReasonMissing):
        services.cancel_incident(by=cast.operator, incident_id=incident.id, reason=" ", at=NIGHT)
    services.commit_unit(by=SETUP, incident_id=incident.id, at=NIGHT)
    with pytest.raises(UnitsStillOut):
        services.cancel_incident(
            by=cast.operator, incident_id=incident.id, reason="salah", at=NIGHT
        )
    services.release_unit(by=SETUP, incident_id=incident.id, done=False, at=NIGHT)
    services.cancel_incident(by=cast.operator, incident_id=incident.id, reason="salah", at=NIGHT)
    assert [line.text for line in selectors.list_log(incident.id)] == ["salah"]


def test_hold_and_resume(cast: Cast) -> None:
    incident = make_incident()
    services.hold(by=cast.operator, incident_id=incident.id, reason="tunggu desa", at=NIGHT)
    resumed = services.resume(by=cast.operator, incident_id=incident.id, at=NIGHT)
    assert resumed.state == IncidentState.AWAITING_DISPATCH
    with pytest.raises(ReasonMissing):
        services.hold(by=cast.operator, incident_id=incident.id, reason="", at=NIGHT)


def test_hand_over_names_who_took_it_and_lets_them_see(cast: Cast) -> None:
    incident = make_incident()
    handed = services.hand_over(
        by=cast.operator, incident_id=incident.id, to="Bu Rina, 112 Batang",
        to_org_id=cast.org_id("neighbour"), at=NIGHT,
    )  # fmt: skip
    assert handed.state == IncidentState.HANDED_OVER
    assert selectors.access_incident(cast.outsider, incident.id) == handed


@pytest.mark.parametrize(
    ("category", "hours", "opens"),
    [("TREE_DOWN", 24, True), ("TREE_DOWN", 25, False), ("FIRE_STRUCTURE", 72, True)],
)
def test_reopen_within_its_window(cast: Cast, category: str, hours: int, opens: bool) -> None:
    incident = close(make_incident(category=category), closing_code=ClosingCode.NOT_FOUND)
    at = NIGHT + timedelta(hours=hours)
    if opens:
        again = services.reopen(by=SETUP, incident_id=incident.id, reason="api lagi", at=at)
        assert (again.state, again.closed_at) == (IncidentState.AWAITING_DISPATCH, None)
    else:
        with pytest.raises(TooLateToReopen):
            services.reopen(by=SETUP, incident_id=incident.id, reason="lagi", at=at)


def test_merge_is_a_pointer_and_moves_nothing(cast: Cast) -> None:
    master, other = make_incident(), make_incident()
    before = list(Report.objects.order_by("id").values())
    merged = merge(other, master, by=cast.operator)
    assert (merged.state, merged.merged_into_id) == ("MERGED", master.id)
    assert list(Report.objects.order_by("id").values()) == before
    assert len(selectors.list_reports(master.id)) == 2
    assert len(selectors.list_reports(master.id, with_merged=False)) == 1
    undone = services.unmerge(by=cast.operator, incident_id=other.id, at=NIGHT)
    assert (undone.state, undone.merged_into_id) == (IncidentState.AWAITING_DISPATCH, None)
    assert list(Report.objects.order_by("id").values()) == before


def test_who_works_for_the_master_is_told_of_the_further_caller(cast: Cast) -> None:
    master, other = make_incident(), make_incident()
    services.involve_org(
        by=SETUP, incident_id=master.id, org_id=cast.org_id("fire"), role="LEAD", at=NIGHT
    )
    merge(other, master)
    told = Entry.objects.get(kind="incidents.party.told")
    assert (told.subject_id, told.org_id) == (master.id, cast.org_id("fire"))


def test_undone_merge_keeps_an_appointment(cast: Cast) -> None:
    master, other = make_incident(category="WASP_NEST"), make_incident(category="WASP_NEST")
    later = NIGHT + timedelta(hours=3)
    services.schedule(by=SETUP, incident_id=other.id, scheduled_for=later, at=NIGHT)
    assert merge(other, master).wake_at is None
    undone = services.unmerge(by=SETUP, incident_id=other.id, at=NIGHT)
    assert (undone.state, undone.wake_at) == (IncidentState.SCHEDULED, later)


def test_p1_is_merged_only_after_place_and_victims_were_asked(cast: Cast) -> None:
    master = make_incident()
    other = make_incident(category="WATER_RESCUE")
    with pytest.raises(SamenessNotConfirmed):
        merge(other, master, same_place_confirmed=True)
    merged = merge(other, master, same_place_confirmed=True, same_victims_confirmed=True)
    assert merged.state == IncidentState.MERGED


def test_merge_into_itself_or_an_ended_one_is_refused(cast: Cast) -> None:
    incident, closed = make_incident(), close(make_incident())
    with pytest.raises(CannotMerge):
        merge(incident, incident)
    with pytest.raises(CannotMerge):
        merge(incident, closed)


def test_merged_one_is_not_merged_again(cast: Cast) -> None:
    one, two, three = make_incident(), make_incident(), make_incident()
    merge(one, two)
    with pytest.raises(IllegalStep):
        merge(one, three)
    with pytest.raises(CannotMerge):
        merge(three, one)


def test_contact_safety_of_the_whole_night_sends_nothing(cast: Cast) -> None:
    for code in ("DOMESTIC_VIOLENCE", "KIDNAP", "WEAPON", "SUICIDE_ATTEMPT", "SILENT_HUMAN_SOUND"):
        incident = make_incident(category=code)
        services.commit_unit(by=SETUP, incident_id=incident.id, at=NIGHT)
        services.mark_on_scene(by=SETUP, incident_id=incident.id, at=NIGHT)
        services.release_unit(by=SETUP, incident_id=incident.id, done=True, at=NIGHT)
        services.review(by=SETUP, incident_id=incident.id, at=NIGHT)
        close(incident, feedback=Feedback.NOT_ALLOWED)
        assert Incident.objects.get(id=incident.id).contact_safety == ContactSafety.DO_NOT_CONTACT
    assert not OutboxItem.objects.exists()
