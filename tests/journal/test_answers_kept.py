"""Stored answers live 48 hours, then go by the hour."""

from datetime import timedelta

import pytest

from kentongan.journal import timekeeper
from kentongan.journal.models import StoredAnswer
from kentongan.journal.tasks import forget_answers
from kentongan.journal.timekeeper import next_due
from kentongan.kernel.ids import new_id

pytestmark = pytest.mark.django_db


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
