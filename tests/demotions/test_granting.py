"""Who may be demoted, by whom, until when; and what ends it."""

from datetime import timedelta

import pytest

from kentongan.calls import services as calls
from kentongan.calls.enums import Disposition
from kentongan.calls.models import Call
from kentongan.demotions import errors, selectors, services
from kentongan.demotions.enums import AppealOutcome, EndCause, Ground, Verdict
from kentongan.demotions.limits import BLOCK, WITHIN
from kentongan.demotions.models import Demotion, Listening
from kentongan.demotions.tasks import expire
from kentongan.incidents.enums import ContactSafety
from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.kernel.actors import REACTIONS, RETENTION, SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs import services as org_services
from kentongan.orgs.selectors import rights_of
from tests.conftest import NIGHT
from tests.demotions.make import BEFORE, PRANKSTER, demoted, make_supervisor, prank, pranks, ring

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
GRANTED = BEFORE + timedelta(hours=1)


def grant(by, call, at=GRANTED):
    return services.grant(by=by, call_id=call.id, reason="Iseng berulang.", at=at)


def test_three_pranks_recorded_by_two_are_a_candidate_and_nothing_more(cast):
    last = pranks(cast)[-1]
    rights = rights_of(cast.supervisor)
    [found] = selectors.list_candidates(cast.supervisor, rights, GRANTED)
    assert (found.call_id, found.pranks, found.operators, found.why_not) == (last.id, 3, 2, "")
    assert not Demotion.objects.exists()
    assert not selectors.list_candidates(
        cast.supervisor, rights, BEFORE + timedelta(hours=24, minutes=1)
    )


def test_a_supervisor_grants_it_and_it_holds_to_the_second(cast):
    row = demoted(cast)
    index = row.phone_index
    assert row.until_at == GRANTED + timedelta(hours=8)
    assert selectors.find_demotion(index, GRANTED) == row
    assert selectors.find_demotion(index, row.until_at - timedelta(milliseconds=1)) == row
    assert selectors.find_demotion(index, row.until_at) is None
    expire(row.until_at + SECOND * 30)
    row.refresh_from_db()
    assert (row.ended_at, row.end_cause) == (row.until_at, EndCause.EXPIRED)
    ended = Entry.objects.get(kind="demotions.demotion.ended")
    assert ended.occurred_at == row.until_at


def test_a_second_supervisor_reviews_it_and_it_holds_for_a_day(cast):
    row, second = demoted(cast), make_supervisor(cast)
    with pytest.raises(errors.OwnGrant):
        services.review(by=cast.supervisor, demotion_id=row.id, at=NIGHT)
    reviewed = services.review(by=second, demotion_id=row.id, at=NIGHT)
    assert reviewed.until_at == GRANTED + timedelta(hours=24)
    assert services.review(by=second, demotion_id=row.id, at=NIGHT + SECOND).reviewed_at == NIGHT
    with pytest.raises(errors.NotInForce):
        services.review(by=second, demotion_id=row.id, at=row.until_at + timedelta(days=2))


def test_two_by_one_operator_are_not_enough(cast):
    for number in range(5):
        last = prank(cast, "operator", at=BEFORE + timedelta(minutes=number))
    with pytest.raises(errors.NotEnoughPranks):
        grant(cast.supervisor, last)


def test_pranks_older_than_a_day_and_taken_back_ones_do_not_count(cast):
    first, second, last = pranks(cast)
    with pytest.raises(errors.NotEnoughPranks):
        grant(cast.supervisor, last, at=first.arrived_at + timedelta(hours=24))
    calls.undo_classification(by=cast.supervisor, call_id=second.id, at=GRANTED)
    with pytest.raises(errors.NotEnoughPranks):
        grant(cast.supervisor, last)


def test_who_recorded_one_of_them_does_not_grant_it(cast):
    pranks(cast)
    last = prank(cast, "supervisor", at=BEFORE + timedelta(minutes=40))
    with pytest.raises(errors.OwnRecord):
        grant(cast.supervisor, last)
    assert grant(make_supervisor(cast), last)


def test_operators_and_leaders_grant_nothing(cast):
    last = pranks(cast)[-1]
    with pytest.raises(NotAllowed):
        grant(cast.operator, last)
    with pytest.raises(NotFound):
        grant(cast.leader, last)


@pytest.mark.parametrize("phone", ["", "0294381999", "112", "356938035643809"])
def test_anonymous_simless_and_landline_callers_never_are(cast, phone):
    last = pranks(cast, phone=phone)[-1]
    with pytest.raises(errors.NeverDemoted):
        grant(cast.supervisor, last)


