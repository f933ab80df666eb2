"""Sessions, tries and spent codes go when nobody can come with them any more, slice by slice."""

from datetime import timedelta

import pytest

from kentongan.accounts import errors, rules, selectors, services, tasks
from kentongan.accounts.models import RecoveryCode, Session, Throttle
from kentongan.accounts.services import forgetting
from kentongan.journal import timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from tests.accounts.make import enter, make_factor
from tests.conftest import NIGHT

HOUR = timedelta(hours=1)
OVER = NIGHT + rules.SESSION_LIVES


@pytest.fixture
def only(monkeypatch):
    """`only(name)`: as if that timer were the only one."""

    def leave(name):
        found = {name: timekeeper.all_timers()[name]}
        monkeypatch.setattr(timekeeper, "_timers", found)

    return leave


def fail(name="operator", at=NIGHT, tries=1):
    for _ in range(tries):
        with pytest.raises(errors.WrongCredentials):
            enter(name, "salah", at=at)


def test_sessions_are_forgotten_a_day_after_they_are_over(cast, only):
    only("accounts.sessions")
    assert timekeeper.next_due() is None
    first, second = enter(), enter(at=NIGHT + HOUR)
    assert timekeeper.next_due() == OVER + timedelta(hours=25)
    assert tasks.forget_sessions(OVER + timedelta(hours=24)) == 0
    assert timekeeper.run_due(OVER + timedelta(hours=25)) == 1
    assert selectors.find_signed_in(cookie=second) is not None
    assert Session.objects.count() == 1
    selectors.forget_signed_in()
    assert selectors.find_signed_in(cookie=first) is None


def test_session_that_was_ended_goes_with_the_others(cast):
    enter()
    services.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=NIGHT)
    assert tasks.forget_sessions(NIGHT + HOUR) == 0
    assert tasks.forget_sessions(OVER + timedelta(hours=25)) == 1
    assert Entry.objects.filter(kind="accounts.session.started").count() == 1


def test_tries_are_forgotten_when_they_slow_nobody_any_more(cast, only):
    only("accounts.tries")
    fail(tries=3)
    assert Throttle.objects.count() == 3
    empty_at = NIGHT + timedelta(minutes=3)
    address_empty_at = NIGHT + 3 * rules.ADDRESS_LEAKS_IN
    assert timekeeper.next_due() == address_empty_at + HOUR
    assert tasks.forget_tries(address_empty_at) == 0
    assert tasks.forget_tries(empty_at + HOUR) == 3
    assert timekeeper.next_due() is None


def test_bucket_that_is_filled_meanwhile_stays(cast):
    fail(at=NIGHT)
    fail(at=NIGHT + HOUR, tries=5)
    assert tasks.forget_tries(NIGHT + HOUR) == 0
    with pytest.raises(errors.TooManyTries):
        enter(at=NIGHT + HOUR)


def test_spent_recovery_codes_are_forgotten_and_the_others_stay(cast, only):
    only("accounts.recovery-codes")
    codes = make_factor(cast.people["supervisor"]).codes
    assert timekeeper.next_due() is None
    enter("supervisor", code=codes[0])
    assert timekeeper.next_due() == NIGHT + HOUR
    assert timekeeper.run_due(NIGHT + HOUR) == 1
    assert RecoveryCode.objects.count() == len(codes) - 1
    with pytest.raises(errors.WrongCredentials):
        enter("supervisor", code=codes[0])
    assert enter("supervisor", code=codes[1])


def test_a_slice_at_a_time(cast, monkeypatch):
    monkeypatch.setattr(forgetting, "SLICE", 2)
    for _ in range(3):
        enter()
    late = OVER + timedelta(days=2)
    assert [tasks.forget_sessions(late) for _ in range(3)] == [2, 1, 0]


def test_forgetting_leaves_no_entry(cast):
    enter()
    before = Entry.objects.count()
    tasks.forget_sessions(OVER + timedelta(days=2))
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("minutes", "waits"), [(0, 0), (4, 0), (4.5, 31), (5, 61), (7, 181)])
def test_a_bucket_says_how_long_to_wait(minutes, waits):
    assert rules.wait_s(NIGHT + timedelta(minutes=minutes), NIGHT) == waits


def test_a_try_fills_a_bucket_by_a_minute_from_now_at_the_earliest():
    minute = timedelta(minutes=1)
    bucket, _ = rules.buckets_of("operator", "10.0.0.2")
    assert bucket.empty_after_try(None, NIGHT) == NIGHT + minute
    assert bucket.empty_after_try(NIGHT - HOUR, NIGHT) == NIGHT + minute
    assert bucket.empty_after_try(NIGHT + HOUR, NIGHT) == NIGHT + HOUR + minute
