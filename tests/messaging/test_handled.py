"""A message that was given up waits for a person, and says who has seen to it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.kernel.ids import new_id
from kentongan.messaging import errors, selectors, services
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message
from tests.conftest import NIGHT

DAYS = timedelta(days=3)
DONE = "TANDA-TINDAKAN piket ditelepon sendiri"


def give_up(*, state="FAILED"):
    message = services.queue_message(
        by=SETUP, medium=Medium.PHONE_CALL, recipient="+628123456789", text="x",
        purpose=Purpose.ESCALATION, subject_kind="ticket", subject_id=new_id(), at=NIGHT,
    )  # fmt: skip
    failed_at = NIGHT if state == "FAILED" else None
    Message.objects.filter(id=message.id).update(state=state, failed_at=failed_at)
    return message


def handle(by, message, note=DONE):
    return services.note_handled(by=by, message_id=message.id, note=note, at=NIGHT + DAYS)


def test_it_waits_however_long_until_somebody_says_what_was_done(cast):
    message = give_up()
    assert selectors.undelivered().failed == 1
    assert [each.id for each in selectors.list_unhandled()] == [message.id]
    handled = handle(cast.operator, message)
    assert (handled.handled_by, handled.handled_at) == (cast.operator.id, NIGHT + DAYS)
    assert selectors.undelivered().failed == 0
    assert not selectors.list_unhandled()
    assert [each.handled_note for each in selectors.list_handled()] == [DONE]
    entry = Entry.objects.latest("seq")
    assert (entry.kind, entry.subject_id) == ("messaging.message.handled", message.id)
    assert "TANDA" not in entry.data


@pytest.mark.parametrize("note", ["", "  \n"])
def test_what_was_done_is_said(cast, note):
    message = give_up()
    with pytest.raises(errors.NothingDone):
        handle(cast.operator, message, note)
    assert selectors.undelivered().failed == 1


def test_it_is_settled_once(cast):
    message = give_up()
    handle(cast.operator, message)
    with pytest.raises(errors.AlreadyHandled):
        handle(cast.supervisor, message)
    assert selectors.list_handled()[0].handled_by == cast.operator.id


@pytest.mark.parametrize("state", ["WAITING", "SENT"])
def test_one_that_was_not_given_up_is_refused(cast, state):
    with pytest.raises(errors.NotGivenUp):
        handle(cast.operator, give_up(state=state))


@pytest.mark.parametrize("who", ["fire_officer", "leader", "auditor", "outsider"])
def test_only_a_112_desk_of_the_node_settles_it(cast, who):
    with pytest.raises(NotAllowed):
        handle(getattr(cast, who), give_up())


def test_unknown_message_is_not_found(cast):
    with pytest.raises(NotFound):
        services.note_handled(by=cast.operator, message_id=new_id(), note=DONE, at=NIGHT)


def test_pages_of_the_list_join(cast):
    made = [give_up().id for _ in range(3)]
    first = selectors.list_unhandled(limit=2)
    rest = selectors.list_unhandled(before=first[-1].id, limit=2)
    assert sorted(each.id for each in [*first, *rest]) == sorted(made)


@pytest.mark.parametrize("fields", [{"handled_at": NIGHT}, {"handled_by": new_id()}])
def test_database_refuses_half_a_settlement(cast, fields):
    message = give_up()
    with pytest.raises(IntegrityError, match="handled_by_somebody"), transaction.atomic():
        Message.objects.filter(id=message.id).update(**fields)


def test_database_refuses_to_settle_what_was_not_given_up(cast):
    message = give_up(state="SENT")
    with pytest.raises(IntegrityError, match="handled_by_somebody"), transaction.atomic():
        Message.objects.filter(id=message.id).update(handled_at=NIGHT, handled_by=new_id())