def test_numbers_of_agencies_never_are_however_they_are_written(cast):
    cast.orgs["fire"].phone = "0812-3450-0999"
    with journal.act(by=SETUP, at=BEFORE):
        cast.orgs["fire"].save()
    last = pranks(cast)[-1]
    with pytest.raises(errors.NeverDemoted):
        grant(cast.supervisor, last)
    [found] = selectors.list_candidates(cast.supervisor, rights_of(cast.supervisor), GRANTED)
    assert found.why_not == "OFFICIAL"


def test_a_number_that_was_silent_or_endangered_never_is(cast):
    last = pranks(cast)[-1]
    silent = ring(at=BEFORE + timedelta(minutes=50))
    calls.answer_call(by=cast.operator, call_id=silent.id, at=BEFORE)
    calls.classify_call(
        by=cast.operator, call_id=silent.id, disposition=Disposition.SILENT, at=BEFORE
    )
    with pytest.raises(errors.NeverDemoted):
        grant(cast.supervisor, last)
    Call.objects.filter(id=silent.id).update(
        arrived_at=BEFORE - timedelta(days=300), disposition="PRANK", state="PRANK",
        contact_safety=ContactSafety.DO_NOT_CONTACT,
    )  # fmt: skip
    with pytest.raises(errors.NeverDemoted):
        grant(cast.supervisor, last)


def test_a_silence_counts_for_a_day_however_short_pranks_are_counted(cast):
    silent = ring(at=BEFORE - timedelta(hours=20))
    calls.answer_call(by=cast.operator, call_id=silent.id, at=BEFORE - timedelta(hours=20))
    calls.classify_call(
        by=cast.operator, call_id=silent.id, disposition=Disposition.SILENT,
        at=BEFORE - timedelta(hours=20),
    )  # fmt: skip
    last = pranks(cast)[-1]
    org_services.set_limit(
        by=cast.admin, code=WITHIN.code, value=3600, legal_basis="SK 112/8/2026", valid_from=BEFORE,
        at=BEFORE,
    )  # fmt: skip
    with pytest.raises(errors.NeverDemoted):
        grant(cast.supervisor, last)


def test_a_number_is_demoted_once_at_a_time_and_again_after_its_end(cast):
    row = demoted(cast)
    last = prank(cast, "second_operator", at=NIGHT)
    with pytest.raises(errors.AlreadyDemoted):
        grant(cast.supervisor, last, at=NIGHT)
    again = grant(cast.supervisor, last, at=row.until_at)
    row.refresh_from_db()
    assert (row.ended_at, again.granted_at) == (row.until_at, row.until_at)


def test_any_supervisor_lifts_it(cast):
    row = demoted(cast)
    services.lift(by=make_supervisor(cast), demotion_id=row.id, at=NIGHT)
    again = services.lift(by=cast.supervisor, demotion_id=row.id, at=NIGHT + SECOND)
    assert (again.end_cause, again.ended_at) == (EndCause.BY_HAND, NIGHT)


def test_an_appeal_suspends_it_until_another_supervisor_has_decided(cast):
    row, second = demoted(cast), make_supervisor(cast)
    services.appeal(by=cast.operator, demotion_id=row.id, words="Anak saya.", at=NIGHT)
    assert selectors.find_demotion(row.phone_index, NIGHT) is None
    with pytest.raises(errors.AppealedBefore):
        services.appeal(by=cast.operator, demotion_id=row.id, words="Lagi.", at=NIGHT)
    decide = {"demotion_id": row.id, "at": NIGHT + SECOND}
    with pytest.raises(errors.OwnGrant):
        services.decide_appeal(by=cast.supervisor, outcome=AppealOutcome.UPHELD, **decide)
    services.decide_appeal(by=second, outcome=AppealOutcome.UPHELD, **decide)
    assert selectors.find_demotion(row.phone_index, NIGHT + SECOND * 2) == row
    with pytest.raises(errors.NotAppealed):
        services.decide_appeal(by=second, outcome=AppealOutcome.LIFTED, **decide)


def test_an_appeal_that_is_granted_ends_it(cast):
    row = demoted(cast)
    services.appeal(by=cast.operator, demotion_id=row.id, words="Anak saya.", at=NIGHT)
    services.decide_appeal(
        by=make_supervisor(cast), demotion_id=row.id, outcome=AppealOutcome.LIFTED, at=NIGHT
    )
    row.refresh_from_db()
    assert row.end_cause == EndCause.APPEAL


