"""Asking callers: planned at closing, sent by day, and to nobody whom it could harm."""

from datetime import timedelta

import pytest

from kentongan.calls import services as calls
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, Feedback
from kentongan.incidents.models import Incident, Report
from kentongan.incidents.starter import CATEGORIES
from kentongan.incidents.types import ReportInput
from kentongan.journal import reactions
from kentongan.journal.models import Entry
from kentongan.journal.timekeeper import all_timers
from kentongan.kernel.actors import CITIZEN, SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.messaging import services as messaging
from kentongan.messaging.models import Message
from kentongan.ratings import services
from kentongan.ratings.models import Invitation, RatingTerms
from kentongan.ratings.types import Terms
from tests.conftest import NIGHT
from tests.incidents.make import make_categories
from tests.ratings.make import (
    EIGHT,
    PHONE,
    TERMS,
    close,
    make_closed,
    make_sent,
    make_terms,
    plan,
    rate,
    send,
)
from tests.ratings.test_rules import DANGEROUS


def run(now):
    return all_timers()["ratings.invitations"].run(now)


def react():
    while reactions.run_all():
        pass


def messages():
    """What callers were sent; agencies' telephones are another matter."""
    return Message.objects.filter(purpose="FEEDBACK")


def test_a_question_that_waits_for_its_gateway_never_leaves_once_danger_is_known(asking):
    """The same outbox that is empty while the danger is known before it is asked."""
    invitation, _ = make_sent(asking)
    assert invitation.report.call_id is not None
    calls.set_call_safety(
        by=asking.operator, call_id=invitation.report.call_id,
        contact_safety=ContactSafety.DO_NOT_CONTACT, at=EIGHT,
    )  # fmt: skip
    assert messaging.deliver_due(at=EIGHT + timedelta(minutes=5)) >= 1
    assert messages().get().state == "DROPPED"


def test_a_question_that_waits_for_its_gateway_leaves_where_nothing_has_changed(asking):
    make_sent(asking)
    messaging.deliver_due(at=EIGHT + timedelta(minutes=5))
    assert messages().get().state == "SENT"


def test_caller_is_asked_once_at_eight_by_a_message_without_a_word_about_them(asking):
    incident = make_closed(asking)
    react()
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.send_at) == ("WAITING", EIGHT)
    assert run(EIGHT - timedelta(seconds=1)) == 0
    assert not messages().exists(), "nobody is written to at three in the morning"
    assert run(EIGHT) == 1
    assert run(EIGHT + timedelta(hours=1)) == 0
    message = messages().get()
    assert (message.recipient, message.medium) == (PHONE, "SMS")
    assert message.text.startswith("112: laporan Anda 23-11-2026 selesai ditangani.")
    for word in (
        incident.number,
        str(incident.id),
        str(invitation.id),
        "Pohon",
        "TANDA",
        "Kendal ",
    ):
        assert word not in message.text
    invitation.refresh_from_db()
    assert invitation.org_id == asking.org_id("fire")
    token = message.text.partition("/n/")[2][:22].encode()
    assert token not in bytes(invitation.token_hash)


def test_nobody_is_asked_before_the_regency_has_decided_it(cast):
    make_categories()
    make_closed(cast)
    react()
    assert not Invitation.objects.exists()
    assert not messages().exists()


@pytest.mark.parametrize("code", sorted(DANGEROUS))
def test_outbox_is_empty_for_every_kind_that_is_never_asked(asking, code):
    incident = make_closed(asking, category=code, feedback=_feedback(code))
    react()
    run(EIGHT)
    assert incident.state == "CLOSED"
    assert not Invitation.objects.exists()
    assert not messages().exists()


def _feedback(code):
    safety = next(each.contact_safety for each in CATEGORIES if each.code == code)
    return Feedback.NOT_ALLOWED if safety == ContactSafety.DO_NOT_CONTACT else Feedback.TOLD


@pytest.mark.parametrize(
    "case",
    [
        {"contact_safety": ContactSafety.UNKNOWN}, {"contact_safety": ContactSafety.SILENT_ONLY},
        {"feedback": Feedback.NOT_REACHED}, {"feedback": Feedback.TOLD_ONLY},
        {"told": "Anak saya digigit."}, {"closing_note": "Meninggal di jalan."},
        {"answers": {"no_signs_of_life": "1"}}, {"closing_code": "FALSE_REPORT",
                                                 "closing_note": "Tidak ada."},
    ],
)  # fmt: skip
def test_outbox_is_empty_for_every_other_reason(asking, case):
    make_closed(asking, **case)
    react()
    run(EIGHT)
    assert not Invitation.objects.exists()
    assert not messages().exists()


