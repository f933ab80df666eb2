"""What is known changes: versions, places, priorities, contact, alarms, callers, retention."""

from datetime import timedelta

import pytest

from kentongan.geo.errors import CentreIsNoPosition
from kentongan.geo.places import PlaceQuality
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import ContactSafety, PartyRole, Priority
from kentongan.incidents.errors import (
    AlarmOnlyRises,
    CallAlreadyReported,
    NothingToChange,
    PriorityStays,
    ReasonMissing,
    SafetyStays,
)
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.types import CategoryInput, FactRule, IncidentEdit, PlaceInput, ReportInput
from kentongan.journal.models import Entry
from kentongan.kernel.actors import REACTIONS, RETENTION, SETUP
from kentongan.kernel.errors import NotAllowed, NotFound, Outdated
from kentongan.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import (
    MARK_NAME,
    MARK_PHONE,
    MARK_TEXT,
    MARKS,
    exact,
    make_incident,
)


def test_edit_of_the_version_seen_is_kept(cast: Cast) -> None:
    incident = make_incident()
    edit = IncidentEdit(narrative="Pohon asem\n tumbang ", address="Jl. Pemuda")
    edited = services.edit_incident(
        by=cast.operator, incident_id=incident.id, expected_version=1, edit=edit, at=NIGHT
    )
    assert (edited.narrative, edited.version) == ("Pohon asem\n tumbang ", 2)
    assert Entry.objects.latest("seq").facts["fields"] == ["address", "narrative"]


def test_edit_of_an_older_version_names_the_fields_that_differ(cast: Cast) -> None:
    incident = make_incident()
    services.raise_alarm(
        by=SETUP, incident_id=incident.id, alarm_level=2, reason="api merambat", at=NIGHT
    )
    with pytest.raises(Outdated) as refusal:
        services.edit_incident(
            by=cast.operator, incident_id=incident.id, expected_version=1,
            edit=IncidentEdit(narrative=MARK_TEXT + " lain"), at=NIGHT,
        )  # fmt: skip
    assert refusal.value.facts == {"fields": ["narrative"], "version": 2}


def test_edit_that_changes_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(NothingToChange):
        services.edit_incident(
            by=SETUP, incident_id=make_incident().id, expected_version=1, edit=IncidentEdit(),
            at=NIGHT,
        )  # fmt: skip


def test_new_category_raises_priority_and_care_and_never_lowers(cast: Cast) -> None:
    incident = make_incident(contact_safety=ContactSafety.SAFE)
    worse = services.edit_incident(
        by=SETUP, incident_id=incident.id, expected_version=1,
        edit=IncidentEdit(category="DOMESTIC_VIOLENCE"), at=NIGHT,
    )  # fmt: skip
    assert (worse.priority, worse.family) == (Priority.P1, "VIOLENCE")
    assert worse.contact_safety == ContactSafety.DO_NOT_CONTACT
    back = services.edit_incident(
        by=SETUP, incident_id=incident.id, expected_version=2,
        edit=IncidentEdit(category="WASP_NEST"), at=NIGHT,
    )  # fmt: skip
    assert (back.priority, back.contact_safety) == (Priority.P1, ContactSafety.DO_NOT_CONTACT)


def test_place_becomes_known_and_unknown_again_without_a_centre(cast: Cast) -> None:
    incident = make_incident(place=PlaceInput(address="patokan: masjid"), region="33.24.15")
    found = services.set_place(
        by=cast.operator, incident_id=incident.id, place=exact(), region="3324152001", at=NIGHT
    )
    assert (found.region, found.place_quality) == ("3324152001", PlaceQuality.EXACT)
    assert found.address == "patokan: masjid"
    lost = services.set_place(
        by=cast.operator, incident_id=incident.id,
        place=PlaceInput(quality=PlaceQuality.VILLAGE_ONLY), at=NIGHT,
    )  # fmt: skip
    assert (lost.lat, lost.lon, lost.cell, lost.region) == (None, None, None, "3324152001")
    with pytest.raises(CentreIsNoPosition):
        services.set_place(
            by=SETUP, incident_id=incident.id,
            place=PlaceInput(lat=1.0, lon=1.0, quality=PlaceQuality.DISTRICT_ONLY), at=NIGHT,
        )  # fmt: skip


