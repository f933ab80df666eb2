"""Stored answers are sealed, live 48 hours, then go by the hour."""

import functools
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kentongan.journal import personal, selectors, services, timekeeper
from kentongan.journal.models import StoredAnswer
from kentongan.journal.tasks import forget_answers
from kentongan.journal.timekeeper import next_due
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from kentongan.kernel.keys import KeyGone, KeyRing
from tests.conftest import NIGHT

pytestmark = pytest.mark.django_db

SAID = b'{"narrative":"TANDA-URAIAN"}'


def kept(body: bytes) -> StoredAnswer:
    """An answer as a request with a key leaves it."""
    request = services.RequestKey(by_id=SETUP.id, key="satu", digest=b"d" * 32)
    with services.act(by=SETUP, at=NIGHT, request=request) as act:
        act.answer(201, "{}", body)
    answer = selectors.find_answer(SETUP.id, "satu")
    assert answer is not None
    return answer


def test_words_of_an_answer_lie_sealed(cast):
    answer = kept(SAID)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM journal_storedanswer")
        stored = bytes(cursor.fetchone()[0])
    assert b"TANDA" not in stored
    assert answer.sealed_with == personal.keyring().current
    assert selectors.body_of(answer) == SAID


def test_empty_answer_stays_empty_and_needs_no_key(cast, monkeypatch):
    answer = kept(b"")
    monkeypatch.setattr(personal, "keyring", functools.cache(lambda: pytest.fail("a key")))
    assert (bytes(answer.body), answer.sealed_with) == (b"", "")
    assert selectors.body_of(answer) == b""


def test_answer_without_its_key_stays_shut(cast, monkeypatch):
    answer = kept(SAID)
    strange = KeyRing(data_keys={"99": b"x" * 32}, index_key=b"y" * 32)
    monkeypatch.setattr(personal, "keyring", functools.cache(lambda: strange))
    with pytest.raises(KeyGone):
        selectors.body_of(answer)


def test_database_takes_no_readable_answer(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredAnswer.objects.create(
            by_id=new_id(), key="k", digest=b"", status=201, body=SAID, recorded_at=NIGHT
        )


def test_answers_older_than_48_hours_are_forgotten(night, monkeypatch):
    only = {"journal.answers": timekeeper.all_timers()["journal.answers"]}
    monkeypatch.setattr(timekeeper, "_timers", only)
    now = night.now()
    assert next_due() is None
    for hours in (1, 47, 49, 60):
        StoredAnswer.objects.create(
            by_id=new_id(), key="k", digest=b"", status=201, body=b"",
            recorded_at=now - timedelta(hours=hours),
        )  # fmt: skip
    assert next_due() == now - timedelta(hours=11)
    assert forget_answers(now) == 2
    assert next_due() == now + timedelta(hours=2)