def test_every_call_it_stands_on_is_heard_again_by_another(cast):
    row, second = demoted(cast), make_supervisor(cast)
    rows = selectors.list_to_hear(rights_of(cast.supervisor))
    assert [each.ground for each in rows] == [Ground.BASIS] * 3
    heard = {"demotion_id": row.id, "call_id": rows[0].call_id, "at": NIGHT}
    with pytest.raises(errors.OwnGrant):
        services.hear_again(by=cast.supervisor, verdict=Verdict.PRANK, **heard)
    services.hear_again(by=second, verdict=Verdict.PRANK, **heard)
    with pytest.raises(errors.HeardBefore):
        services.hear_again(by=second, verdict=Verdict.NOT_PRANK, **heard)
    assert selectors.find_demotion(row.phone_index, NIGHT) == row


@pytest.mark.parametrize("verdict", [Verdict.NOT_PRANK, Verdict.UNCLEAR])
def test_a_call_that_was_in_earnest_or_in_doubt_ends_it_at_once(cast, verdict):
    row = demoted(cast)
    listening = Listening.objects.first()
    services.hear_again(
        by=make_supervisor(cast), demotion_id=row.id, call_id=listening.call_id, verdict=verdict,
        at=NIGHT,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.end_cause, row.ended_at) == (EndCause.HEARD_AGAIN, NIGHT)


def test_a_record_that_is_taken_back_ends_it(cast):
    row = demoted(cast)
    call_id = Listening.objects.first().call_id
    services.lift_for_undone(by=REACTIONS, call_id=call_id, at=NIGHT)
    row.refresh_from_db()
    assert row.ended_at is None
    calls.undo_classification(by=cast.supervisor, call_id=call_id, at=NIGHT)
    services.lift_for_undone(by=REACTIONS, call_id=call_id, at=NIGHT)
    row.refresh_from_db()
    assert row.end_cause == EndCause.UNDONE


def test_blocking_is_off_and_needs_two_supervisors_and_a_decree(cast, monkeypatch):
    row, second = demoted(cast), make_supervisor(cast)
    block = {"by": cast.supervisor, "demotion_id": row.id, "at": NIGHT}
    with pytest.raises(errors.BlockingOff):
        services.block_number(decree="SK 1/2026", **block)
    monkeypatch.setattr(type(BLOCK), "at", lambda limit, at: 72 * 3600)
    with pytest.raises(errors.NotReviewed):
        services.block_number(decree="SK 1/2026", **block)
    monkeypatch.undo()
    services.review(by=second, demotion_id=row.id, at=NIGHT)
    monkeypatch.setattr(type(BLOCK), "at", lambda limit, at: 72 * 3600)
    with pytest.raises(errors.WordsMissing):
        services.block_number(decree=" ", **block)
    blocked = services.block_number(decree="SK 1/2026", **block)
    assert blocked.blocked_until == GRANTED + timedelta(hours=24)


@pytest.mark.parametrize("words", ["", "  \n", "a" * 401])
def test_no_reason_is_refused(cast, words):
    last = pranks(cast)[-1]
    with pytest.raises(errors.WordsMissing):
        services.grant(by=cast.supervisor, call_id=last.id, reason=words, at=GRANTED)


def test_after_its_time_nothing_of_it_leads_to_a_person(cast):
    row = demoted(cast)
    services.lift(by=cast.supervisor, demotion_id=row.id, at=NIGHT)
    assert services.forget_numbers(by=RETENTION, at=NIGHT + timedelta(days=365)) == 0
    assert services.forget_numbers(by=RETENTION, at=NIGHT + timedelta(days=366)) == 1
    assert services.forget_numbers(by=RETENTION, at=NIGHT + timedelta(days=367)) == 0
    row.refresh_from_db()
    assert (bytes(row.phone_index), row.reason, row.end_cause) == (b"", "", EndCause.BY_HAND)


def test_no_number_and_no_word_is_in_the_journal(cast):
    row = demoted(cast)
    services.appeal(by=cast.operator, demotion_id=row.id, words="RAHASIA", at=NIGHT)
    for entry in Entry.objects.filter(kind__startswith="demotions."):
        assert PRANKSTER not in str(entry.facts)
        assert "RAHASIA" not in str(entry.facts)
        assert "Iseng" not in str(entry.facts)
