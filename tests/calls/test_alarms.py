"""What a call waits for rings a telephone: unanswered, unclassified, no incident, undecided."""

from datetime import datetime, timedelta

import pytest

from kentongan.calls import selectors, services, tasks
from kentongan.calls.enums import AgentState, Awaited, CallState, Channel, Disposition
from kentongan.calls.errors import (
    EmergencyWithoutIncident,
    HeldByColleague,
    NothingToDecide,
    PersonWasHeard,
    ReasonMissing,
)
from kentongan.calls.models import Call
from kentongan.calls.types import Times
from kentongan.incidents.enums import ContactSafety, Priority
from kentongan.incidents.models import Incident
from kentongan.incidents.types import NewIncident, PlaceInput
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, Unreadable
from kentongan.messaging.models import Message
from kentongan.orgs.enums import OrgKind
from kentongan.orgs.services import change_org, open_org
from tests.calls.make import answered, make_call
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import MARK_PHONE, make_incident
from tests.orgs.make import make_duty

pytestmark = pytest.mark.usefixtures("night")

REASON = "Rina sedang di kamar kecil, pelapor sudah menutup"
SOMEWHERE = NewIncident(category="", place=PlaceInput(address="Rumah di belakang pasar"))


def at(seconds: float) -> datetime:
    return NIGHT + timedelta(seconds=seconds)


def of(call: Call) -> Call:
    return Call.objects.get(id=call.id)


def rung() -> list[str]:
    return list(Message.objects.order_by("created_at").values_list("recipient", flat=True))


def kinds(call: Call) -> list[str]:
    return list(
        Entry.objects.filter(subject_id=call.id).order_by("seq").values_list("kind", flat=True)
    )


# ── nobody answers ───────────────────────────────────────────────────────────────────────────


def test_unanswered_call_rings_the_supervisor_then_the_next_telephones(cast: Cast) -> None:
    make_duty(cast, "operator", phone="081100000001")
    make_duty(cast, "supervisor", phone="081100000009")
    call = make_call()
    assert tasks.ring_for_calls(at(29)) == 0
    assert tasks.ring_for_calls(at(30)) == 1
    assert tasks.ring_for_calls(at(30)) == 0
    assert rung() == ["081100000009"]
    for seconds in (90, 150, 210):
        assert tasks.ring_for_calls(at(seconds)) == 1
    assert rung() == ["081100000009", "081100000001", "0294381112", "081100000009"]
    entry = Entry.objects.filter(kind="calls.call.unanswered").earliest("seq")
    assert (entry.facts["ready"], entry.facts["round"], entry.facts["rung"]) == (0, 1, True)
    assert MARK_PHONE not in rung()
    assert call.number in Message.objects.earliest("created_at").text


@pytest.mark.parametrize("agreement", ["Perjanjian 112/7/2026", ""])
def test_neighbours_centre_rings_last_and_only_by_agreement(cast: Cast, agreement: str) -> None:
    """practice.md §1.3: the rostered, the next, then the neighbour's centre where it has agreed."""
    next_door = open_org(
        by=SETUP, code="112-semarang", name="112 Semarang", short_name="112 Semarang",
        kind=OrgKind.NEIGHBOUR, region="3374", phone="0248400112", at=NIGHT,
    )  # fmt: skip
    change_org(
        by=SETUP, org_id=next_door.id, name=next_door.name, short_name=next_door.short_name,
        phone=next_door.phone, is_joined=False, answers_by=agreement, at=NIGHT,
    )  # fmt: skip
    make_duty(cast, "supervisor", phone="081100000009")
    make_call()
    for seconds in (30, 90, 150, 210):
        tasks.ring_for_calls(at(seconds))
    ours, centre = "081100000009", "0294381112"
    there = ["0248400112", ours] if agreement else [ours, centre]
    assert rung() == [ours, centre, *there]


def test_waiting_call_that_is_queued_keeps_its_clock(cast: Cast) -> None:
    call = make_call()
    services.queue_call(by=SETUP, call_id=call.id, at=at(20))
    assert tasks.ring_for_calls(at(30)) == 1


def test_answered_or_abandoned_call_rings_nobody(cast: Cast) -> None:
    first, second = make_call(), make_call()
    services.answer_call(by=cast.operator, call_id=first.id, at=at(5))
    services.abandon_call(by=SETUP, call_id=second.id, at=at(6))
    assert tasks.ring_for_calls(at(200)) == 0
    assert rung() == []


def test_supervisor_hears_how_many_are_ready(cast: Cast) -> None:
    services.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    make_call()
    tasks.ring_for_calls(at(30))
    assert Entry.objects.get(kind="calls.call.unanswered").facts["ready"] == 1
    assert "Petugas siap: 1." in Message.objects.get().text


