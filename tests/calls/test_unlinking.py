"""A call linked to the wrong incident: the caller is back with all he said, whoever is quick."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls import selectors, services
from kentongan.calls.enums import CallState
from kentongan.calls.errors import CallNotLinked, CallOpenedIncident, NotYoursToUndo
from kentongan.calls.models import Call
from kentongan.geo.addresses import AddressParts
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, Priority
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.types import PlaceInput, ReportInput
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import Failure, NotAllowed, NotFound
from kentongan.orgs.services import set_limit
from tests.calls.make import answered
from tests.calls.test_races import at_once
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import MARK_TEXT, make_categories, make_incident, new_incident

SAID = ReportInput(
    name="Bu Uji", phone="+6281299990001", narrative="rumah saya, bukan pohon itu",
    place=PlaceInput(
        lat=-6.93, lon=110.2, accuracy_m=100.0, source=PlaceSource.CALLER,
        quality=PlaceQuality.AREA_ESTIMATE, address="Jl. Uji 4",
        parts=AddressParts(hamlet="Krajan", rt="02", road="TOLL", road_m=385_600),
    ),
    region="33.24.15", contact_safety=ContactSafety.DO_NOT_CONTACT, needs_open=True,
)  # fmt: skip
LATER = NIGHT + timedelta(minutes=4)


def linked(cast: Cast, incident: Incident, **told: Any) -> Call:
    call = answered(cast.operator)
    services.link_call(
        by=cast.operator, call_id=call.id, incident_id=incident.id, said=SAID, at=NIGHT, **told
    )
    return call


def test_caller_is_at_the_beginning_with_all_that_was_said(cast: Cast) -> None:
    incident = make_incident()
    call = linked(cast, incident)
    back = services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    assert (back.state, back.disposition, back.incident_id) == (CallState.ANSWERED, "", None)
    assert Incident.objects.get(id=incident.id).report_count == 1
    assert Report.objects.filter(incident=incident).count() == 1
    draft = selectors.find_draft(cast.operator, call.id)
    assert draft is not None
    assert draft.fields == {
        "narrative": ["rumah saya, bukan pohon itu"], "name": ["Bu Uji"],
        "phone": ["+6281299990001"], "contact_safety": ["DO_NOT_CONTACT"], "needs_open": ["1"],
        "region": ["332415"], "address": ["Jl. Uji 4"], "quality": ["AREA_ESTIMATE"],
        "coordinates": ["-6.930000, 110.200000"], "accuracy_m": ["100"], "source": ["CALLER"],
        "hamlet": ["Krajan"], "rt": ["02"], "road": ["TOLL"], "road_km": ["385+600"],
    }  # fmt: skip


def test_same_call_may_be_linked_or_opened_again(cast: Cast) -> None:
    call = linked(cast, make_incident())
    services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    right = services.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(), at=LATER
    )
    assert Call.objects.get(id=call.id).incident_id == right.id


def test_journal_says_so_without_a_word_of_the_caller(cast: Cast) -> None:
    incident = make_incident()
    call = linked(cast, incident)
    services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    entry = Entry.objects.get(kind="calls.call.unlinked")
    assert (entry.subject_id, entry.facts["incident_id"]) == (call.id, str(incident.id))
    withdrawn = Entry.objects.get(kind="incidents.report.withdrawn")
    assert (withdrawn.facts["call_id"], withdrawn.facts["report_count"]) == (str(call.id), 1)
    assert "rumah" not in str(entry.facts) + str(withdrawn.facts)


def test_what_made_it_safer_or_more_urgent_stays(cast: Cast) -> None:
    incident = make_incident()
    call = linked(
        cast, incident, category="FIRE_STRUCTURE",
        same_place_confirmed=True, same_victims_confirmed=True,
    )  # fmt: skip
    back = services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    assert back.contact_safety == ContactSafety.DO_NOT_CONTACT
    assert Incident.objects.get(id=incident.id).priority == Priority.P1


def test_after_the_line_is_down_and_the_incident_closed_too(cast: Cast) -> None:
    incident = make_incident()
    call = linked(cast, incident)
    services.end_call(by=cast.operator, call_id=call.id, at=NIGHT)
    incidents.set_report_needs(
        by=SETUP, report_id=Report.objects.get(call_id=call.id).id, needs_open=False, at=NIGHT
    )
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="nihil", at=NIGHT)
    back = services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    assert (back.state, back.ended_at) == (CallState.ANSWERED, None)


def test_call_that_opened_the_incident_stays(cast: Cast) -> None:
    call = answered(cast.operator)
    incident = services.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(), at=NIGHT
    )
    with pytest.raises(CallOpenedIncident):
        services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    assert selectors.list_unlinkable(cast.operator, incident.id, LATER) == set()


def test_call_without_an_incident_is_refused(cast: Cast) -> None:
    call = answered(cast.operator)
    with pytest.raises(CallNotLinked):
        services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)


def test_own_for_a_quarter_of_an_hour_then_a_supervisors(cast: Cast) -> None:
    incident = make_incident()
    call = linked(cast, incident)
    late = NIGHT + timedelta(minutes=16)
    for by, at in ((cast.operator, late), (cast.second_operator, LATER)):
        assert selectors.list_unlinkable(by, incident.id, at) == set()
        with pytest.raises(NotYoursToUndo):
            services.unlink_call(by=by, call_id=call.id, at=at)
    assert selectors.list_unlinkable(cast.operator, incident.id, LATER) == {call.id}
    assert selectors.list_unlinkable(cast.supervisor, incident.id, late) == {call.id}
    services.unlink_call(by=cast.supervisor, call_id=call.id, at=late)


def test_own_for_as_long_as_the_regency_decides(cast: Cast) -> None:
    incident = make_incident()
    call = linked(cast, incident)
    set_limit(by=cast.admin, code="calls.undo_s", value=180, legal_basis="SOP 112/2026", at=NIGHT)
    assert selectors.list_unlinkable(cast.operator, incident.id, LATER) == set()
    with pytest.raises(NotYoursToUndo):
        services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    in_time = NIGHT + timedelta(minutes=3)
    services.unlink_call(by=cast.operator, call_id=call.id, at=in_time)


def test_others_may_not(cast: Cast) -> None:
    call = linked(cast, make_incident())
    with pytest.raises(NotAllowed):
        services.unlink_call(by=cast.auditor, call_id=call.id, at=LATER)
    with pytest.raises(NotFound):
        services.unlink_call(by=cast.outsider, call_id=call.id, at=LATER)


def test_words_are_kept_with_a_call_that_had_none(cast: Cast) -> None:
    call = answered(cast.operator, note="")
    services.link_call(
        by=cast.operator, call_id=call.id, incident_id=make_incident().id, said=SAID, at=NIGHT
    )
    back = services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)
    assert back.note == "rumah saya, bukan pohon itu"
    assert MARK_TEXT not in back.note


@pytest.mark.django_db(transaction=True)
def test_of_two_who_unlink_one_does(cast: Cast) -> None:
    make_categories()
    incident = make_incident()
    call = linked(cast, incident)

    def unlink() -> Call:
        return services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)

    answers = at_once(unlink, unlink)
    assert sorted(isinstance(each, Failure) for each in answers) == [False, True]
    assert Incident.objects.get(id=incident.id).report_count == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("waits", [True, False], ids=["waits for help", "has been helped"])
def test_unlinking_while_the_incident_is_closed(cast: Cast, waits: bool) -> None:
    """Closed only without an open need: the caller who waits is never inside a closed incident."""
    make_categories()
    for _ in range(5):
        incident = make_incident()
        call = linked(cast, incident)
        if not waits:
            report = Report.objects.get(call_id=call.id)
            incidents.set_report_needs(by=SETUP, report_id=report.id, needs_open=False, at=NIGHT)

        def unlink(call: Call = call) -> Call:
            return services.unlink_call(by=cast.operator, call_id=call.id, at=LATER)

        def close(incident: Incident = incident) -> Incident:
            return incidents.cancel_incident(
                by=SETUP, incident_id=incident.id, reason="nihil", at=LATER
            )

        unlinked, closed = at_once(unlink, close)
        assert isinstance(unlinked, Call), unlinked
        assert waits or isinstance(closed, Incident), closed
        assert Call.objects.get(id=call.id).state == CallState.ANSWERED
        assert Incident.objects.get(id=incident.id).report_count == 1
        assert not Report.objects.filter(call_id=call.id).exists()
