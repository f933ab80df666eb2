"""Two reviewers at the same moment: the use has one review, the other is told whose."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from kentongan.orgs import services
from kentongan.orgs.errors import AlreadyReviewed
from kentongan.orgs.models import GlassReview
from tests.conftest import NIGHT
from tests.orgs.make import break_one

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def test_exactly_one_review_is_kept(cast, night):
    for n in range(ROUNDS):
        broken = break_one(cast, at=NIGHT + timedelta(hours=2 * n))
        both, told = threading.Barrier(2), {}

        def review(name, broken=broken, both=both, told=told):
            try:
                both.wait(30)
                services.review_break_glass(
                    by=cast.actor(name), break_glass_id=broken.id, note=name, at=NIGHT
                )
                told[name] = "kept"
            except AlreadyReviewed as refusal:
                told[name] = refusal.facts["reviewer"]
            except BaseException as failure:
                told[name] = f"failed: {failure!r}"
            finally:
                connection.close()

        threads = [threading.Thread(target=review, args=(n,)) for n in ("supervisor", "auditor")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        kept = GlassReview.objects.get(break_glass=broken).note
        assert told.pop(kept) == "kept"
        assert list(told.values()) == [kept.title()]