def test_nobody_can_be_rung_and_the_journal_says_so(cast: Cast) -> None:
    centre = cast.orgs["centre"]
    type(centre).objects.filter(id=centre.id).update(phone="")
    make_call()
    assert tasks.ring_for_calls(at(30)) == 1
    assert Entry.objects.get(kind="calls.call.unanswered").facts["rung"] is False


def test_times_of_the_alarms_are_dated_decisions(cast: Cast) -> None:
    new = Times(30, 60, 20, 300, "SOP 112/04/2026", unanswered_rings_s=45)
    services.set_desk_times(by=cast.admin, times=new, at=NIGHT)
    make_call()
    assert tasks.ring_for_calls(at(44)) == 0
    assert tasks.ring_for_calls(at(45)) == 1
    with pytest.raises(Unreadable):
        wrong = Times(30, 60, 20, 300, "SOP", decided_within_s=5000)
        services.set_desk_times(by=cast.admin, times=wrong, at=NIGHT)


# ── answered, and then nothing ───────────────────────────────────────────────────────────────


def test_call_that_nobody_classifies_is_asked_for(cast: Cast) -> None:
    call = answered(cast.operator)
    assert tasks.ring_for_calls(at(299)) == 0
    assert tasks.ring_for_calls(at(300)) == 1
    assert "calls.call.unclassified" in kinds(call)
    assert of(call).awaits_due_at == at(600), "a long talk is asked for seldom"
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.PRANK, at=at(310)
    )
    assert (of(call).awaits, of(call).awaits_due_at) == ("", None)


def test_emergency_without_incident_rings_until_there_is_one(cast: Cast) -> None:
    call = answered(cast.operator, channel=Channel.SIMULATED)
    emergency = {"by": cast.operator, "call_id": call.id}
    services.classify_call(disposition=Disposition.EMERGENCY, at=at(10), **emergency)
    services.hang_up(at=at(20), **emergency)
    with pytest.raises(EmergencyWithoutIncident):
        services.end_call(at=at(25), **emergency)
    assert tasks.ring_for_calls(at(69)) == 0
    assert tasks.ring_for_calls(at(70)) == tasks.ring_for_calls(at(130)) == 1
    assert kinds(call).count("calls.call.emergency-unopened") == 2
    services.open_incident_from_call(new=NewIncident(category="TREE_DOWN"), at=at(140), **emergency)
    assert of(call).awaits == ""


def test_label_that_was_undone_begins_a_new_clock(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(by=cast.operator, call_id=call.id, disposition="PRANK", at=at(5))
    services.undo_classification(by=cast.operator, call_id=call.id, at=at(600))
    assert of(call).awaits_due_at == at(900)


# ── a person was heard ───────────────────────────────────────────────────────────────────────


def heard(cast: Cast, told: NewIncident | None = None, **changed: object) -> Call:
    call = answered(cast.operator, **changed)
    services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.SILENT, human_sound=True,
        told=told, at=at(20),
    )  # fmt: skip
    return of(call)


def test_silence_with_a_person_and_a_place_is_an_incident_at_once(cast: Cast) -> None:
    call = heard(cast, SOMEWHERE)
    incident = Incident.objects.get()
    assert (incident.category, incident.priority) == ("SILENT_HUMAN_SOUND", Priority.P1)
    assert incident.contact_safety == call.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert (call.state, call.incident_id, call.awaits) == (CallState.LINKED, incident.id, "")
    assert call.ended_at == at(20)
    assert not Message.objects.exists()


@pytest.mark.parametrize("told", [None, NewIncident(category="", region="33.24")])
def test_silence_with_a_person_and_no_place_waits_for_a_decision(
    cast: Cast, told: NewIncident | None
) -> None:
    call = heard(cast, told)
    assert (call.state, call.disposition, call.awaits) == ("CLASSIFIED", "SILENT", Awaited.DECIDE)
    assert not Incident.objects.exists()
    with pytest.raises(PersonWasHeard):
        services.end_call(by=cast.operator, call_id=call.id, at=at(21))
    assert tasks.ring_for_calls(at(139)) == 0
    assert tasks.ring_for_calls(at(140)) == tasks.ring_for_calls(at(200)) == 1
    assert call in selectors.list_open_calls(selectors.rights_of(cast.supervisor))
    assert MARK_PHONE not in rung()


def test_supervisor_decides_by_name_with_a_reason(cast: Cast) -> None:
    call = heard(cast)
    decide = {"call_id": call.id, "at": at(60)}
    with pytest.raises(NotAllowed):
        services.decide_silence(by=cast.operator, reason=REASON, **decide)
    with pytest.raises(ReasonMissing):
        services.decide_silence(by=cast.supervisor, reason="  ", **decide)
    decided = services.decide_silence(by=cast.supervisor, reason=REASON, **decide)
    assert (decided.state, decided.awaits, decided.decision) == ("SILENT", "", REASON)
    assert decided.decided_by == cast.supervisor.id
    assert tasks.ring_for_calls(at(999)) == 0
    assert REASON not in "".join(Entry.objects.values_list("data", flat=True))
    with pytest.raises(NothingToDecide):
        services.decide_silence(by=cast.supervisor, reason=REASON, **decide)


