"""Nobody accepts: telephones ring one after the other, and a person's is always among them."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.incidents.enums import PartyRole
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import MESSENGER, SETUP, TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.orgs.enums import DutyKind
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER
from tests.fleet.make import make_unit
from tests.stories.centre import KEBONHARJO

pytestmark = pytest.mark.django_db

CHIEF, DEPUTY, SUPERVISOR = "+628110000001", "+628110000002", "+628110000003"
FIRE = {
    "category": "FIRE_STRUCTURE", "narrative": "TANDA-URAIAN", "region": KEBONHARJO,
    "place": {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Dekat musala"},
    "contact_safety": "SAFE",
}  # fmt: skip


@pytest.fixture
def ticket(centre, cast):
    """A fire that was forwarded at 10 seconds to a brigade that sleeps."""
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Wati", SUPERVISOR)
    dispatch.set_escalation(
        by=SETUP, org_id=cast.org_id("fire"), at=EARLIER,
        steps=[("Kepala regu", CHIEF), ("Kepala bidang", DEPUTY, 45)],
    )  # fmt: skip
    centre.routing("FIRE_STRUCTURE", fire=PartyRole.LEAD)
    call = centre.call()
    centre.do("operator", f"/calls/{call}/answer")
    incident = centre.do("operator", f"/calls/{call}/incident", FIRE)
    centre.at(10)
    [made] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]
    return made


def rung() -> list[tuple[str, float, str]]:
    """Whom, how long after three, and what became of it."""
    rows = Message.objects.order_by("created_at", "id")
    return [(m.recipient, (m.created_at - NIGHT).total_seconds(), m.state) for m in rows]


def test_telephones_ring_in_order_and_each_is_recorded_and_sent(centre, cast, ticket):
    [row] = centre.ask("operator", "/tickets")["items"]
    assert row["next_escalation"]["title"] == "Kepala regu", "seen before it rings"
    assert (
        row["next_escalation"]["phone"].endswith(CHIEF[-4:])
        or "•" in (row["next_escalation"]["phone"])
    )
    centre.at(69)
    assert rung() == []
    centre.at(70)
    assert rung() == [(CHIEF, 70, "SENT")]
    assert centre.sentence().endswith(
        "1 belum diterima OPD 1 menit (Pemadam Kebakaran, Kebonharjo)"
    )
    # to have read it is no answer
    centre.do("fire_officer", f"/tickets/{ticket['id']}/read")
    centre.at(470)
    assert rung() == [(CHIEF, 70, "SENT"), (DEPUTY, 115, "SENT"), (SUPERVISOR, 175, "SENT")]
    found = centre.ask("operator", f"/tickets/{ticket['id']}")
    assert (found["state"], found["escalation_level"]) == ("READ", 3)
    assert OutboxItem.objects.filter(done_at=None).count() == 0

    entries = Entry.objects.filter(kind="dispatch.ticket.escalated").order_by("seq")
    assert [(e.by_id, e.facts["level"], e.facts["is_last"]) for e in entries] == [
        (TIMEKEEPER.id, 1, False), (TIMEKEEPER.id, 2, False), (TIMEKEEPER.id, 3, True),
    ]  # fmt: skip
    sent = Entry.objects.filter(kind="messaging.message.sent", by_id=MESSENGER.id)
    assert sent.count() == 3
    assert set(Message.objects.values_list("adapter", flat=True)) == {"fake"}


def test_texts_name_the_ticket_and_nothing_of_the_caller(centre, cast, ticket):
    centre.at(900)
    for message in Message.objects.all():
        assert ticket["number"] in message.text
        for secret in ("TANDA-URAIAN", "Kebakaran", "FIRE", "+6281200000001", "musala"):
            assert secret not in message.text


def test_acceptance_ends_the_ringing(centre, cast, ticket):
    centre.at(71)
    centre.do("fire_officer", f"/tickets/{ticket['id']}/accept", {"name": "Budi"})
    engine = make_unit(cast)
    sending = {"unit_id": str(engine.id)}
    centre.at(180)
    task = centre.do("fire_officer", f"/tickets/{ticket['id']}/assignments", sending)
    centre.do("fire_officer", f"/assignments/{task['id']}/en-route")
    centre.at(900)
    assert [phone for phone, _, _ in rung()] == [CHIEF]


def test_name_without_a_unit_rings_on_from_where_the_ringing_stood(centre, cast, ticket):
    centre.at(71)
    centre.do("fire_officer", f"/tickets/{ticket['id']}/accept", {"name": "Budi"})
    centre.at(320)
    assert rung() == [(CHIEF, 70, "SENT"), (DEPUTY, 191, "SENT"), (SUPERVISOR, 251, "SENT")]
    assert "belum ada unit" in Message.objects.order_by("-created_at").first().text


def test_worker_that_slept_rings_late_but_dates_each_ring_by_its_moment(centre, cast, ticket):
    # the machine was off for an hour: nothing ran in between
    centre.sleep(3600)
    centre.at(3601)
    # the last one says that nobody has arrived in the promised fifteen minutes; the rounds that
    # were missed are not made up for: the next one begins five minutes on
    assert [(phone, second) for phone, second, _ in rung()] == [
        (CHIEF, 70), (DEPUTY, 115), (SUPERVISOR, 175), (SUPERVISOR, 910),
    ]  # fmt: skip
    late = Message.objects.order_by("created_at").first()
    assert late.sent_at >= NIGHT + timedelta(seconds=3600)


def test_without_a_roster_112_itself_is_rung(centre, cast):
    centre.routing("FIRE_STRUCTURE", fire=PartyRole.LEAD)
    call = centre.call()
    incident = centre.do("operator", f"/calls/{call}/incident", FIRE)
    centre.do("operator", f"/incidents/{incident['id']}/forward")
    centre.at(900)
    assert {phone for phone, _, _ in rung()} == {"0294381112"}


def test_incident_that_nobody_forwards_rings_the_supervisor(centre, cast):
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Wati", SUPERVISOR)
    call = centre.call()
    centre.do("operator", f"/calls/{call}/incident", FIRE)
    centre.at(600)
    assert [(phone, second) for phone, second, _ in rung()] == [(SUPERVISOR, 90), (SUPERVISOR, 390)]
