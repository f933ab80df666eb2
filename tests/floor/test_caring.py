"""After a hard call: a pause is offered, somebody asks twice, and it is nobody else's business."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kentongan.calls import selectors as call_selectors
from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState
from kentongan.calls.errors import CallInHand
from kentongan.calls.models import Call
from kentongan.dispatch.models import Ticket
from kentongan.floor import selectors, services
from kentongan.floor.enums import TalkOutcome
from kentongan.floor.errors import (
    NobodyAnswered,
    NoLead,
    NotYourDesk,
    OwnFollowUp,
    TalkedBefore,
)
from kentongan.floor.limits import TALK_AGAIN, TALK_WITHIN
from kentongan.floor.models import FollowUp, Talk
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ClosingCode, Feedback
from kentongan.incidents.models import Incident
from kentongan.journal import reactions, retention
from kentongan.journal.models import Entry
from kentongan.kernel.actors import REACTIONS, SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.selectors import rights_of
from tests.calls.make import answered, make_call
from tests.conftest import NIGHT
from tests.dispatch.make import make_ticket
from tests.floor.make import hard, over, react, shift_leader
from tests.incidents.make import new_incident
from tests.incidents.test_ending import finish
from tests.quality.make import make_supervisor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _night(night: Any) -> None:
    """The clock stands."""


def mark(by: Any, call: Call) -> FollowUp:
    return services.mark_hard(by=by, call_id=call.id, at=NIGHT)


def talk(by: Any, row: FollowUp, number: int = 1, **more: Any) -> Talk:
    values = {"outcome": TalkOutcome.TALKED, "note": "", "at": NIGHT} | more
    return services.note_talk(by=by, follow_up_id=row.id, number=number, **values)


# ── what opens one ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("category", "cause"),
    [("DOMESTIC_VIOLENCE", "VIOLENCE"), ("SUICIDE_ATTEMPT", "SUICIDE"),
     ("CHILD_VIOLENCE", "CHILD"), ("KIDNAP", "VIOLENCE")],
)  # fmt: skip
def test_a_call_of_a_hard_kind(cast: Any, category: str, cause: str) -> None:
    call = hard(cast.operator, category)
    row = FollowUp.objects.get()
    assert (row.call_id, row.operator_id, row.cause) == (call.id, cast.operator.id, cause)
    assert row.talk_due_at == NIGHT + TALK_WITHIN.lasts(NIGHT)


def test_a_child_that_was_hurt_anywhere(cast: Any) -> None:
    hard(cast.operator, "WATER_RESCUE", facts={"CHILD_VICTIM": True})
    assert FollowUp.objects.get().cause == "CHILD"


def test_a_fallen_tree_opens_none(cast: Any) -> None:
    hard(cast.operator, "TREE_DOWN")
    assert not FollowUp.objects.exists()


def test_nothing_opens_while_the_caller_is_on_the_line(cast: Any) -> None:
    call = answered(cast.operator)
    calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(category="SUICIDE_ATTEMPT"), at=NIGHT
    )
    react()
    assert not FollowUp.objects.exists()
    over(cast.operator, call)
    assert FollowUp.objects.count() == 1


def test_a_death_that_becomes_known_when_the_incident_is_closed(cast: Any) -> None:
    call = hard(cast.operator, "MEDICAL_UNCONSCIOUS")
    assert not FollowUp.objects.exists()
    incident = Incident.objects.get(id=call.incident_id)
    finish(incident)
    incidents.close_incident(
        by=SETUP, incident_id=incident.id, closing_code=ClosingCode.DIED_AT_SCENE,
        feedback=Feedback.TOLD, note="dr. Ratna, pukul 02.10", at=NIGHT + DAY,
    )  # fmt: skip
    react()
    row = FollowUp.objects.get()
    assert (row.cause, row.operator_id, row.opened_at) == ("DEATH", cast.operator.id, NIGHT + DAY)


def test_a_death_that_a_doctor_has_declared_to_the_agency(cast: Any) -> None:
    call = hard(cast.operator, "MEDICAL_UNCONSCIOUS")
    incident = Incident.objects.get(id=call.incident_id)
    ticket = make_ticket(cast, incident)
    Ticket.objects.filter(id=ticket.id).update(declared_by="dr. Ratna 02.10")
    services.notice_incident(by=REACTIONS, incident_id=incident.id, at=NIGHT)
    assert FollowUp.objects.get().cause == "DEATH"
    assert "dispatch.ticket.reported" in reactions.all_reactions()["floor"]


def test_all_who_took_calls_about_it(cast: Any) -> None:
    """The two callers were merged: each of the two at the desks is asked."""
    first, second = hard(cast.operator), hard(cast.second_operator, "TREE_DOWN")
    assert FollowUp.objects.count() == 1
    Incident.objects.filter(id=second.incident_id).update(
        state="MERGED", merged_into_id=first.incident_id
    )
    assert second.incident_id is not None
    services.notice_incident(by=REACTIONS, incident_id=second.incident_id, at=NIGHT)
    asked = set(FollowUp.objects.values_list("operator_id", flat=True))
    assert asked == {cast.operator.id, cast.second_operator.id}


def test_the_operator_says_so_herself(cast: Any) -> None:
    call = over(cast.operator, answered(cast.operator))
    row = mark(cast.operator, call)
    assert (row.cause, row.operator_id, row.opened_by) == ("OWN", cast.operator.id,
                                                           cast.operator.id)  # fmt: skip


def test_or_the_supervisor_does(cast: Any) -> None:
    row = mark(cast.supervisor, answered(cast.operator))
    assert (row.cause, row.operator_id) == ("SUPERVISOR", cast.operator.id)
    assert mark(shift_leader(cast), Call.objects.get()).id == row.id


def test_whoever_marks_it_there_is_one(cast: Any) -> None:
    call = hard(cast.operator)
    assert mark(cast.operator, call).id == mark(cast.supervisor, call).id
    react()
    row = FollowUp.objects.get()
    assert row.cause == "VIOLENCE"
    assert Entry.objects.filter(kind="floor.follow-up.opened").count() == 1


def test_refusals_to_mark(cast: Any) -> None:
    with pytest.raises(NobodyAnswered):
        mark(cast.supervisor, make_call())
    with pytest.raises(NoLead):
        mark(cast.second_operator, answered(cast.operator))
    with pytest.raises(NotFound):
        mark(cast.fire_officer, Call.objects.exclude(answered_by=None).get())


# ── the pause ────────────────────────────────────────────────────────────────────────────────
def test_a_pause_is_offered_and_looks_like_a_break(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    (offer,) = selectors.at_desk(cast.operator, NIGHT).offers
    assert offer.id == row.id
    services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=True, at=NIGHT)
    assert selectors.at_desk(cast.operator, NIGHT).offers == []
    react()
    (mine,) = [one for one in call_selectors.list_agents(rights_of(cast.second_operator), NIGHT)
               if one.user_id == cast.operator.id]  # fmt: skip
    assert mine.state == AgentState.BREAK
    entries = Entry.objects.filter(kind="calls.agent.changed").order_by("-seq")
    assert entries[0].facts["state"] == "BREAK"
    later = NIGHT + timedelta(minutes=20)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=later)
    react()
    row.refresh_from_db()
    assert (row.pause_from, row.pause_until) == (NIGHT, later)


def test_it_is_never_forced(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=False, at=NIGHT)
    services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=True, at=NIGHT)
    row.refresh_from_db()
    assert row.pause_from is None
    (mine,) = call_selectors.list_agents(rights_of(cast.operator), NIGHT)
    assert mine.state == AgentState.READY


def test_nobody_rests_with_a_caller_on_the_line(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    answered(cast.operator)
    with pytest.raises(CallInHand):
        services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=True, at=NIGHT)
    row.refresh_from_db()
    assert row.offer_answered_at is None


def test_nothing_is_offered_while_a_caller_is_on_the_line(cast: Any) -> None:
    mark(cast.operator, hard(cast.operator))
    call = answered(cast.operator)
    assert selectors.at_desk(cast.operator, NIGHT).offers == []
    over(cast.operator, call)
    assert len(selectors.at_desk(cast.operator, NIGHT).offers) == 1


def test_of_two_hard_calls_one_pause(cast: Any) -> None:
    rows = [mark(cast.operator, hard(cast.operator)) for _ in range(2)]
    for row in rows:
        services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=True, at=NIGHT)
    assert FollowUp.objects.filter(pause_from__isnull=False).count() == 1


def test_the_offer_is_hers_alone(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    with pytest.raises(NotYourDesk):
        services.answer_offer(by=cast.supervisor, follow_up_id=row.id, takes=True, at=NIGHT)
    with pytest.raises(NotFound):
        services.answer_offer(by=cast.second_operator, follow_up_id=row.id, takes=True, at=NIGHT)


def test_a_pause_is_in_no_figure(cast: Any) -> None:
    """Figures are made of calls, not of what people do between them."""
    call = hard(cast.operator)
    rights = rights_of(cast.supervisor)
    start, until = NIGHT - DAY, NIGHT + DAY
    before = call_selectors.measured_calls(rights, start, until)
    row = mark(cast.operator, call)
    services.answer_offer(by=cast.operator, follow_up_id=row.id, takes=True, at=NIGHT)
    react()
    assert call_selectors.measured_calls(rights, start, until) == before


# ── the talks ────────────────────────────────────────────────────────────────────────────────
def test_asked_within_a_day_and_again_after_two_weeks(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    rights = rights_of(cast.supervisor)
    (listed,) = selectors.list_follow_ups(rights)
    assert (listed.talk_number, listed.talk_due_at) == (1, NIGHT + DAY)
    talk(cast.supervisor, row, note="TANDA-KABAR")
    (listed,) = selectors.list_follow_ups(rights)
    assert (listed.talk_number, listed.talk_due_at) == (2, NIGHT + TALK_AGAIN.lasts(NIGHT))
    talk(cast.supervisor, row, 2, outcome=TalkOutcome.REFERRED, at=NIGHT + 14 * DAY)
    assert selectors.list_follow_ups(rights) == []
    assert [each.outcome for each in selectors.list_talks(row.id)] == ["TALKED", "REFERRED"]
    assert "TANDA-KABAR" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_refusals_of_talks(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    with pytest.raises(TalkedBefore):
        talk(cast.supervisor, row, 2)
    with pytest.raises(OwnFollowUp):
        talk(cast.operator, row)
    with pytest.raises(NotFound):
        talk(cast.second_operator, row)
    talk(cast.supervisor, row)
    with pytest.raises(TalkedBefore):
        talk(make_supervisor(cast), row)
    own = mark(cast.supervisor, hard(cast.supervisor))
    with pytest.raises(OwnFollowUp):
        talk(cast.supervisor, own)


def test_why_is_read_by_name(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    assert services.read_follow_up(by=cast.supervisor, follow_up_id=row.id, at=NIGHT).cause
    read = Entry.objects.get(kind="floor.follow-up.read")
    assert (read.by_id, read.subject_id) == (cast.supervisor.id, row.id)
    assert set(read.facts) == {"follow_up_id"}
    services.read_follow_up(by=cast.operator, follow_up_id=row.id, at=NIGHT)
    assert Entry.objects.filter(kind="floor.follow-up.read").count() == 1


@pytest.mark.parametrize(
    "who", ["second_operator", "dispatcher", "leader", "admin", "auditor", "fire_officer",
            "outsider", "doctor"],
)  # fmt: skip
def test_to_everybody_else_it_does_not_exist(cast: Any, who: str) -> None:
    row = mark(cast.operator, hard(cast.operator))
    with pytest.raises(NotFound):
        services.read_follow_up(by=cast.actor(who), follow_up_id=row.id, at=NIGHT)
    with pytest.raises(NotAllowed):
        selectors.list_follow_ups(rights_of(cast.actor(who)))


def test_a_shift_leader_sees_none(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    leader = shift_leader(cast)
    with pytest.raises(NotFound):
        services.read_follow_up(by=leader, follow_up_id=row.id, at=NIGHT)
    assert not any(tile.has_follow_up for tile in selectors.floor_now(leader, NIGHT).tiles)


def test_she_reads_all_of_her_own(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    talk(cast.supervisor, row, note="Baik-baik saja")
    (own,) = selectors.list_own_follow_ups(cast.operator)
    assert [each.note for each in own.talks.all()] == ["Baik-baik saja"]
    assert selectors.list_own_follow_ups(cast.second_operator) == []


def test_who_it_is_about_stands_in_no_stream_of_colleagues(cast: Any) -> None:
    mark(cast.operator, hard(cast.operator))
    rights = rights_of(cast.second_operator)
    for entry in Entry.objects.filter(kind__startswith="floor."):
        sees = rights.may_see(entry.region, entry.org_id, entry.kind, restricted=False)
        assert sees == (entry.kind == "floor.desk.told")
        assert set(entry.facts) == {"user_id" if sees else "follow_up_id"}


# ── the database ─────────────────────────────────────────────────────────────────────────────
def test_what_it_was_is_sealed_and_goes_after_its_time(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    talk(cast.supervisor, row, note="TANDA-KABAR")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cause FROM floor_followup")
        assert "VIOLENCE" not in cursor.fetchone()[0]
        cursor.execute("SELECT outcome, note FROM floor_talk")
        assert not {"TALKED", "TANDA-KABAR"} & set(cursor.fetchone())
    for model in (FollowUp, Talk):
        assert retention.all_rules()[model](NIGHT + timedelta(days=5 * 365 + 1)) == 1
    row.refresh_from_db()
    assert (row.cause, row.talks.get().outcome, row.talks.get().note) == ("", "", "")


def test_the_database_holds(cast: Any) -> None:
    row = mark(cast.operator, hard(cast.operator))
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(
            call=row.call, region=row.region, operator_id=row.operator_id, opened_at=NIGHT,
            opened_by=row.operator_id,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(id=row.id).update(pause_from=NIGHT)  # was not chosen
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(follow_up=row, number=3, talked_by=row.operator_id, talked_at=NIGHT)