def test_key_tones_and_then_the_line_is_cut(cast: Cast) -> None:
    """K8: breathing, two key tones, cut."""
    call = answered(cast.operator, channel=Channel.SIMULATED)
    services.hear_silence(
        by=cast.operator, call_id=call.id, listened_s=19, tones=2, human_sound=False, at=at(24)
    )
    cut = services.abandon_call(by=SETUP, call_id=call.id, at=at(28))
    assert (cut.state, cut.awaits, cut.ended_at) == ("CLASSIFIED", Awaited.DECIDE, at(28))


def test_line_put_down_on_somebody_who_was_heard_is_asked_for_sooner(cast: Cast) -> None:
    call = answered(cast.operator, channel=Channel.SIMULATED)
    services.hear_silence(
        by=cast.operator, call_id=call.id, listened_s=19, tones=0, human_sound=True, at=at(24)
    )
    services.hang_up(by=cast.operator, call_id=call.id, at=at(28))
    assert (of(call).awaits, of(call).awaits_due_at) == (Awaited.DECIDE, at(148))
    decided = services.decide_silence(by=cast.supervisor, call_id=call.id, reason=REASON, at=at(60))
    assert (decided.state, decided.disposition) == ("SILENT", "SILENT")


@pytest.mark.parametrize("disposition", [Disposition.SILENT, Disposition.DROPPED])
def test_no_quiet_key_forgets_that_somebody_was_heard(cast: Cast, disposition: Disposition) -> None:
    call = answered(cast.operator)
    services.hear_silence(
        by=cast.operator, call_id=call.id, listened_s=19, tones=0, human_sound=True, at=at(24)
    )
    services.classify_call(by=cast.operator, call_id=call.id, disposition=disposition, at=at(30))
    assert (of(call).disposition, of(call).awaits) == ("SILENT", Awaited.DECIDE)


def test_decision_ends_with_an_incident_too(cast: Cast) -> None:
    call = heard(cast)
    services.link_call(
        by=cast.operator, call_id=call.id, incident_id=make_incident().id,
        same_place_confirmed=True, same_victims_confirmed=True, at=at(50),
    )  # fmt: skip
    assert of(call).awaits == ""


# ── one's own call ───────────────────────────────────────────────────────────────────────────


def test_nobody_disposes_of_a_colleagues_call_with_one_key(cast: Cast) -> None:
    call = answered(cast.operator)
    prank = {"call_id": call.id, "disposition": Disposition.PRANK, "at": at(5)}
    for name in ("second_operator", "supervisor"):
        with pytest.raises(HeldByColleague) as refusal:
            services.classify_call(by=cast.actor(name), **prank)
        assert refusal.value.facts == {"held_by": cast.operator.id}
    with pytest.raises(HeldByColleague):
        services.classify_call(by=cast.second_operator, reason=REASON, **prank)
    assert of(call).state == CallState.ANSWERED


def test_supervisor_overrules_with_a_reason_and_the_colleague_reads_it(cast: Cast) -> None:
    call = answered(cast.operator)
    services.classify_call(
        by=cast.supervisor, call_id=call.id, disposition="PRANK", reason=REASON, at=at(5)
    )
    assert kinds(call)[-1] == "calls.call.overruled"
    [told] = selectors.list_overruled(cast.operator)
    assert (told.decision, told.decided_by) == (REASON, cast.supervisor.id)
    assert selectors.list_overruled(cast.supervisor) == []
    services.read_overruling(by=cast.second_operator, call_id=call.id, at=at(6))
    assert len(selectors.list_overruled(cast.operator)) == 1
    services.read_overruling(by=cast.operator, call_id=call.id, at=at(7))
    services.read_overruling(by=cast.operator, call_id=call.id, at=at(8))
    assert selectors.list_overruled(cast.operator) == []
    assert kinds(call).count("calls.call.overruling-read") == 1


def test_open_line_of_a_colleague_is_ended_by_nobody_else(cast: Cast) -> None:
    call = answered(cast.operator, channel=Channel.SIMULATED)
    services.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=NewIncident(category="TREE_DOWN"), at=at(5)
    )
    with pytest.raises(HeldByColleague):
        services.end_call(by=cast.second_operator, call_id=call.id, at=at(6))
    ended = services.end_call(by=cast.supervisor, call_id=call.id, reason=REASON, at=at(7))
    assert (ended.state, ended.overruled_at) == ("ENDED", at(7))


def test_line_that_went_dead_needs_no_reason(cast: Cast) -> None:
    call = answered(cast.operator)
    assert services.abandon_call(by=SETUP, call_id=call.id, at=at(5)).state == "ABANDONED"
