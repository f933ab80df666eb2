"""Incidents whose caller must not be contacted: their neighbours, camat and village, see none."""

import pytest

from kentongan.incidents import selectors, services
from kentongan.incidents.enums import ContactSafety
from kentongan.kernel.errors import NotFound
from kentongan.live.encoding import message
from kentongan.live.hub import visible
from kentongan.live.selectors import list_rows_after
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.rules import RIGHTS_OF_ROLE
from kentongan.orgs.selectors import rights_of
from kentongan.villages import selectors as villages
from kentongan.villages import services as village_services
from kentongan.villages.enums import Finding
from tests.board.make import browser_of
from tests.caller import caller_of
from tests.conftest import NIGHT
from tests.incidents.make import make_incident

pytestmark = pytest.mark.usefixtures("night")

HERE = "33.24.15.2001"
NEIGHBOURS = ["camat", "village_head"]
OTHERS = ["operator", "dispatcher", "supervisor", "pusdalops", "auditor"]
HIDING = [ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY]


def make_hiding(safety=ContactSafety.DO_NOT_CONTACT):
    return make_incident(category="CRIME", region=HERE, contact_safety=safety)


def seen_by(cast, name):
    return [row.id for row in selectors.list_open(rights_of(cast.actor(name)))]


@pytest.mark.parametrize("safety", HIDING)
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_to_neighbours_it_looks_as_if_there_were_none(cast, name, safety):
    incident = make_hiding(safety)
    assert not incident.is_restricted
    assert seen_by(cast, name) == []
    with pytest.raises(NotFound):
        selectors.access_incident(cast.actor(name), incident.id)


@pytest.mark.parametrize("name", OTHERS)
def test_all_others_of_the_area_see_it(cast, name):
    incident = make_hiding()
    assert seen_by(cast, name) == [incident.id]
    assert selectors.access_incident(cast.actor(name), incident.id) == incident


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_see_what_endangers_nobody(cast, name):
    incident = make_hiding(ContactSafety.SAFE)
    assert seen_by(cast, name) == [incident.id]


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_no_page_and_no_answer_holds_it(cast, name):
    incident = make_hiding()
    browser = browser_of(cast, name)
    for address in ("/kejadian", "/kejadian/isi", "/wilayah", "/wilayah/isi"):
        assert incident.number not in browser.get(address).content.decode()
    assert browser.get(f"/kejadian/{incident.id}").status_code == 404
    for path in ("/incidents", "/incidents?open_only=true", "/incidents.geojson"):
        assert str(incident.id) not in caller_of(cast, name).get(path).content.decode()
    assert caller_of(cast, name).get(f"/incidents/{incident.id}").status_code == 404


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_it_is_no_candidate_of_sameness(cast, name):
    seen = make_hiding(ContactSafety.SAFE)
    make_hiding()
    found = caller_of(cast, name).get(f"/incidents/{seen.id}/duplicates").json()["items"]
    assert found == []


def streamed_to(cast, name):
    messages = [message(row) for row in list_rows_after(0, 10_000)]
    return b"".join(visible(messages, rights_of(cast.actor(name)))).decode()


def test_streams_of_neighbours_do_not_tell_of_it(cast):
    incident = make_hiding()
    for name in NEIGHBOURS:
        assert str(incident.id) not in streamed_to(cast, name)
    assert str(incident.id) in streamed_to(cast, "pusdalops")


def test_it_is_gone_from_the_moment_that_it_is_known(cast):
    incident = make_hiding(ContactSafety.SAFE)
    asked = village_services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    assert villages.list_asked(rights_of(cast.village_head)) == [asked]
    services.set_contact_safety(
        by=cast.operator, incident_id=incident.id, contact_safety=HIDING[0], at=NIGHT
    )
    assert seen_by(cast, "village_head") == []
    assert villages.list_asked(rights_of(cast.village_head)) == []
    with pytest.raises(NotFound):
        village_services.answer_verification(
            by=cast.village_head, verification_id=asked.id, finding=Finding.TRUE, at=NIGHT
        )


def test_restricted_incident_is_not_asked_of_its_village(cast):
    incident = make_incident(category="DOMESTIC_VIOLENCE", region=HERE)
    with pytest.raises(village_services.errors.NotToBeAsked):
        village_services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)


def test_neighbours_alone_lack_the_right():
    seeing = {role for role in Role if Right.SEE_INCIDENTS in RIGHTS_OF_ROLE[role]}
    having = {role for role in Role if Right.SEE_ENDANGERED in RIGHTS_OF_ROLE[role]}
    own_tasks = {Role.OFFICER, Role.CREW}
    assert seeing - having - own_tasks == {Role.CAMAT, Role.VILLAGE}