def test_caller_whose_call_was_found_dangerous_is_not_asked(asking):
    [invitation] = plan(make_closed(asking))
    call_id = invitation.report.call_id
    calls.set_call_safety(
        by=asking.operator, call_id=call_id, contact_safety=ContactSafety.DO_NOT_CONTACT, at=NIGHT
    )
    send(invitation)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.why_not) == ("NOT_SENT", "NOT_SAFE")
    assert not messages().exists()


def test_incident_opened_again_before_eight_asks_nobody_until_it_is_closed_again(asking):
    incident = make_closed(asking)
    [invitation] = plan(incident)
    incidents.reopen(by=asking.operator, incident_id=incident.id, reason="Roboh lagi", at=NIGHT)
    send(invitation)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.why_not) == ("NOT_SENT", "NOT_CLOSED")
    close(asking, Incident.objects.get(id=incident.id))
    [again] = plan(incident)
    assert (again.id, again.state) == (invitation.id, "WAITING")
    assert send(again).state == "SENT"
    plan(incident)
    assert run(EIGHT + timedelta(days=1)) == 0
    assert messages().count() == 1


def test_each_number_of_an_incident_is_asked_once_also_of_one_merged_into_it(asking):
    incident = make_closed(asking)
    incidents.reopen(by=asking.operator, incident_id=incident.id, reason="Lagi", at=NIGHT)
    for phone in (PHONE, "+6281200000002"):
        said = ReportInput(phone=phone, narrative="Roboh.")
        report = incidents.add_report(by=SETUP, incident_id=incident.id, said=said, at=NIGHT)
        Report.objects.filter(id=report.id).update(source="CALL", contact_safety="SAFE")
    close(asking, Incident.objects.get(id=incident.id))
    for invitation in plan(incident):
        send(invitation)
    assert sorted(messages().values_list("id").count() for _ in "a") == [2]
    assert {message.recipient for message in messages()} == {PHONE, "+6281200000002"}


def test_one_caller_who_must_not_be_contacted_keeps_all_from_being_asked(asking):
    incident = make_closed(asking)
    [invitation] = plan(incident)
    Report.objects.filter(incident=incident).update(contact_safety="DO_NOT_CONTACT")
    send(invitation)
    assert not messages().exists()


def test_number_is_not_asked_again_within_a_week(asking):
    make_sent(asking)
    [second] = plan(make_closed(asking))
    send(second)
    second.refresh_from_db()
    assert second.why_not == "RECENT"
    week = timedelta(days=8)
    [third] = plan(make_closed(asking, at=NIGHT + week), NIGHT + week)
    assert send(third, EIGHT + week).state == "SENT"


def test_number_that_wants_no_more_is_asked_no_more(asking):
    make_terms(NIGHT, again_after_days=0)
    _, token = make_sent(asking)
    for _ in range(2):
        services.stop_asking(by=CITIZEN, token=token, at=EIGHT)
    [second] = plan(make_closed(asking))
    send(second)
    second.refresh_from_db()
    assert second.why_not == "OPTED_OUT"
    assert Entry.objects.filter(kind="ratings.invitation.stopped").count() == 1


def test_worker_that_slept_until_night_sends_in_the_morning(asking):
    [invitation] = plan(make_closed(asking))
    night = NIGHT + timedelta(days=1)
    assert run(night) == 1
    invitation.refresh_from_db()
    assert (invitation.state, invitation.send_at) == ("WAITING", night + timedelta(hours=5))
    assert not messages().exists()


def test_terms_that_were_decided_later_hold_for_what_still_waits(asking):
    [invitation] = plan(make_closed(asking))
    make_terms(NIGHT, link_lasts_h=1, medium="CHAT")
    sent = send(invitation)
    assert sent.expires_at == EIGHT + timedelta(hours=1)
    assert messages().get().medium == "CHAT"


def test_only_who_configures_decides_and_old_rows_stay(asking):
    with pytest.raises(NotAllowed):
        services.set_terms(by=asking.supervisor, terms=Terms(**TERMS), at=NIGHT)
    services.set_terms(by=asking.admin, terms=Terms(**TERMS), at=NIGHT)
    assert RatingTerms.objects.count() == 2


def test_nothing_personal_stands_in_the_journal(asking):
    _, token = make_sent(asking)
    rate(token, 1, words="TANDA-KATA", wants_call_back=True)
    services.stop_asking(by=CITIZEN, token=token, at=EIGHT)
    written = "".join(Entry.objects.values_list("data", flat=True))
    for mark in ("TANDA", token, PHONE, PHONE[3:]):
        assert mark not in written
