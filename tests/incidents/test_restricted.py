"""Restricted incidents: the 112 desks and the agencies that were asked, and nobody else."""

import json
from datetime import timedelta

import pytest

from kentongan.board.figures import read_board
from kentongan.calls import selectors as calls
from kentongan.calls import services as call_services
from kentongan.calls.types import NewCall
from kentongan.dispatch import selectors as dispatch
from kentongan.incidents import selectors, services
from kentongan.incidents.models import Category
from kentongan.incidents.types import CategoryInput, IncidentEdit
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotFound
from kentongan.live.encoding import message
from kentongan.live.hub import visible
from kentongan.live.selectors import list_rows_after
from kentongan.orgs.enums import Role
from kentongan.orgs.models import BreakGlass
from kentongan.orgs.rules import RIGHTS_OF_ROLE
from kentongan.orgs.selectors import rights_of
from tests.board.make import browser_of, text_of
from tests.caller import caller_of
from tests.cast import PEOPLE
from tests.conftest import NIGHT
from tests.dispatch.make import make_ticket
from tests.incidents.make import make_incident

pytestmark = pytest.mark.usefixtures("night")

KDRT = "DOMESTIC_VIOLENCE"
DESKS = {"operator", "second_operator", "dispatcher", "supervisor"}
EVERYBODY_ELSE = sorted(set(PEOPLE) - DESKS)
FORBIDDEN = {"leader", "admin", "doctor"}
"""Those who see no incident at all: lists are refused."""


def seen_by(cast, name):
    if name in FORBIDDEN:
        return []
    return [row.id for row in selectors.list_open(rights_of(cast.actor(name)))]


@pytest.mark.parametrize("name", sorted(DESKS))
def test_desks_see_it(cast, name):
    incident = make_incident(category=KDRT)
    assert incident.is_restricted
    assert seen_by(cast, name) == [incident.id]
    assert selectors.access_incident(cast.actor(name), incident.id) == incident


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_nobody_else_does_and_it_looks_as_if_there_were_none(cast, name):
    incident = make_incident(category=KDRT)
    with pytest.raises(NotFound):
        selectors.access_incident(cast.actor(name), incident.id)
    assert seen_by(cast, name) == []


@pytest.mark.parametrize("path", ["/incidents", "/incidents.geojson"])
@pytest.mark.parametrize("name", ["camat", "village_head", "pusdalops", "auditor", "fire_officer"])
def test_lists_and_maps_do_not_hold_it(cast, name, path):
    make_incident(category=KDRT, region="33.24.15.2001")
    told = caller_of(cast, name).get(path).json()
    assert (told.get("items") or told.get("features") or []) == []


def test_agency_that_was_asked_sees_it_with_its_ticket(cast):
    incident = make_incident(category=KDRT)
    ticket = make_ticket(cast, incident, org="medical")
    assert seen_by(cast, "medical_officer") == [incident.id]
    assert seen_by(cast, "fire_officer") == []
    rows = dispatch.list_tickets(cast.medical_officer, at=NIGHT)
    assert [row.id for row in rows] == [ticket.id]


@pytest.mark.parametrize("name", ["pusdalops", "auditor"])
def test_its_ticket_is_not_seen_by_area(cast, name):
    ticket = make_ticket(cast, make_incident(category=KDRT), org="medical")
    assert dispatch.list_tickets(cast.actor(name), at=NIGHT) == []
    with pytest.raises(NotFound):
        dispatch.access_ticket(cast.actor(name), ticket.id)


def test_its_call_is_not_seen_by_the_auditor(cast):
    call = call_services.receive_call(by=cast.operator, new=NewCall(), at=NIGHT)
    call_services.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    assert calls.access_call(cast.auditor, call.id).id == call.id
    incident = make_incident(category=KDRT)
    call_services.link_call(
        by=cast.operator, call_id=call.id, incident_id=incident.id, category=KDRT,
        same_place_confirmed=True, same_victims_confirmed=True, at=NIGHT,
    )  # fmt: skip
    with pytest.raises(NotFound):
        calls.access_call(cast.auditor, call.id)
    assert calls.list_recent(rights_of(cast.auditor)).items == []
    assert [row.id for row in calls.list_recent(rights_of(cast.operator)).items] == [call.id]


@pytest.mark.parametrize("name", ["camat", "pusdalops"])
def test_it_is_no_candidate_for_those_who_may_not_see_it(cast, name):
    one = make_incident(category="CRIME", region="33.24.15.2001")
    make_incident(category="KIDNAP", region="33.24.15.2001")
    found = caller_of(cast, name).get(f"/incidents/{one.id}/duplicates").json()["items"]
    assert found == []
    assert len(caller_of(cast, "operator").get(f"/incidents/{one.id}/duplicates").json()["items"])


def streamed_to(cast, name):
    messages = [message(row) for row in list_rows_after(0, 10_000)]
    return b"".join(visible(messages, rights_of(cast.actor(name)))).decode()


