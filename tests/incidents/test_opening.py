"""Opening: one record however often it is sent, the category's word on contact, an honest place."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kentongan.geo.errors import CentreIsNoPosition, PositionMissing
from kentongan.geo.places import PlaceQuality
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import ContactSafety, IncidentState, Priority
from kentongan.incidents.errors import IdTaken, NoSuchCategory
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.rules import NEVER_AT_FIRST
from kentongan.incidents.types import PlaceInput, ReportInput
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.kernel.ids import new_id
from kentongan.regions.errors import NoSuchCode
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import MARK_NAME, MARK_PHONE, MARKS, exact, make_incident, new_incident


def test_new_incident_waits_for_units_with_its_first_report(cast: Cast) -> None:
    incident = make_incident(by=cast.operator)
    stored = Incident.objects.get(id=incident.id)
    assert stored.state == IncidentState.AWAITING_DISPATCH
    assert stored.number == "INS-3324-20261123-0001"
    assert (stored.priority, stored.family, stored.region) == ("P3", "TREE", "332415")
    assert stored.cell is not None
    report = stored.reports.get()
    assert (report.reporter_name, report.reporter_phone) == (MARK_NAME, MARK_PHONE)
    assert report.reporter_phone_index is not None
    assert report.narrative == incident.narrative


def test_numbers_count_up_within_a_day(cast: Cast) -> None:
    assert make_incident().number.endswith("-0001")
    assert make_incident().number.endswith("-0002")


def test_opening_is_in_the_journal_without_a_word_of_the_caller(cast: Cast) -> None:
    incident = make_incident(by=cast.operator)
    entry = Entry.objects.get(subject_id=incident.id)
    assert entry.kind == "incidents.incident.opened"
    assert entry.by_id == cast.operator.id
    assert entry.region == "332415"
    assert entry.facts["category"] == "TREE_DOWN"
    assert not any(mark in entry.data for mark in MARKS)


def test_phone_and_name_are_sealed_at_rest(cast: Cast) -> None:
    make_incident()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reporter_name, reporter_phone FROM incidents_report")
        name, phone = cursor.fetchone()
    assert name.startswith("k1.")
    assert MARK_PHONE not in phone


def test_opening_costs_at_most_one_read_and_four_writes(cast: Cast) -> None:
    make_incident(by=cast.operator)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        make_incident(by=cast.operator)
    sql = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    reads = [q for q in sql if q.startswith("SELECT") and "pg_advisory" not in q]
    assert len(reads) <= 1, sql
    # on PostgreSQL several go in one round trip
    assert sum(q.count("INSERT INTO") for q in sql) == 4, sql


def test_same_content_with_the_same_id_is_the_same_record(cast: Cast) -> None:
    new = new_incident(id=new_id())
    first = services.open_incident(by=cast.operator, new=new, at=NIGHT)
    second = services.open_incident(by=cast.operator, new=new, at=NIGHT)
    assert first.id == second.id == new.id
    assert Incident.objects.count() == Report.objects.count() == 1


def test_other_content_with_the_same_id_is_refused(cast: Cast) -> None:
    new = new_incident(id=new_id())
    services.open_incident(by=cast.operator, new=new, at=NIGHT)
    with pytest.raises(IdTaken):
        services.open_incident(by=cast.operator, new=replace(new, narrative="lain"), at=NIGHT)
    with pytest.raises(IdTaken):
        services.open_incident(by=cast.outsider, new=new, at=NIGHT)


@pytest.mark.parametrize("code", sorted(NEVER_AT_FIRST))
def test_dangerous_category_starts_as_do_not_contact_and_sends_nothing(
    cast: Cast, code: str
) -> None:
    incident = make_incident(
        category=code,
        contact_safety=ContactSafety.SAFE,
        report=ReportInput(phone=MARK_PHONE, contact_safety=ContactSafety.SAFE),
    )
    assert incident.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert incident.reports.get().contact_safety == ContactSafety.DO_NOT_CONTACT
    assert not OutboxItem.objects.exists()


def test_other_category_takes_the_operators_word_on_contact(cast: Cast) -> None:
    assert make_incident().contact_safety == ContactSafety.UNKNOWN
    safe = make_incident(contact_safety=ContactSafety.SAFE)
    assert safe.contact_safety == ContactSafety.SAFE


def test_facts_raise_the_priority_and_a_choice_never_lowers_it(cast: Cast) -> None:
    assert make_incident(category="SNAKE").priority == Priority.P3
    assert make_incident(category="SNAKE", facts={"BITTEN": True}).priority == Priority.P1
    assert make_incident(category="SNAKE", facts={"BITTEN": None}).priority == Priority.P1
    assert make_incident(category="SNAKE", facts={"BITTEN": False}).priority == Priority.P3
    for filed in ("MEDICAL_OTHER", "MEDICAL_INJURY", "ANIMAL_OTHER"):
        assert make_incident(category=filed, facts={"BITTEN": True}).priority == Priority.P1
    assert (
        make_incident(category="ANIMAL_OTHER", facts={"ALLERGIC_REACTION": True}).priority == "P1"
    )
    assert make_incident(category="ROAD_DAMAGE", facts={"ON_POWER_LINE": True}).priority == "P2"
    assert make_incident(category="FIRE_STRUCTURE", priority=Priority.P4).priority == Priority.P1
    assert make_incident(category="SNAKE", priority=Priority.P2).priority == Priority.P2


def test_import_keeps_the_priority_as_written(cast: Cast) -> None:
    incident = make_incident(category="FIRE_STRUCTURE", priority=Priority.P3, as_written=True)
    assert incident.priority == Priority.P3


def test_unknown_category_is_refused(cast: Cast) -> None:
    with pytest.raises(NoSuchCategory):
        make_incident(category="NO_SUCH")


def test_place_that_is_not_honest_is_refused(cast: Cast) -> None:
    with pytest.raises(CentreIsNoPosition):
        make_incident(place=PlaceInput(lat=-6.9, lon=110.2, quality=PlaceQuality.VILLAGE_ONLY))
    with pytest.raises(PositionMissing):
        make_incident(place=PlaceInput(quality=PlaceQuality.EXACT))
    with pytest.raises(NoSuchCode):
        make_incident(region="33.24.1")


def test_unknown_place_is_the_nodes_region_without_a_position(cast: Cast) -> None:
    incident = make_incident(place=PlaceInput(), region="")
    assert (incident.region, incident.lat, incident.cell) == ("3324", None, None)


def test_point_without_polygons_has_no_village(cast: Cast) -> None:
    assert make_incident(place=exact(), region="").region == "3324"
    assert make_incident(place=exact(), region="3324152001").region == "3324152001"


def test_text_no_database_can_keep_is_refused(cast: Cast) -> None:
    with pytest.raises(Unreadable):
        make_incident(narrative="a\x00b")
    with pytest.raises(Unreadable):
        make_incident(report=ReportInput(name="\ud800"))


@pytest.mark.parametrize("who", ["camat", "village_head", "leader", "auditor", "fire_officer"])
def test_those_who_do_not_record_are_refused(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        make_incident(by=cast.actor(who))


def test_incident_beyond_the_border_stays_visible_to_who_recorded_it(cast: Cast) -> None:
    incident = make_incident(by=cast.operator, region="3325")
    assert selectors.access_incident(cast.operator, incident.id) == incident
    assert incident.region == "3325"


def test_draft_is_replaced_by_its_drafter_and_then_opened(cast: Cast) -> None:
    draft_id = new_id()
    first = services.save_draft(
        by=cast.operator, new=new_incident(id=draft_id, category="SNAKE"), at=NIGHT
    )
    again = services.save_draft(by=cast.operator, new=new_incident(id=draft_id), at=NIGHT)
    assert (again.number, again.category, again.state) == (first.number, "TREE_DOWN", "DRAFT")
    assert Report.objects.count() == 1
    with pytest.raises(IdTaken):
        services.save_draft(by=cast.second_operator, new=new_incident(id=draft_id), at=NIGHT)
    opened = services.submit_draft(by=cast.operator, incident_id=draft_id, at=NIGHT)
    assert opened.state == IncidentState.AWAITING_DISPATCH
    kinds = Entry.objects.filter(subject_id=draft_id).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["incidents.incident.drafted", "incidents.incident.opened"]


def test_access_tells_unknown_from_forbidden_to_nobody(cast: Cast) -> None:
    incident = make_incident()
    with pytest.raises(NotFound):
        selectors.access_incident(cast.operator, new_id())
    with pytest.raises(NotFound):
        selectors.access_incident(cast.outsider, incident.id)
    with pytest.raises(NotFound):
        selectors.access_incident(cast.fire_officer, incident.id)
    services.involve_org(
        by=cast.operator, incident_id=incident.id, org_id=cast.org_id("fire"), role="LEAD", at=NIGHT
    )
    assert selectors.access_incident(cast.fire_officer, incident.id) == incident


@pytest.mark.parametrize(
    "wrong",
    [
        {"place_quality": "VILLAGE_ONLY"},
        {"lat": None},
        {"state": "CLOSED"},
        {"state": "MERGED"},
        {"state": "CLOSED", "closing_code": "REFERRED", "feedback": "TOLD", "closed_at": NIGHT,
         "units_committed": 1},
    ],
)  # fmt: skip
def test_raw_write_against_the_rules_is_stopped_by_the_database(
    cast: Cast, wrong: dict[str, object]
) -> None:
    incident = make_incident()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(id=incident.id).update(**wrong)


def test_merge_into_itself_is_stopped_by_the_database(cast: Cast) -> None:
    incident = make_incident()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(id=incident.id).update(state="MERGED", merged_into=incident.id)
