"""Guided sessions: what was told when, only ever added to, left at any moment."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kentongan.calls import services as calls
from kentongan.calls.enums import Channel
from kentongan.calls.types import NewCall
from kentongan.guidance import selectors, services
from kentongan.guidance.enums import LeftHow, SaidKind
from kentongan.guidance.errors import CardRetired, NotHere, NotUsable, SessionOver
from kentongan.guidance.models import GuidedSession, SaidLine
from kentongan.incidents.types import ReportInput
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.guidance.make import SMALL, later, make_approved, make_draft, signature
from tests.incidents.make import make_incident, new_incident

S = SaidKind


def start(by, card, at=NIGHT, **about):
    about = about or {"call_id": uuid4()}
    return services.start_session(by=by, card_id=card.id, region=KENDAL, at=at, **about)


def say(by, session, kind, code, choice="", at=NIGHT):
    return services.say(by=by, session_id=session.id, kind=kind, code=code, choice=choice, at=at)


def press_cpr(by, session):
    say(by, session, S.ANSWERED, "sadar", "tidak", at=later(5))
    say(by, session, S.ANSWERED, "napas", "tidak", at=later(9))
    say(by, session, S.GIVEN, "tekan", at=later(20))
    say(by, session, S.GIVEN, "terus", at=later(30))


def test_every_answer_and_step_is_kept_with_its_moment(cast, night):
    session = start(cast.operator, make_approved())
    press_cpr(cast.operator, session)
    say(cast.operator, session, S.GIVEN, "terus", at=later(150))
    shown = selectors.show_session(session, later(150))
    assert shown.place.step.id == "terus"
    assert shown.place.times_given == 2
    assert shown.proposal.priority == "P1"
    assert [(line.at, line.text, line.answer) for line in shown.told][:2] == [
        (later(5), "Apakah ia menyahut?", "Tidak"),
        (later(9), "Apakah ia bernapas biasa?", "Tidak"),
    ]
    assert [line.is_again for line in shown.told if line.text == "Terus tekan."] == [False, True]
    assert {line.by_id for line in shown.told} == {cast.operator.id}


def test_it_is_left_at_any_moment_and_says_where(cast, night):
    card = make_approved()
    at_start = start(cast.operator, card)
    services.leave_session(by=cast.operator, session_id=at_start.id, at=NIGHT)
    at_start.refresh_from_db()
    assert (at_start.left_how, at_start.left_step) == (LeftHow.LEFT, "sadar")
    in_steps = start(cast.operator, card)
    press_cpr(cast.operator, in_steps)
    for _ in range(2):
        services.leave_session(by=cast.operator, session_id=in_steps.id, at=later(60))
    in_steps.refresh_from_db()
    assert (in_steps.left_step, in_steps.left_at) == ("terus", later(60))
    with pytest.raises(SessionOver):
        say(cast.operator, in_steps, S.GIVEN, "terus")
    assert Entry.objects.filter(kind="guidance.session.left").count() == 2


def test_after_the_last_step_it_is_finished(cast, night):
    session = start(cast.operator, make_approved())
    say(cast.operator, session, S.ANSWERED, "sadar", "ya")
    say(cast.operator, session, S.GIVEN, "tunggu")
    session.refresh_from_db()
    assert (session.left_how, session.left_step) == (LeftHow.FINISHED, "")


def test_a_second_press_on_what_is_past_is_refused_and_writes_nothing(cast, night):
    session = start(cast.operator, make_approved())
    say(cast.operator, session, S.ANSWERED, "sadar", "ya")
    with pytest.raises(NotHere):
        say(cast.operator, session, S.ANSWERED, "sadar", "ya")
    assert SaidLine.objects.count() == 1


def test_another_card_leaves_the_one_before(cast, night):
    call_id = uuid4()
    other = make_approved(SMALL.replace("kartu: uji", "kartu: lain"))
    first = start(cast.operator, make_approved(), call_id=call_id)
    second = start(cast.operator, other, call_id=call_id)
    first.refresh_from_db()
    assert first.left_how == LeftHow.LEFT
    assert selectors.find_running(cast.operator.id, call_id=call_id) == second
    # a colleague on the same call has their own
    assert selectors.find_running(cast.second_operator.id, call_id=call_id) is None


def test_no_desk_begins_with_a_draft_an_expired_or_a_retired_card(cast, night):
    with pytest.raises(NotUsable):
        start(cast.operator, make_draft())
    card = make_approved(SMALL.replace("kartu: uji", "kartu: lama"))
    with pytest.raises(NotUsable):
        start(cast.operator, card, at=NIGHT.replace(year=2028, month=12))
    services.retire_card(by=SETUP, card_id=card.id, reason="salah", at=NIGHT)
    with pytest.raises(NotUsable):
        start(cast.operator, card)
    assert GuidedSession.objects.count() == 0


def test_a_replaced_card_is_finished_with_a_withdrawn_one_is_not(cast, night):
    card = make_approved()
    session = start(cast.operator, card)
    newer = make_approved(SMALL.replace("Tunggu petugas.", "Tunggu petugas ya."))
    say(cast.operator, session, S.ANSWERED, "sadar", "tidak")
    assert not selectors.show_session(session, NIGHT).is_hidden
    other = start(cast.operator, newer)
    services.retire_card(by=SETUP, card_id=newer.id, reason="langkah keliru", at=NIGHT)
    with pytest.raises(CardRetired):
        say(cast.operator, other, S.ANSWERED, "sadar", "tidak")
    other.card.refresh_from_db()
    assert selectors.show_session(other, NIGHT).is_hidden
    services.leave_session(by=cast.operator, session_id=other.id, at=NIGHT)


def test_who_takes_no_calls_there_guides_nobody(cast, night):
    card = make_approved()
    for by in (cast.leader, cast.outsider, cast.fire_officer, cast.doctor):
        with pytest.raises(NotAllowed):
            start(by, card)
    session = start(cast.operator, card)
    for by in (cast.outsider, cast.fire_officer):
        with pytest.raises(NotFound):
            say(by, session, S.ANSWERED, "sadar", "ya")
    # the supervisor who helps on the same line may
    say(cast.supervisor, session, S.ANSWERED, "sadar", "ya")


def test_an_officer_guides_by_the_card_of_the_agency_only(cast, night):
    own = services.import_card(by=SETUP, text=SMALL, org_id=cast.org_id("medical"), at=NIGHT)
    own = services.approve_card(by=SETUP, card_id=own.id, signed=signature(), at=NIGHT)
    session = start(cast.medical_officer, own)
    say(cast.medical_officer, session, S.ANSWERED, "sadar", "ya")
    with pytest.raises(NotAllowed):
        start(cast.fire_officer, own)


def test_what_a_caller_was_told_is_on_the_log_of_the_incident_of_the_call(cast, categories, night):
    call = calls.receive_call(
        by=cast.operator, new=NewCall(channel=Channel.SIMULATED, phone="+628123"), at=NIGHT
    )
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    session = start(cast.operator, make_approved(), call_id=call.id)
    press_cpr(cast.operator, session)
    incident = calls.open_incident_from_call(
        by=cast.operator, call_id=call.id,
        new=new_incident(category="MEDICAL_UNCONSCIOUS", report=ReportInput()), at=later(40),
    )  # fmt: skip
    other = make_incident()
    (told,) = selectors.list_told(incident.id)
    assert [line.text for line in told.lines][-2:] == ["Tekan dadanya.", "Terus tekan."]
    assert (told.title, told.number, told.was_approved) == ("Kartu uji", 1, True)
    assert selectors.list_told(other.id) == []
    assert selectors.find_running(cast.operator.id, incident_id=incident.id) == session


def test_a_session_about_an_incident_needs_that_one_may_see_it(cast, categories, night):
    card, incident = make_approved(), make_incident()
    session = start(cast.operator, card, incident_id=incident.id)
    assert selectors.list_told(incident.id)[0].session == session
    with pytest.raises(NotFound):
        services.start_session(
            by=cast.operator, card_id=card.id, region=KENDAL, incident_id=uuid4(), at=NIGHT
        )


def test_a_session_about_nothing_is_refused_by_the_database(cast, night):
    card = make_approved()
    with pytest.raises(IntegrityError), transaction.atomic():
        GuidedSession.objects.create(
            card=card, region=KENDAL, started_by=cast.operator.id, started_at=NIGHT
        )


def test_the_journal_holds_codes_only(cast, night):
    session = start(cast.operator, make_approved())
    press_cpr(cast.operator, session)
    entries = Entry.objects.filter(kind="guidance.session.said").order_by("seq")
    assert "Tekan" not in "".join(entry.data for entry in entries)
    assert '"code":"sadar"' in entries[0].data
    assert {entry.region for entry in entries} == {KENDAL}