@pytest.mark.parametrize("name", ["camat", "village_head", "pusdalops", "leader", "fire_officer"])
def test_streams_do_not_tell_of_it(cast, name):
    incident = make_incident(category=KDRT, region="33.24.15.2001")
    ticket = make_ticket(cast, incident, org="medical")
    told = streamed_to(cast, name)
    for secret in (incident.id, ticket.id, incident.number, KDRT):
        assert str(secret) not in told


def test_streams_of_the_desks_and_of_the_agency_that_was_asked_do(cast):
    incident = make_incident(category=KDRT)
    ticket = make_ticket(cast, incident, org="medical")
    assert str(incident.id) in streamed_to(cast, "operator")
    assert str(ticket.id) in streamed_to(cast, "medical_officer")


def test_board_counts_it_and_says_no_more(cast):
    incident = make_incident(category=KDRT, region="33.24.15.2001")
    make_ticket(cast, incident, org="medical")
    board = read_board(rights_of(cast.leader), at=NIGHT)
    assert (board.open_count, board.restricted, board.incidents) == (1, 1, ())
    assert [waiting.place for waiting in board.waiting] == ["lokasi dirahasiakan"]
    for address in ("/papan", "/papan/isi", "/papan/teks"):
        page = text_of(browser_of(cast, "leader"), address)
        assert "1 kejadian dirahasiakan" in page
        assert not [w for w in ("Kekerasan", incident.number, "Karangsari") if w in page]


def test_merged_into_another_it_hides_both_until_they_are_parted(cast):
    master, child = make_incident(category="CRIME"), make_incident(category=KDRT)
    services.merge_into(
        by=cast.operator, incident_id=child.id, into_id=master.id, same_place_confirmed=True,
        same_victims_confirmed=True, at=NIGHT,
    )  # fmt: skip
    assert seen_by(cast, "pusdalops") == []
    services.unmerge(by=cast.operator, incident_id=child.id, at=NIGHT)
    assert seen_by(cast, "pusdalops") == [master.id]


def test_corrected_category_lifts_it_and_a_worse_one_hides(cast):
    incident = make_incident(category="CRIME")
    for category, expected in ((KDRT, []), ("CRIME", [incident.id])):
        services.edit_incident(
            by=cast.operator, incident_id=incident.id, at=NIGHT,
            expected_version=selectors.get_incident(incident.id).version,
            edit=IncidentEdit(category=category),
        )  # fmt: skip
        assert seen_by(cast, "pusdalops") == expected


def test_regency_decides_which_categories_are(cast):
    row = Category.objects.get(code="MENTAL_HEALTH", valid_until=None)
    kept = {f.name: getattr(row, f.name) for f in Category._meta.fields}
    known = {name: kept[name] for name in CategoryInput.__dataclass_fields__}
    services.define_category(
        by=cast.admin, at=NIGHT,
        category=CategoryInput(**known | {"is_restricted": True, "legal_basis": "SK 12/2026"}),
    )  # fmt: skip
    assert make_incident(category="MENTAL_HEALTH").is_restricted


def test_glass_opens_it_for_nobody_outside_the_centre(cast):
    """Not even one that was broken before the rule was."""
    make_incident(category=KDRT)
    user = cast.people["pusdalops"]
    BreakGlass.objects.create(
        user=user, org=cast.orgs["disaster"], reason="Petugas 112 pingsan", started_at=NIGHT,
        expires_at=NIGHT + timedelta(hours=1),
    )  # fmt: skip
    assert seen_by(cast, "pusdalops") == []


def test_only_the_desks_have_the_right(cast):
    having = {role for role in Role if "SEE_RESTRICTED" in RIGHTS_OF_ROLE[role]}
    assert having == {Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR}


def test_entry_says_that_it_is_restricted(cast):
    make_incident(category=KDRT, by=SETUP)
    data = [json.loads(row[-1]) for row in list_rows_after(0, 10_000) if "opened" in row[2]]
    assert data[-1]["restricted"] is True


@pytest.mark.parametrize(
    ("category", "is_hidden"), [("CRIME", True), ("WATER_RESCUE", False), ("FIRE_STRUCTURE", False)]
)
def test_child_hurt_by_somebody_is_restricted_one_in_the_river_is_not(cast, category, is_hidden):
    """A drowning child is looked for by the whole village; a child victim of a crime is hidden."""
    told = make_incident(by=cast.operator, category=category, facts={"CHILD_VICTIM": True})
    assert told.is_restricted is is_hidden
    assert not make_incident(category=category, facts={"CHILD_VICTIM": False}).is_restricted


def test_next_caller_and_a_new_category_restrict_it_too(cast):
    child = {"CHILD_VICTIM": True}
    crime = make_incident(by=cast.operator, category="CRIME")
    services.note_answers(
        by=cast.operator, incident_id=crime.id, category="CRIME", facts=child, at=NIGHT
    )
    crime.refresh_from_db()
    assert crime.is_restricted
    injury = make_incident(by=cast.operator, category="MEDICAL_INJURY", facts=child)
    assert not injury.is_restricted
    changed = services.edit_incident(
        by=cast.operator, incident_id=injury.id, expected_version=injury.version,
        edit=IncidentEdit(category="CRIME"), at=NIGHT,
    )  # fmt: skip
    assert changed.is_restricted
