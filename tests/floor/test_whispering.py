"""A short note of the supervisor at a colleague's desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from kentongan.calls.models import Call
from kentongan.floor import selectors, services
from kentongan.floor.errors import NoLead, NoteUnusable, NotInHand, NotYourDesk, OwnCall
from kentongan.floor.models import WhisperNote
from kentongan.floor.tasks import WhisperNote as Kept
from kentongan.incidents.models import LogLine
from kentongan.journal import retention
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotFound
from tests.calls.make import answered, make_call
from tests.conftest import NIGHT
from tests.floor.make import over, shift_leader

pytestmark = pytest.mark.django_db
TEXT = "TANDA-BISIKAN tanyakan apakah ada bayi"


@pytest.fixture
def call(cast: Any, night: Any) -> Call:
    """By hand: a note needs no exchange."""
    return answered(cast.operator)


def write(by: Any, call: Call, text: str = TEXT) -> WhisperNote:
    return services.write_note(by=by, call_id=call.id, text=text, at=NIGHT)


def test_it_stands_at_that_desk_and_no_other(cast: Any, call: Call) -> None:
    note = write(cast.supervisor, call)
    (seen,) = selectors.at_desk(cast.operator, NIGHT).notes
    assert (seen.id, seen.text, seen.call.number) == (note.id, TEXT, call.number)
    assert selectors.at_desk(cast.second_operator, NIGHT).notes == []
    assert Entry.objects.get(kind="floor.desk.told").subject_id == cast.operator.id
    assert not LogLine.objects.exists()


def test_its_words_are_sealed_and_in_no_entry(cast: Any, call: Call) -> None:
    write(cast.supervisor, call)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM floor_whispernote")
        assert "TANDA" not in cursor.fetchone()[0]
    assert "TANDA-BISIKAN" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_one_key_says_that_it_was_read(cast: Any, call: Call) -> None:
    note = write(cast.supervisor, call)
    for _ in range(2):
        services.read_note(by=cast.operator, note_id=note.id, at=NIGHT)
    assert selectors.at_desk(cast.operator, NIGHT).notes == []
    assert Entry.objects.filter(kind="floor.note.read").count() == 1
    assert [each.id for each in selectors.list_notes(cast.operator)] == [note.id]


def test_nobody_else_says_so(cast: Any, call: Call) -> None:
    note = write(cast.supervisor, call)
    for who in (cast.second_operator, cast.supervisor):
        with pytest.raises(NotYourDesk):
            services.read_note(by=who, note_id=note.id, at=NIGHT)


def test_a_shift_leader_may_write_one_while_signed_on(cast: Any, call: Call) -> None:
    with pytest.raises(NoLead):
        write(shift_leader(cast, signed_on=False), call)
    assert write(shift_leader(cast), call).written_by == cast.second_operator.id


def test_refusals(cast: Any, call: Call) -> None:
    for text in ("", " ", "a" * 281):
        with pytest.raises(NoteUnusable):
            write(cast.supervisor, call, text)
    with pytest.raises(NoLead):
        write(cast.second_operator, call)
    with pytest.raises(NoLead):
        write(cast.fire_officer, call)
    with pytest.raises(NotInHand):
        write(cast.supervisor, make_call())
    with pytest.raises(OwnCall):
        write(cast.supervisor, answered(cast.supervisor))
    with pytest.raises(NotInHand):
        over(cast.operator, call)
        Call.objects.filter(id=call.id).update(state="PRANK", disposition="PRANK")
        write(cast.supervisor, call)
    assert not WhisperNote.objects.exists()


def test_another_regions_call_is_not_there(cast: Any, call: Call) -> None:
    Call.objects.filter(id=call.id).update(region="3325")
    with pytest.raises(NotFound):
        write(cast.supervisor, call)


def test_words_go_after_their_time(cast: Any, call: Call, night: Any) -> None:
    write(cast.supervisor, call)
    assert retention.all_rules()[Kept](NIGHT + timedelta(days=5 * 365 + 1)) == 1
    assert WhisperNote.objects.get().text == ""
