"""A ticket marked UJI: it rings, it is accepted by name, it is counted nowhere."""

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, selectors, services
from kentongan.dispatch.enums import TicketMethod
from kentongan.dispatch.models import Ticket, TrialTicket
from kentongan.incidents.enums import Family, PartyRole
from kentongan.incidents.models import Incident
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.messaging.models import Message
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER, NAME, kinds_about, later


def send(cast, org="fire"):
    return services.send_trial(by=cast.admin, org_id=cast.org_id(org), at=NIGHT)


def test_it_rings_and_stands_behind_no_incident(cast):
    trial = send(cast)
    assert Message.objects.get().purpose == "TEST"
    assert (Ticket.objects.count(), Incident.objects.count()) == (0, 0)
    assert [t.id for t in selectors.list_open_trials(cast.fire_officer)] == [trial.id]
    assert selectors.list_open_trials(cast.medical_officer) == []


def test_agency_accepts_by_name_once(cast):
    trial = send(cast)
    with pytest.raises(errors.NameMissing):
        services.accept_trial(by=cast.fire_officer, trial_id=trial.id, name=" ", at=NIGHT)
    services.accept_trial(by=cast.fire_officer, trial_id=trial.id, name=NAME, at=later(30))
    assert kinds_about(trial.id) == ["dispatch.trial.sent", "dispatch.trial.accepted"]
    assert selectors.list_open_trials(cast.operator) == []
    with pytest.raises(errors.TrialOver):
        services.accept_trial(by=cast.operator, trial_id=trial.id, name=NAME, at=later(40))


def test_112_writes_down_who_accepted_by_telephone(cast):
    trial = services.accept_trial(
        by=cast.operator, trial_id=send(cast).id, name=NAME, method=TicketMethod.PHONE, at=NIGHT
    )
    assert (trial.accepted_by_name, trial.method) == (NAME, TicketMethod.PHONE)


def test_others_neither_send_nor_accept(cast):
    with pytest.raises(NotAllowed):
        services.send_trial(by=cast.operator, org_id=cast.org_id("fire"), at=NIGHT)
    trial = send(cast)
    with pytest.raises(NotAllowed):
        services.accept_trial(by=cast.medical_officer, trial_id=trial.id, name=NAME, at=NIGHT)


def test_one_at_a_time(cast):
    trial = send(cast)
    with pytest.raises(errors.TrialRunning):
        send(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrialTicket.objects.create(
            org=trial.org, sent_at=NIGHT, sent_by=SETUP.id, method=TicketMethod.SYSTEM
        )


def test_agency_is_ready_with_telephone_categories_and_a_test_that_worked(cast):
    org_id = cast.org_id("fire")
    assert not selectors.joining_of(org_id, NIGHT).is_ready
    services.add_routing_rule(
        by=cast.admin, org_id=org_id, region=KENDAL, role=PartyRole.LEAD, family=Family.FIRE,
        at=EARLIER,
    )  # fmt: skip
    trial = send(cast)
    assert not selectors.joining_of(org_id, NIGHT).is_ready
    services.accept_trial(by=cast.fire_officer, trial_id=trial.id, name=NAME, at=NIGHT)
    assert selectors.joining_of(org_id, NIGHT).is_ready