def test_priority_is_lowered_by_a_person_with_the_scenes_word(cast: Cast) -> None:
    fire = make_incident(category="FIRE_STRUCTURE")
    lower = {"incident_id": fire.id, "priority": Priority.P2, "at": NIGHT}
    with pytest.raises(PriorityStays):
        services.set_priority(by=cast.operator, reason="kecil", **lower)
    with pytest.raises(PriorityStays):
        services.set_priority(by=REACTIONS, reason="tebakan", from_scene=True, **lower)
    with pytest.raises(ReasonMissing):
        services.set_priority(by=cast.operator, from_scene=True, **lower)
    lowered = services.set_priority(by=cast.operator, reason="kecil", from_scene=True, **lower)
    assert lowered.priority == Priority.P2
    raised = services.set_priority(
        by=REACTIONS, incident_id=fire.id, priority=Priority.P1, at=NIGHT
    )
    assert raised.priority == Priority.P1


def test_only_a_person_loosens_contact(cast: Cast) -> None:
    incident = make_incident(category="WEAPON")
    with pytest.raises(SafetyStays):
        services.set_contact_safety(
            by=REACTIONS, incident_id=incident.id, contact_safety=ContactSafety.SAFE, at=NIGHT
        )
    loosened = services.set_contact_safety(
        by=cast.operator, incident_id=incident.id, contact_safety=ContactSafety.SAFE, at=NIGHT
    )
    assert loosened.contact_safety == ContactSafety.SAFE


@pytest.mark.parametrize("level", [0, 1, 6])
def test_alarm_only_rises_to_five(cast: Cast, level: int) -> None:
    incident = make_incident()
    with pytest.raises(AlarmOnlyRises):
        services.raise_alarm(
            by=SETUP, incident_id=incident.id, alarm_level=level, reason="x", at=NIGHT
        )
    risen = services.raise_alarm(
        by=SETUP, incident_id=incident.id, alarm_level=3, reason="x", at=NIGHT
    )
    assert risen.alarm_level == 3


def test_further_caller_keeps_words_place_and_number(cast: Cast) -> None:
    incident = make_incident(category="DOMESTIC_VIOLENCE")
    call_id = new_id()
    said = ReportInput(
        call_id=call_id, phone="0812 9999 0000", narrative="ada anak", needs_open=True,
        place=exact(-6.93, 110.21), contact_safety=ContactSafety.SAFE,
    )  # fmt: skip
    report = services.add_report(by=cast.operator, incident_id=incident.id, said=said, at=NIGHT)
    assert Incident.objects.get(id=incident.id).report_count == 2
    assert report.lat == -6.93
    assert report.contact_safety == ContactSafety.DO_NOT_CONTACT
    entry = Entry.objects.get(kind="incidents.report.added")
    assert entry.facts["report_count"] == 2
    with pytest.raises(CallAlreadyReported):
        services.add_report(by=cast.operator, incident_id=incident.id, said=said, at=NIGHT)


def test_reading_a_callers_number_is_in_the_journal(cast: Cast) -> None:
    report = make_incident().reports.get()
    reporter = services.reveal_reporter(by=cast.operator, report_id=report.id, at=NIGHT)
    assert (reporter.name, reporter.phone) == (MARK_NAME, MARK_PHONE)
    entry = Entry.objects.get(kind="incidents.report.revealed")
    assert (entry.by_id, entry.facts["report_id"]) == (cast.operator.id, str(report.id))


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("leader", NotFound), ("camat", NotAllowed), ("auditor", NotAllowed), ("outsider", NotFound)],
)
def test_leaders_and_others_never_read_a_callers_number(
    cast: Cast, who: str, refusal: type[Exception]
) -> None:
    report = make_incident().reports.get()
    with pytest.raises(refusal):
        services.reveal_reporter(by=cast.actor(who), report_id=report.id, at=NIGHT)


