"""What we ask of a neighbour: ours and open until a person there has accepted by name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident, LogLine
from kentongan.journal import services as journal
from kentongan.journal.models import Entry, OutboxItem
from kentongan.journal.timekeeper import all_timers
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound, Unreadable
from kentongan.messaging.models import Message
from kentongan.neighbours import errors, selectors, services
from kentongan.neighbours.enums import AidKind, AidState, Way
from kentongan.neighbours.models import Aid, Letter
from kentongan.neighbours.types import NewAid
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind, MatterKind
from kentongan.orgs.selectors import open_matters
from tests.conftest import NIGHT
from tests.incidents.make import MARK_NAME, MARK_PHONE, make_incident
from tests.neighbours.make import answer_letter, ask, letters_of, make_neighbour, send

LATER = NIGHT + timedelta(seconds=40)
OVER = NIGHT + timedelta(seconds=60)


def test_handed_over_incident_remains_ours_and_open_until_somebody_has_accepted(
    client, cast, night
):
    make_neighbour(cast)
    aid = ask(cast)
    assert (aid.state, aid.due_at) == (AidState.ASKED, OVER)
    assert aid.incident.state == "AWAITING_DISPATCH"
    assert OutboxItem.objects.filter(topic=selectors.TOPIC, done_at=None).count() == 1
    with pytest.raises(errors.NotAnswered):
        services.close_handed(by=cast.operator, aid_id=aid.id, at=LATER)
    night.at = LATER
    answer = send(client, answer_letter(aid), at=LATER)
    assert answer.json()["state"] == "ACCEPTED"
    aid.refresh_from_db()
    assert (aid.state, aid.answered_name, aid.due_at) == (AidState.ACCEPTED, "Dewi Batang", None)
    assert aid.their_number == "INS-3325-20261123-0008"
    assert "Dewi Batang" in LogLine.objects.filter(incident=aid.incident).latest("id").text
    assert Incident.objects.get().state == "AWAITING_DISPATCH"  # ours to end
    services.close_handed(by=cast.operator, aid_id=aid.id, at=LATER)
    assert Incident.objects.get().state == "HANDED_OVER"


def test_letter_tells_what_is_needed_and_a_caller_only_where_it_is_asked_and_safe(cast):
    make_neighbour(cast)
    [letter] = letters_of(ask(cast, injured=3))
    assert letter.facts.injured == 3
    assert (letter.facts.lat, letter.facts.accuracy_m, letter.facts.place_source) == (
        -6.9217, 20.0, "MAP",
    )  # fmt: skip
    assert (letter.facts.caller_name, letter.facts.caller_phone) == ("", "")
    [letter] = letters_of(ask(cast, with_caller=True))
    assert (letter.facts.caller_name, letter.facts.caller_phone) == (MARK_NAME, MARK_PHONE)
    for safety in (ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY):
        hiding = make_incident(contact_safety=safety)
        [letter] = letters_of(ask(cast, incident=hiding, with_caller=True))
        assert (letter.facts.caller_phone, letter.facts.contact_safety) == ("", safety)
    told = Entry.objects.filter(kind="neighbours.aid.asked").order_by("seq")
    assert [entry.facts["with_caller"] for entry in told] == [False, True, False, False]


def test_letter_lies_sealed_and_restricted_ones_need_the_supervisor(cast):
    make_neighbour(cast)
    hidden = make_incident()
    with journal.act(by=SETUP, at=NIGHT):
        Incident.objects.filter(id=hidden.id).update(is_restricted=True)
    with pytest.raises(errors.SupervisorNeeded):
        ask(cast, incident=hidden)
    aid = ask(cast, incident=hidden, by="supervisor")
    assert aid.is_restricted
    raw = Letter.objects.filter(aid=aid).extra(select={"raw": "body"}).values_list("raw", flat=True)
    assert str(raw[0]).startswith("k1.")


def test_one_incident_is_handed_to_one_neighbour_at_a_time(cast):
    make_neighbour(cast)
    aid = ask(cast)
    with pytest.raises(errors.AlreadyAsked):
        ask(cast, incident=aid.incident)
    ask(cast, incident=aid.incident, kind=AidKind.UNITS, wanted=(("FIRE", 1),), reason="Kurang.")
    values = {f.attname: getattr(aid, f.attname) for f in Aid._meta.concrete_fields}
    twice = Aid(**values | {"id": cast.org_id("fire"), "reference": cast.org_id("fire")})
    with pytest.raises(IntegrityError), transaction.atomic(), journal.act(by=SETUP, at=NIGHT):
        twice.save(force_insert=True)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("fire_officer", NotFound), ("camat", NotAllowed), ("leader", NotFound), ("admin", NotFound)],
)
def test_only_the_desks_ask(cast, who, refusal):
    make_neighbour(cast)
    with pytest.raises((refusal, NotAllowed)):
        ask(cast, by=who)


def test_what_cannot_be_asked_is_refused(cast):
    incident = make_incident()
    with pytest.raises(errors.NoNode):
        ask(cast, incident=incident)
    new = NewAid(org_id=cast.org_id("fire"), way=Way.PHONE)
    with pytest.raises(errors.NotNeighbour):
        services.ask_neighbour(by=cast.operator, incident_id=incident.id, new=new, at=NIGHT)
    for wanted in ((), (("FIRE", 0),), (("FIRE", 51),)):
        with pytest.raises(errors.NothingWanted):
            ask(cast, kind=AidKind.UNITS, way=Way.PHONE, wanted=wanted, reason="x")
    with pytest.raises(errors.ReasonNeeded):
        ask(cast, kind=AidKind.UNITS, way=Way.PHONE, wanted=(("FIRE", 1),), reason=" ")
    incidents.cancel_incident(by=cast.operator, incident_id=incident.id, reason="x", at=NIGHT)
    with pytest.raises(errors.NotOpenHere):
        ask(cast, incident=incident, way=Way.PHONE)


def test_by_telephone_it_is_the_same_record_with_name_and_hour(cast):
    aid = ask(cast, way=Way.PHONE)
    assert not Letter.objects.exists()
    said = {"by": cast.operator, "aid_id": aid.id, "accepted": True, "at": OVER}
    with pytest.raises(errors.NameMissing):
        services.note_answer(**said, name=" ", answered_at=LATER)
    for wrong in (NIGHT - timedelta(seconds=61), OVER + timedelta(seconds=1)):
        with pytest.raises(Unreadable):
            services.note_answer(**said, name="Sari", answered_at=wrong)
    aid = services.note_answer(**said, name="Sari", answered_at=LATER)
    assert (aid.state, aid.answered_name, aid.answered_at) == (AidState.ACCEPTED, "Sari", LATER)
    with pytest.raises(IllegalStep):
        services.note_answer(**said, name="Lain", answered_at=LATER)


def test_letter_that_has_not_arrived_is_kept_back_where_the_telephone_has_settled_it(cast):
    make_neighbour(cast)
    aid = ask(cast)
    services.note_answer(
        by=cast.operator, aid_id=aid.id, accepted=False, name="Sari", reason="Penuh.",
        answered_at=LATER, at=LATER,
    )  # fmt: skip
    assert not Letter.objects.exists()
    assert not OutboxItem.objects.filter(topic=selectors.TOPIC, done_at=None).exists()
    delivered = ask(cast)
    with journal.act(by=SETUP, at=NIGHT):
        Aid.objects.filter(id=delivered.id).update(state=AidState.DELIVERED)
    with pytest.raises(errors.NotByTelephone):
        services.note_answer(
            by=cast.operator, aid_id=delivered.id, accepted=True, name="Sari",
            answered_at=LATER, at=LATER,
        )  # fmt: skip


def test_after_its_minute_telephones_ring_one_after_the_other_and_it_stays_ours(cast, night):
    for name, phone in (("supervisor", "+6281300000001"), ("operator", "+6281300000002")):
        kind = DutyKind.SUPERVISOR if name == "supervisor" else DutyKind.OPERATOR
        orgs.plan_duty(
            by=SETUP, org_id=cast.org_id("centre"), kind=kind, person_name=name, phone=phone,
            starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=8), at=NIGHT,
        )  # fmt: skip
    aid = ask(cast, way=Way.PHONE)
    run = all_timers()["neighbours.aid"].run
    assert run(OVER - timedelta(seconds=1)) == 0
    assert run(OVER) == 1
    aid.refresh_from_db()
    assert (aid.state, aid.overdue_at) == (AidState.ASKED, OVER)
    assert aid.due_at == OVER + timedelta(minutes=5)
    run(aid.due_at)
    rung = list(Message.objects.order_by("id").values_list("recipient", flat=True))
    assert rung == ["+6281300000001", "+6281300000002"]
    services.withdraw_aid(by=cast.operator, aid_id=aid.id, at=aid.due_at)
    aid.refresh_from_db()
    assert (aid.state, aid.due_at) == (AidState.WITHDRAWN, None)
    assert Incident.objects.get().state == "AWAITING_DISPATCH"


def test_withdrawal_by_node_is_final_only_when_that_node_says_so(client, cast, night):
    make_neighbour(cast)
    aid = ask(cast)
    aid = services.withdraw_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    assert aid.state == AidState.WITHDRAWING
    send(client, answer_letter(aid))
    aid.refresh_from_db()
    assert aid.state == AidState.ACCEPTED


def test_nobody_leaves_a_duty_before_what_is_open_is_taken(cast):
    aid = ask(cast, way=Way.PHONE)
    found = [held.matter for held in open_matters(cast.orgs["centre"], NIGHT)]
    assert (MatterKind.NEIGHBOUR, aid.id) in {(each.kind, each.id) for each in found}
    services.withdraw_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    found = [held.matter for held in open_matters(cast.orgs["centre"], NIGHT)]
    assert aid.id not in {each.id for each in found}
