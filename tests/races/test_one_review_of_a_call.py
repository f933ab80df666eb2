"""Two supervisors take one review; a flag comes while the deletion runs; two workers draw."""

from datetime import timedelta

import pytest

from kentongan.exchange.models import Leg
from kentongan.kernel.actors import RETENTION
from kentongan.quality import services as quality
from kentongan.quality.models import Review
from kentongan.recordings import services as recordings
from kentongan.recordings.enums import FlagKind
from kentongan.recordings.models import Flag, Recording
from tests.conftest import NIGHT
from tests.quality.make import NEXT, draw, make_call, make_review, make_supervisor
from tests.races.together import at_once
from tests.recordings.conftest import monitor as monitor
from tests.recordings.make import make_recording

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NIGHT + timedelta(days=91)


def test_of_two_who_take_one_review_one_has_it(cast):
    second = make_supervisor(cast)
    review = make_review(cast)
    for _ in range(4):
        Review.objects.filter(id=review.id).update(reviewer_id=None, taken_at=None)
        came_to = at_once(
            *(
                lambda by=by: quality.take_review(by=by, review_id=review.id, at=NEXT)
                for by in (cast.supervisor, second)
            )
        )
        assert sorted(came_to) == ["done", "refused"]


def test_two_workers_draw_a_call_once(cast):
    make_call(cast)
    assert at_once(draw, draw) == ["done", "done"]
    assert Review.objects.count() == 1


def test_a_flag_while_the_deletion_runs_keeps_all_or_comes_too_late(cast, monitor, settings):
    settings.CTI_SECRET = "rahasia-uji"
    for number in range(4):
        recording = make_recording(call=f"179532297{number}.1")
        came_to = at_once(
            lambda r=recording: recordings.flag_recording(
                by=cast.supervisor, recording_id=r.id, kind=FlagKind.DEATH, reason="Meninggal",
                at=LATER,
            ),
            lambda: recordings.delete_over(by=RETENTION, at=LATER),
        )  # fmt: skip
        row = Recording.objects.get(id=recording.id)
        was_kept = Flag.objects.filter(recording=row).exists()
        assert came_to == ["done" if was_kept else "refused", "done"]
        assert was_kept == (row.deleted_at is None) == bool(row.place)
    assert Leg.objects.count() == 4