def test_log_keeps_the_words_and_the_journal_only_the_line(cast: Cast) -> None:
    incident = make_incident()
    line = services.write_log(by=cast.operator, incident_id=incident.id, text=MARK_TEXT, at=NIGHT)
    assert selectors.list_log(incident.id) == [line]
    with pytest.raises(ReasonMissing):
        services.write_log(by=cast.operator, incident_id=incident.id, text="", at=NIGHT)


def test_marked_strings_of_every_service_are_in_no_entry(cast: Cast) -> None:
    incident = make_incident()
    services.write_log(by=SETUP, incident_id=incident.id, text=MARK_TEXT, at=NIGHT)
    services.hold(by=SETUP, incident_id=incident.id, reason=MARK_TEXT, at=NIGHT)
    services.resume(by=SETUP, incident_id=incident.id, at=NIGHT)
    services.add_report(
        by=SETUP, incident_id=incident.id, at=NIGHT,
        said=ReportInput(name=MARK_NAME, phone=MARK_PHONE, narrative=MARK_TEXT),
    )  # fmt: skip
    services.hand_over(by=SETUP, incident_id=incident.id, to=MARK_NAME, at=NIGHT)
    for entry in Entry.objects.all():
        assert not any(mark in entry.data for mark in MARKS), entry.kind


def test_org_takes_part_once_and_its_role_may_change(cast: Cast) -> None:
    incident = make_incident()
    values = {"by": SETUP, "incident_id": incident.id, "org_id": cast.org_id("fire"), "at": NIGHT}
    assert services.involve_org(role=PartyRole.SUPPORT, **values)
    assert not services.involve_org(role=PartyRole.SUPPORT, **values)
    assert services.involve_org(role=PartyRole.LEAD, **values)
    assert [p.role for p in selectors.list_parties(incident.id)] == [PartyRole.LEAD]


def test_category_is_dated_and_the_same_again_changes_nothing(cast: Cast) -> None:
    category = CategoryInput(code="BOAT", name="Perahu", family="RESCUE", priority=Priority.P2)
    first = services.define_category(by=cast.admin, category=category, at=NIGHT)
    assert services.define_category(by=cast.admin, category=category, at=NIGHT).id == first.id
    later = NIGHT + timedelta(days=1)
    sterner = CategoryInput(code="BOAT", name="Perahu", family="RESCUE", priority=Priority.P1)
    services.define_category(by=cast.admin, category=sterner, at=later)
    assert selectors.category_at("BOAT", NIGHT).priority == Priority.P2
    assert selectors.category_at("BOAT", later).priority == Priority.P1
    assert "BOAT" in {c.code for c in selectors.list_categories(later)}
    with pytest.raises(NotAllowed):
        services.define_category(by=cast.operator, category=category, at=later)


def test_priority_rule_is_in_force_from_its_hour(cast: Cast) -> None:
    rule = FactRule("NEAR_SCHOOL", Priority.P2, "TREE_DOWN")
    services.define_priority_rule(by=cast.admin, rule=rule, at=NIGHT)
    raised = make_incident(facts={"NEAR_SCHOOL": True})
    earlier = make_incident(facts={"NEAR_SCHOOL": True}, at=NIGHT - timedelta(hours=1))
    assert (raised.priority, earlier.priority) == (Priority.P2, Priority.P3)


def test_retention_empties_what_has_ended_and_keeps_the_rows(cast: Cast) -> None:
    over, open_one = make_incident(), make_incident()
    services.cancel_incident(by=SETUP, incident_id=over.id, reason=MARK_TEXT, at=NIGHT)
    later = NIGHT + timedelta(days=366)
    assert services.empty_personal_fields(by=RETENTION, at=later) == 3
    assert services.empty_personal_fields(by=RETENTION, at=later) == 0
    report = Report.objects.get(incident=over)
    assert (report.reporter_name, report.narrative, report.reporter_phone_index) == ("", "", None)
    assert Report.objects.get(incident=open_one).reporter_name == MARK_NAME
    facts = Entry.objects.get(kind="incidents.retention.emptied").facts
    assert (facts["reports"], facts["incidents"], facts["log_lines"]) == (1, 1, 1)
    with pytest.raises(NotAllowed):
        services.empty_personal_fields(by=cast.operator, at=later)
