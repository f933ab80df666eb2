"""What would happen for this call: told by the services that would do it, and nothing is kept."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.models import Incident, NumberSeries
from kentongan.incidents.types import NewIncident
from kentongan.journal import services as journal
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.policy.services import rehearse_call
from tests.cast import KENDAL, KOTA_KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER
from tests.incidents.make import make_categories

BASIS = "SK Bupati 100.3/17/2026"
TREE = NewIncident(category="TREE_DOWN", region=KOTA_KENDAL, facts={"INJURED": True})


@pytest.fixture
def decided(cast):
    """The fire brigade leads for trees, promises, and has two telephones."""
    make_categories()
    fire = cast.org_id("fire")
    dispatch.add_routing_rule(
        by=SETUP, org_id=fire, region=KENDAL, role=PartyRole.LEAD, family="TREE",
        capabilities=["TREE"], legal_basis=BASIS, at=EARLIER,
    )  # fmt: skip
    dispatch.set_promise(
        by=SETUP, priority=Priority.P2, times=PromisedTimes(120, 180, 120, 60, 900), at=EARLIER
    )
    dispatch.set_escalation(
        by=SETUP, org_id=fire, steps=[("Piket", "0811", 60), ("Kabid", "0812", 90)], at=EARLIER
    )
    return cast


def test_all_that_would_happen_is_told_with_its_reasons(decided):
    found = rehearse_call(by=decided.admin, new=TREE, at=NIGHT)
    assert (found.priority, [each.fact for each in found.because]) == ("P2", ["INJURED"])
    assert (found.forward_s, found.forward_alarm_s) == (120, 180)
    assert found.contact_safety == "UNKNOWN"
    (sent,) = found.sent
    assert (sent.org_name, sent.family, sent.legal_basis) == ("Pemadam Kebakaran", "TREE", BASIS)
    assert (sent.mode, sent.capabilities, sent.region) == ("TICKET", ("TREE",), KENDAL)
    assert sent.accept_due_at == NIGHT + timedelta(seconds=120)
    assert sent.arrival_due_at == NIGHT + timedelta(seconds=900)
    assert [(ring.phone, (ring.rings_at - NIGHT).seconds) for ring in sent.rings[:2]] == [
        ("0811", 120), ("0812", 210),
    ]  # fmt: skip


def test_nothing_of_it_is_kept(decided):
    before = Entry.objects.count()
    rehearse_call(by=decided.admin, new=TREE, at=NIGHT)
    assert Entry.objects.count() == before
    for kept in (Incident, Ticket, NumberSeries, OutboxItem):
        assert not kept.objects.exists(), kept


def test_real_call_then_goes_as_it_was_told(decided):
    (told,) = rehearse_call(by=decided.admin, new=TREE, at=NIGHT).sent
    incident = incidents.open_incident(by=decided.operator, new=TREE, at=NIGHT)
    (ticket,) = dispatch.forward_by_routing(
        by=decided.dispatcher, incident_id=incident.id, at=NIGHT
    )
    assert incident.priority == "P2"
    assert (ticket.ack_due_at, ticket.arrival_due_at) == (told.accept_due_at, told.arrival_due_at)


def test_planned_decision_is_seen_on_its_day(decided):
    later = NIGHT + timedelta(days=3)
    dispatch.set_agency_mode(
        by=SETUP, org_id=decided.org_id("fire"), mode="DIRECT", legal_basis=BASIS, at=NIGHT,
        valid_from=later,
    )  # fmt: skip
    modes = [rehearse_call(by=decided.admin, new=TREE, at=at).sent[0].mode for at in (NIGHT, later)]
    assert modes == ["TICKET", "DIRECT"]


def test_call_that_nobody_is_named_for_says_so(cast):
    make_categories()
    found = rehearse_call(by=cast.admin, new=NewIncident(category="SUICIDE_ATTEMPT"), at=NIGHT)
    assert found.sent == ()
    assert found.contact_safety == "DO_NOT_CONTACT"
    assert found.because == ()


def test_rehearsal_is_for_administrators_and_stands_alone(decided):
    with pytest.raises(NotAllowed):
        rehearse_call(by=decided.operator, new=TREE, at=NIGHT)
    with journal.act(by=SETUP, at=NIGHT), pytest.raises(RuntimeError):
        rehearse_call(by=decided.admin, new=TREE, at=NIGHT)
