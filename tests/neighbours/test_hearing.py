"""Letters of a neighbour's node: proven, heard once, and never the death of a page."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.incidents.models import Incident, LogLine
from kentongan.journal.models import Entry
from kentongan.kernel.actors import NEIGHBOUR
from kentongan.kernel.errors import IllegalStep
from kentongan.kernel.ids import new_id
from kentongan.neighbours import errors, services
from kentongan.neighbours.adapters.post import PATH, SAID
from kentongan.neighbours.enums import AidState
from kentongan.neighbours.models import Aid, ForeignUnit, HeardLetter
from kentongan.neighbours.rules import is_signed
from tests.conftest import NIGHT
from tests.neighbours.make import (
    THEIR_NODE,
    answer_letter,
    ask,
    asked_letter,
    facts,
    headers_for,
    letters_of,
    make_neighbour,
    receive,
    send,
)


@pytest.fixture
def batang(cast, night):
    return make_neighbour(cast)


def test_what_is_handed_to_us_lies_at_the_desks_and_opens_an_incident_by_name(client, cast, batang):
    aid = receive(client)
    assert (aid.state, aid.incident) == (AidState.DELIVERED, None)
    [entry] = Entry.objects.filter(kind="neighbours.aid.received")
    assert entry.by_id == NEIGHBOUR.id
    assert "TANDA" not in entry.data
    aid = services.accept_aid(by=cast.operator, aid_id=aid.id, at=NIGHT + timedelta(seconds=20))
    incident = aid.incident
    assert (incident.category, incident.priority, incident.region) == ("TREE_DOWN", "P2", "332415")
    assert (incident.lat, incident.accuracy_m, incident.place_source) == (-6.9217, 40.0, "MAP")
    assert incident.started_at.isoformat() == "2026-11-22T19:58:00+00:00"
    report = incident.reports.get()
    assert (report.reporter_phone, report.contact_safety) == ("+6281298765432", "SAFE")
    lines = " ".join(LogLine.objects.filter(incident=incident).values_list("text", flat=True))
    assert "korban luka: 2" in lines
    [letter] = letters_of(aid)
    assert (letter.accepted, letter.name, letter.number) == (True, "Operator", incident.number)
    with pytest.raises(IllegalStep):
        services.accept_aid(by=cast.second_operator, aid_id=aid.id, at=NIGHT)
    assert Incident.objects.count() == 1


def test_answer_to_a_letter_is_signed_for_that_letter_alone(client, batang):
    body = msgspec.json.encode({"letter": {"type": "trial", "id": str(new_id())}})
    sent = headers_for(body)
    answer = client.post(PATH, body, content_type="application/json", headers=sent)
    said = {"method": SAID, "path": PATH, "moment": sent["kentongan-time"]}
    proof = answer.headers["Kentongan-Signature"]
    whole = sent["kentongan-signature"].encode() + answer.content
    assert answer.json()["node_name"] == "Kendal (uji)"
    assert is_signed(proof, batang.our_secret, **said, body=whole)
    assert not is_signed(proof, batang.our_secret, **said, body=whole + b" ")


def test_refusal_needs_a_reason_and_goes_back(client, cast, batang):
    aid = receive(client)
    with pytest.raises(errors.ReasonNeeded):
        services.refuse_aid(by=cast.operator, aid_id=aid.id, reason=" ", at=NIGHT)
    services.refuse_aid(by=cast.operator, aid_id=aid.id, reason="Semua unit di rob.", at=NIGHT)
    [letter] = letters_of(aid)
    assert (letter.accepted, letter.reason) == (False, "Semua unit di rob.")
    assert not Incident.objects.exists()


def test_same_letter_again_is_the_same_thing(client, batang):
    letter = asked_letter()
    first, again = send(client, letter), send(client, letter)
    assert first.json() == again.json()
    assert Aid.objects.count() == 1
    assert Entry.objects.filter(kind="neighbours.aid.received").count() == 1


def test_forged_old_and_strange_letters_are_refused_alike(client, cast, batang):
    letter = asked_letter()
    body = msgspec.json.encode({"letter": letter})
    right = headers_for(body)
    stale = [headers_for(body, NIGHT + timedelta(minutes=m)) for m in (-6, 6)]
    refused = [
        headers_for(body, secret="another-secret-of-some-length-00000000"),
        headers_for(body + b" "),
        *stale,
        right | {"kentongan-time": str(int(NIGHT.timestamp()) + 1)},
        right | {"kentongan-time": "9" * 300},
        right | {"kentongan-time": "-1"},
        right | {"kentongan-node": str(cast.org_id("fire"))},
        right | {"kentongan-node": "x"},
        right | {"kentongan-signature": ""},
        right | {"kentongan-signature": "0" * 64},
        {},
    ]
    for headers in refused:
        answer = client.post(PATH, body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "NEIGHBOURS-001")
    assert not Aid.objects.exists()
    services.end_neighbour(by=cast.admin, neighbour_id=batang.id, at=NIGHT)
    assert send(client, letter).status_code == 401


def test_neighbour_whose_secret_we_do_not_hold_yet_is_a_stranger(client, cast, night):
    make_neighbour(cast, their_secret="")
    assert send(client, asked_letter(), secret="").status_code == 401


HOSTILE = [
    b"", b"null", b"[]", b"{", b'{"letter":null}', b'{"letter":{"type":"ask"}}', b"\xff\xfe",
    b'{"letter":' * 5000, b'{"letter":{"type":"nothing","id":"x"}}', b'{"letter":{"type":[]}}',
    b'{"letter":{"type":"trial","id":"\\u0000"}}', b'{"letter":{"type":"answer","id":5}}',
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_bodies_are_refused(client, batang, body):
    answer = client.post(PATH, body, content_type="application/json", headers=headers_for(body))
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"lat": 91.0}, {"lat": None}, {"accuracy_m": -1.0}, {"region": "33.24"}, {"region": "٣٣"},
        {"place_quality": "VILLAGE_ONLY"}, {"place_source": "GUESS"}, {"priority": "P0"},
        {"started_at": "0001-01-01T00:00:00+14:00"}, {"started_at": "2026-11-22T19:58:00"},
        {"answers": {"TRAPPED": "MAYBE"}}, {"answers": {"x" * 41: "YES"}}, {"injured": -1},
        {"narrative": "x" * 10_001}, {"narrative": "a\x00b"}, {"number": None}, {"lat": "1"},
        {"contact_safety": "x"}, {"address": ["x"]}, {"accuracy_m": 1e308}, {"lon": 180.5},
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused(client, batang, wrong):
    answer = send(client, asked_letter(facts=facts(**wrong)))
    assert answer.status_code in {400, 409}, answer.content
    assert not Aid.objects.exists()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(
    body=st.binary(max_size=300),
    header=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80),
)
def test_whatever_comes_is_no_death_of_a_page(client, batang, body, header):
    for name in ("kentongan-node", "kentongan-time", "kentongan-signature"):
        answer = client.post(
            PATH, body, content_type="application/json", headers=headers_for(body) | {name: header}
        )
        assert answer.status_code == 401
    answer = client.post(PATH, body, content_type="text/plain", headers=headers_for(body))
    assert answer.status_code == 400


def test_odd_text_and_times_to_come_are_kept_as_they_are(client, cast, batang):
    aid = receive(
        client, asked_name="😀'; --", asked_at="2026-11-22T21:00:00Z",
        facts=facts(narrative="<script>", started_at="2026-11-22T23:00:00Z", category="X_UNKNOWN"),
    )  # fmt: skip
    assert aid.asked_at == NIGHT
    with pytest.raises(errors.CategoryNeeded):
        services.accept_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    aid = services.accept_aid(by=cast.operator, aid_id=aid.id, category="TREE_DOWN", at=NIGHT)
    assert (aid.incident.started_at, aid.incident.narrative) == (NIGHT, "<script>")


def test_restricted_one_opens_only_as_a_kind_that_hides_it(client, cast, batang):
    aid = receive(client, facts=facts(restricted=True))
    with pytest.raises(errors.CategoryNeeded):
        services.accept_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    assert not Incident.objects.exists()
    aid.refresh_from_db()
    assert aid.state == AidState.DELIVERED


def test_withdrawn_before_acceptance_is_withdrawn_on_both_sides_and_after_it_is_not(
    client, cast, batang
):
    first, second = receive(client), receive(client)
    services.accept_aid(by=cast.operator, aid_id=second.id, at=NIGHT)
    states = []
    for aid in (first, second):
        letter = {"type": "call-off", "id": str(new_id()), "reference": str(aid.reference)}
        states.append(send(client, letter).json()["state"])
    assert states == ["WITHDRAWN", "ACCEPTED"]
    with pytest.raises(IllegalStep):
        services.accept_aid(by=cast.operator, aid_id=first.id, at=NIGHT)


def test_one_neighbour_does_not_bury_the_others(client, batang, monkeypatch):
    monkeypatch.setattr("kentongan.neighbours.services.hearing.MOST_OPEN", 2)
    codes = [send(client, asked_letter()).status_code for _ in range(3)]
    assert codes == [200, 200, 409]


def notice(aid, code, **more):
    return {
        "type": "notice", "id": str(new_id()), "reference": str(aid.reference), "code": code,
        "happened_at": "2026-11-22T20:00:00Z",
    } | more  # fmt: skip


def test_neighbours_steps_come_into_our_log_once_and_its_units_stand_beside_it(
    client, cast, batang
):
    aid = ask(cast)
    sent = notice(
        aid, "UNIT_SENT", unit=str(THEIR_NODE), call_sign="Batang 2", agency="Damkar",
        phone="+62285991113", person_name="Danru",
    )  # fmt: skip
    assert send(client, sent).status_code == 409  # nobody there has accepted
    send(client, answer_letter(aid))
    for _ in range(2):
        assert send(client, sent).status_code == 200
    send(client, notice(aid, "UNIT_ARRIVED", unit=str(THEIR_NODE), call_sign="Batang 2"))
    send(client, notice(aid, "CLOSED", outcome="Selesai ditangani"))
    unit = ForeignUnit.objects.get()
    assert (unit.call_sign, unit.phone, unit.arrived_at) == ("Batang 2", "+62285991113", NIGHT)
    assert HeardLetter.objects.count() == 3
    lines = LogLine.objects.filter(incident=aid.incident).order_by("id")
    told = [line.text for line in lines if "Batang 2" in line.text or "Selesai" in line.text]
    assert len(told) == 3
    assert "Damkar" in told[0]


def test_letters_about_what_was_never_asked_are_refused(client, cast, batang):
    aid = ask(cast)
    stranger = answer_letter(aid, reference=str(new_id()))
    assert send(client, stranger).status_code == 404
    aid.refresh_from_db()
    assert aid.state == AidState.ASKED
