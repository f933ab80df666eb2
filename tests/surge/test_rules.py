"""When it is a surge, when it is over, and what callers may be told: from values alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.surge import errors, rules
from kentongan.surge.rules.announcing import sends_away
from kentongan.surge.rules.measuring import KNOWN_DAYS, LEAST_DAYS

AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=10)


def measure(**more: object) -> rules.Measure:
    values = {
        "at": AT, "window_s": 600, "arrivals": 0, "usual": None, "threshold": 10, "waiting": 0,
        "operators": 2, "waiting_each": 3,
    }  # fmt: skip
    return rules.Measure(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("usual", "expected"), [(None, 10), (0.0, 10), (3.0, 10), (3.4, 11), (20.0, 60)]
)
def test_threshold_is_a_multiple_of_the_usual_and_never_below_the_least(usual, expected):
    assert rules.threshold_of(usual, least=10, percent=300) == expected


def test_usual_is_the_middle_of_the_same_hour():
    days = [6] * KNOWN_DAYS
    assert rules.usual_of(days, window_s=600) == 1.0
    # one day of the earthquake changes nothing
    assert rules.usual_of([*days[1:], 400], window_s=600) == 1.0


def test_a_young_node_knows_no_usual():
    assert rules.usual_of([6] * (LEAST_DAYS - 1), window_s=600) is None
    assert rules.usual_of([6] * LEAST_DAYS, window_s=600) == 1.0
    assert rules.usual_of([], window_s=600) is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"arrivals": 9}, False),
        ({"arrivals": 10}, True),
        ({"waiting": 5}, False),
        ({"waiting": 6}, True),
        ({"waiting": 3, "operators": 0}, True),
        ({"waiting": 2, "operators": 0}, False),
    ],
)
def test_what_is_over(more, expected):
    assert measure(**more).is_over is expected


def moments(*minutes: float) -> list[datetime]:
    return sorted(AT - timedelta(minutes=each) for each in minutes)


def test_quiet_is_when_no_window_was_full_and_it_has_lasted_as_long():
    quiet, early = timedelta(minutes=30), AT - timedelta(hours=2)
    full = moments(*[31 + n / 10 for n in range(10)])
    assert not rules.is_quiet(full, measure(), declared_at=early, quiet=quiet)
    old = moments(*[41 + n / 10 for n in range(10)])
    assert rules.is_quiet(old, measure(), declared_at=early, quiet=quiet)
    assert not rules.is_quiet([], measure(waiting=6), declared_at=early, quiet=quiet)
    assert not rules.is_quiet([], measure(), declared_at=AT - timedelta(minutes=5), quiet=quiet)


@given(st.lists(st.integers(0, 3600), max_size=40), st.integers(60, 1200))
def test_the_fullest_window_is_found(seconds, window_s):
    arrivals = sorted(AT - timedelta(seconds=each) for each in seconds)
    window, since = timedelta(seconds=window_s), AT - timedelta(minutes=30)
    ends = [since, *(moment for moment in arrivals if moment > since)]
    slow = max(sum(end - window < moment <= end for moment in arrivals) for end in ends)
    assert rules.fullest(arrivals, since=since, window=window) == slow


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_five_minutes_lose_no_call(seconds):
    start = AT - timedelta(minutes=50)
    arrivals = [start + timedelta(seconds=each) for each in seconds]
    steps = rules.steps_of(arrivals, start=start, until=AT + timedelta(seconds=1))
    assert sum(count for _, count in steps) == len(arrivals)
    assert all(begins.timestamp() % 300 == 0 for begins, _ in steps)


def test_default_text_may_be_spoken():
    assert rules.clean_announcement(rules.DEFAULT_TEXT, "") == (rules.DEFAULT_TEXT, "")


@pytest.mark.parametrize(
    "said",
    [
        "Silakan tutup telepon.",
        "Mohon menutup telepon Anda. Tidak ada bahaya.",
        "Saat ini sibuk, telepon lagi nanti!",
        "Hubungi kami beberapa saat lagi.",
        "Jangan tutup telepon, tetapi telepon lagi nanti.",
        "Putuskan sambungan bila gempa sudah berhenti.",
        "Semua petugas sibuk. Please hang up and call later.",
        "TUTUPLAH TELEPON ANDA",
        "Bila tidak ada nyawa yang terancam.\nTutup telepon.",
    ],
)
def test_nobody_is_sent_away_without_the_condition(said):
    with pytest.raises(errors.SendsCallersAway):
        rules.clean_announcement(said.replace("\n", " "), "")


@pytest.mark.parametrize(
    "said",
    [
        "Jangan tutup telepon.",
        "Mohon jangan menutup telepon: petugas segera menjawab.",
        "Anda tidak perlu menutup telepon.",
        "Bila tidak ada nyawa yang terancam, silakan tutup dan telepon lagi nanti.",
        "Yang bukan keadaan darurat, telepon lagi nanti.",
        "Jalan Pantura ditutup karena banjir.",
        "Semua petugas sedang menerima panggilan.",
    ],
)
def test_what_may_be_said(said):
    assert not sends_away(said)


@pytest.mark.parametrize(
    ("text", "name"),
    [("", ""), ("   ", ""), ("a" * 601, ""), ("Halo", "../etc/passwd"), ("Halo", "/abs"),
     ("Halo", "a b.wav"), ("Halo", "x" * 81), ("Halo", "é.wav")],
)  # fmt: skip
def test_what_cannot_be_kept(text, name):
    with pytest.raises(errors.AnnouncementUnusable):
        rules.clean_announcement(text, name)


@pytest.mark.parametrize("said", ["", "12", "abc", "+", "0812x", "1" * 40, "+62\n81"])
def test_a_number_that_is_none(said):
    with pytest.raises(errors.PhoneUnusable):
        rules.clean_phone(said)


@pytest.mark.parametrize("priority", ["P1", "P2"])
def test_both_questions_are_asked_of_p1_and_p2(priority):
    for place, victims in ((True, False), (False, True), (False, False)):
        with pytest.raises(errors.SamenessNotAsked):
            rules.require_same(priority, place_confirmed=place, victims_confirmed=victims)
    rules.require_same(priority, place_confirmed=True, victims_confirmed=True)
    rules.require_same("P3", place_confirmed=False, victims_confirmed=False)
