"""Test calls: what is to be tried next, what came of it, and that they are in no figure."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls import selectors as calls
from kentongan.calls import services as call_services
from kentongan.calls.enums import Disposition
from kentongan.calls.models import Call
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.linetests import errors, rules, selectors, services
from kentongan.linetests.enums import Outcome, Standing
from kentongan.linetests.models import LineTest, Provider
from kentongan.linetests.types import Said
from kentongan.orgs.selectors import rights_of
from tests.cast import KOTA_KENDAL, PATEBON
from tests.conftest import NIGHT
from tests.locating.make import make_call
from tests.races.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(cast: Any, night: Any) -> Provider:
    return services.add_provider(by=cast.admin, name="Seluler A", at=NIGHT)


def note(cast: Any, provider: Provider, **more: Any) -> LineTest:
    said = {
        "provider_id": provider.id, "region": KOTA_KENDAL, "outcome": Outcome.HERE,
        "tried_at": NIGHT, "is_number_shown": True,
    }  # fmt: skip
    return services.note_test(by=cast.operator, said=Said(**(said | more)), at=NIGHT)


def standings() -> dict[str, Standing]:
    return {line.region: line.standing for _, row in selectors.plan(NIGHT).rows for line in row}


@pytest.mark.parametrize(
    ("outcome", "shown", "days", "expected"),
    [
        (None, None, 0, Standing.NEVER),
        (Outcome.HERE, True, 1, Standing.GOOD),
        (Outcome.HERE, None, 1, Standing.GOOD),
        (Outcome.HERE, True, 91, Standing.DUE),
        (Outcome.HERE, False, 1, Standing.BROKEN),
        (Outcome.HERE, False, 900, Standing.BROKEN),
        (Outcome.ELSEWHERE, None, 1, Standing.BROKEN),
        (Outcome.UNANSWERED, None, 1, Standing.BROKEN),
        (Outcome.NOT_CONNECTED, None, 900, Standing.BROKEN),
    ],
)
def test_what_a_last_test_says(outcome: Any, shown: Any, days: int, expected: Standing) -> None:
    tried_at = None if outcome is None else NIGHT - timedelta(days=days)
    since = NIGHT - timedelta(days=90)
    assert (
        rules.standing(outcome, is_number_shown=shown, tried_at=tried_at, since=since) is expected
    )


def test_the_most_pressing_is_tried_next(cast: Any, provider: Provider) -> None:
    assert standings() == {KOTA_KENDAL: Standing.NEVER, PATEBON: Standing.NEVER}
    note(cast, provider, outcome=Outcome.NOT_CONNECTED, is_number_shown=None)
    pressing = selectors.plan(NIGHT).pressing
    assert [line.region for line in pressing] == [KOTA_KENDAL, PATEBON]
    note(cast, provider)
    assert standings()[KOTA_KENDAL] is Standing.GOOD
    assert [line.region for line in selectors.plan(NIGHT).pressing] == [PATEBON]


def test_a_test_noted_late_is_not_the_last(cast: Any, provider: Provider) -> None:
    note(cast, provider)
    older = NIGHT - timedelta(days=3)
    late = note(cast, provider, outcome=Outcome.UNANSWERED, is_number_shown=None, tried_at=older)
    assert not late.is_latest
    assert standings()[KOTA_KENDAL] is Standing.GOOD


def test_the_call_becomes_a_test_and_is_in_no_figure(cast: Any, provider: Provider) -> None:
    call = make_call(cast.operator)
    note(cast, provider, call_id=call.id, answered_after_s=7)
    assert Call.objects.get(id=call.id).disposition == Disposition.TEST
    rights = rights_of(cast.supervisor)
    start, until = NIGHT - timedelta(hours=1), NIGHT + timedelta(hours=1)
    day = calls.day_of_calls(rights, start, until)
    assert (day.shares.total, day.desk.answered) == (0, 0)
    shift = calls.shift_calls(rights, start, until)
    assert (shift.total, shift.answered, shift.by_disposition) == (0, 0, {"TEST": 1})
    with pytest.raises(errors.NotATest):
        note(cast, provider, call_id=call.id)


def test_a_call_that_was_something_else_is_no_test(cast: Any, provider: Provider) -> None:
    call = make_call(cast.operator)
    call_services.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.PRANK, at=NIGHT
    )
    with pytest.raises(errors.NotATest):
        note(cast, provider, call_id=call.id)
    assert not LineTest.objects.exists()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"region": "3325"}, errors.NotADistrict),
        ({"region": "3324152001"}, errors.NotADistrict),
        ({"region": ""}, errors.NotADistrict),
        ({"tried_at": NIGHT + timedelta(minutes=1)}, errors.SaysNothing),
        ({"outcome": Outcome.ELSEWHERE, "is_number_shown": None}, errors.SaysNothing),
        ({"outcome": Outcome.UNANSWERED}, errors.SaysNothing),
    ],
)
def test_half_an_answer_is_refused(cast: Any, provider: Provider, said: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        note(cast, provider, **said)


def test_providers(cast: Any, provider: Provider) -> None:
    with pytest.raises(errors.ProviderKnown):
        services.add_provider(by=cast.admin, name="  seluler a ", at=NIGHT)
    with pytest.raises(errors.SaysNothing):
        services.add_provider(by=cast.admin, name="  ", at=NIGHT)
    with pytest.raises(NotAllowed):
        services.add_provider(by=cast.operator, name="B", at=NIGHT)
    note(cast, provider)
    services.retire_provider(by=cast.admin, provider_id=provider.id, at=NIGHT)
    with pytest.raises(NotFound):
        note(cast, provider)
    assert LineTest.objects.count() == 1
    services.add_provider(by=cast.admin, name="Seluler A", at=NIGHT)


def test_who_takes_no_calls_notes_nothing(cast: Any, provider: Provider) -> None:
    said = Said(provider.id, KOTA_KENDAL, Outcome.HERE, NIGHT)
    for name in ("leader", "fire_officer", "camat"):
        with pytest.raises(NotAllowed):
            services.note_test(by=cast.actor(name), said=said, at=NIGHT)


@pytest.mark.django_db(transaction=True)
def test_two_tests_of_a_line_at_once_have_one_latest(cast: Any, night: Any) -> None:
    provider = services.add_provider(by=cast.admin, name="Seluler A", at=NIGHT)
    assert at_once(lambda: note(cast, provider), lambda: note(cast, provider)) == ["done", "done"]
    assert LineTest.objects.filter(is_latest=True).count() == 1
