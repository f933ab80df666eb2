"""What the asker hears of our work, what it has of its units, and the one statistic."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.selectors import three_clocks
from kentongan.incidents import services as incidents
from kentongan.incidents.models import LogLine
from kentongan.journal import reactions
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.neighbours import errors, selectors, services
from kentongan.neighbours.enums import AidKind, AidState, NoticeCode, Way
from kentongan.neighbours.types import NewForeignUnit
from kentongan.orgs.selectors import rights_of
from tests.conftest import NIGHT
from tests.dispatch.make import make_ticket
from tests.fleet.make import make_ready, make_unit
from tests.incidents.make import make_incident
from tests.neighbours.make import answer_letter, ask, letters_of, make_neighbour, receive, send

SOON = NIGHT + timedelta(seconds=30)


@pytest.fixture
def taken(client, cast, night):
    """An incident of Batang's that we have accepted."""
    make_neighbour(cast)
    aid = receive(client)
    return services.accept_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)


def test_units_sent_and_the_end_are_told_once_each(cast, taken):
    unit = make_unit(cast)
    make_ready(unit)
    ticket = make_ticket(cast, taken.incident)
    dispatch.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name="Piket", at=NIGHT)
    assignment = dispatch.assign_unit(
        by=cast.fire_officer, ticket_id=ticket.id, unit_id=unit.id, at=NIGHT
    )
    reactions.run_all(limit=1000)
    told = letters_of(taken)
    assert [getattr(each, "code", "") for each in told] == ["", "UNIT_SENT"]
    assert (told[1].unit, told[1].call_sign) == (assignment.id, unit.call_sign)
    assert told[1].agency == "Pemadam Kebakaran"
    reactions.run_all(limit=1000)
    assert len(letters_of(taken)) == 2


def test_end_here_is_told_with_its_outcome(cast, taken):
    incidents.cancel_incident(
        by=cast.operator, incident_id=taken.incident_id, reason="Nihil.", at=SOON
    )
    reactions.run_all(limit=1000)
    *_, last = letters_of(taken)
    assert (last.code, last.outcome) == (NoticeCode.CLOSED, "Dibatalkan")


def test_own_incidents_tell_nobody(cast):
    make_neighbour(cast)
    incident = make_incident()
    incidents.cancel_incident(by=cast.operator, incident_id=incident.id, reason="x", at=NIGHT)
    reactions.run_all(limit=1000)
    assert not selectors.count_waiting()


def test_units_told_by_telephone_stand_at_our_incident(cast):
    aid = ask(
        cast, kind=AidKind.UNITS, way=Way.PHONE, wanted=(("FIRE", 2),), reason="Api merambat."
    )
    new = NewForeignUnit("Batang 2", "Damkar", "Joko", "+6285700000001", 25)
    with pytest.raises(errors.NotAnswered):
        services.add_foreign_unit(by=cast.operator, aid_id=aid.id, new=new, at=NIGHT)
    services.note_answer(
        by=cast.operator, aid_id=aid.id, accepted=True, name="Sari", answered_at=SOON, at=SOON
    )
    unit = services.add_foreign_unit(by=cast.operator, aid_id=aid.id, new=new, at=SOON)
    for minutes in (20, 30):
        unit = services.step_foreign_unit(
            by=cast.operator, unit_id=unit.id, code=NoticeCode.UNIT_ARRIVED,
            at=NIGHT + timedelta(minutes=minutes),
        )  # fmt: skip
    assert unit.arrived_at == NIGHT + timedelta(minutes=20)
    text = " ".join(LogLine.objects.filter(incident=aid.incident).values_list("text", flat=True))
    assert "2 Pemadaman" in text
    assert "Batang 2" in text
    assert aid.incident.units_committed == 0


def test_incident_taken_by_telephone_is_the_same_record(cast):
    incident = make_incident()
    said = {"by": cast.operator, "incident_id": incident.id, "kind": AidKind.INCIDENT}
    told = {"org_id": cast.org_id("neighbour"), "asked_at": NIGHT, "at": SOON}
    with pytest.raises(errors.NameMissing):
        services.note_taken(**said, **told, name=" ")
    with pytest.raises(errors.NotNeighbour):
        services.note_taken(**said, **told | {"org_id": cast.org_id("fire")}, name="Sari")
    aid = services.note_taken(**said, **told, name="Sari")
    assert (aid.state, aid.way, aid.answered_at) == (AidState.ACCEPTED, Way.PHONE, SOON)
    with pytest.raises(errors.AlreadyAsked):
        services.note_taken(**said, **told, name="Sari")


def test_statistic_counts_each_in_one_way_and_seconds_of_the_accepted_alone(client, cast, night):
    make_neighbour(cast)
    accepted, refused, late, back = (ask(cast) for _ in range(4))
    night.at = SOON
    send(client, answer_letter(accepted), at=SOON)
    send(client, answer_letter(refused, accepted=False, reason="Penuh."), at=SOON)
    services.note_unanswered(by=cast.operator, aid_id=late.id, at=NIGHT + timedelta(seconds=60))
    services.withdraw_aid(by=cast.operator, aid_id=back.id, at=SOON)
    services.accept_aid(by=cast.operator, aid_id=receive(client).id, at=SOON)
    found = selectors.list_figures(rights_of(cast.operator), at=NIGHT + timedelta(hours=1))
    out = next(each for each in found if each.direction == "OUT")
    assert (out.month, out.org_name, out.asked) == ("2026-11", "112 Batang", 4)
    assert (out.accepted, out.refused, out.unanswered) == (1, 1, 1)
    assert (out.to_acceptance.n, out.to_acceptance.p50_s) == (1, 30)
    taken = next(each for each in found if each.direction == "IN")
    assert (taken.asked, taken.accepted) == (1, 1)
    with pytest.raises((NotAllowed, NotFound)):
        selectors.list_figures(rights_of(cast.camat), at=NIGHT)


def test_response_figures_leave_out_what_was_handed_over(client, cast, night):
    make_neighbour(cast)
    since, until = NIGHT - timedelta(hours=1), NIGHT + timedelta(hours=1)
    aid = ask(cast)
    send(client, answer_letter(aid))
    assert three_clocks(since=since, until=until).citizen.missing == 1
    services.close_handed(by=cast.operator, aid_id=aid.id, at=NIGHT)
    clocks = three_clocks(since=since, until=until)
    assert (clocks.citizen.n, clocks.citizen.missing) == (0, 0)
