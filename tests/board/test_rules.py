"""The words of the board."""

import pytest

from kentongan.board import rules
from kentongan.board.types import Waiting
from kentongan.dispatch.types import AgencyFigures, Share
from kentongan.kernel.ids import new_id
from kentongan.kernel.percentiles import Percentiles


def waits(minutes, *, org="Damkar", place="Patebon", is_late=False):
    return Waiting(org, place, minutes, rules.minutes(minutes), is_late)


def said(**known):
    facts = {
        "on_duty": 2,
        "least": 2,
        "open_incidents": 3,
        "unforwarded": [],
        "waiting": [waits(6)],
    } | known
    return ", ".join(part.text for part in rules.sentence(**facts))


def tones(**known):
    facts = {
        "on_duty": 2,
        "least": 2,
        "open_incidents": 3,
        "unforwarded": [],
        "waiting": [waits(6)],
    } | known
    return [part.tone for part in rules.sentence(**facts)]


def test_sentence_of_practice():
    assert said() == (
        "2 petugas jaga (min. 2), 3 kejadian terbuka, "
        "1 belum diterima OPD 6 menit (Damkar, Patebon)"
    )


def test_none_is_said_in_words():
    assert said(on_duty=0, open_incidents=0, waiting=[]) == (
        "tidak ada petugas jaga (min. 2), tidak ada kejadian terbuka, semua tiket sudah dijawab OPD"
    )


def test_unknown_is_a_dash_and_no_zero():
    words = said(on_duty=None, open_incidents=None, waiting=None)
    assert words == "— petugas jaga, — kejadian terbuka, — belum diterima OPD"
    assert "0" not in words


def test_p1_that_no_agency_was_told_of_stands_in_the_sentence():
    words = said(open_incidents=1, unforwarded=[7], waiting=[])
    assert words.endswith("1 kejadian terbuka, 1 P1 belum diteruskan ke OPD 7 menit")
    assert "semua tiket" not in words
    both = said(unforwarded=[2, 12])
    assert "2 P1 belum diteruskan ke OPD, terlama 12 menit, 1 belum diterima OPD" in both
    assert tones(unforwarded=[0])[2] == "bad"


def test_several_wait_and_the_longest_is_named():
    words = said(waiting=[waits(1), waits(75, org="PSC 119", place="Boja"), waits(3)])
    assert words.endswith("3 belum diterima OPD, terlama 1 jam 15 menit (PSC 119, Boja)")


def test_place_that_is_not_known_leaves_the_agency():
    assert said(waiting=[waits(0, place="")]).endswith("kurang dari 1 menit (Damkar)")


def test_too_few_at_the_desk_is_bad():
    assert tones(on_duty=1)[0] == tones(on_duty=0)[0] == "bad"
    assert tones(on_duty=2)[0] == ""
    assert tones(on_duty=None)[0] == "warn"


def test_late_ticket_is_bad_others_warn():
    assert tones(waiting=[waits(1)])[2] == "warn"
    assert tones(waiting=[waits(1), waits(2, is_late=True)])[2] == "bad"
    assert tones(waiting=[])[2] == ""


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "kurang dari 1 menit"), (1, "1 menit"), (60, "1 jam"), (61, "1 jam 1 menit")],
)
def test_minutes(count, words):
    assert rules.minutes(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "—"), (0, "0:00"), (59, "0:59"), (880, "14:40"), (3723, "1:02:03")],
)
def test_duration(seconds, words):
    assert rules.duration(seconds) == words


def figure(n, *, missing=0, p50=None, p90=None):
    return rules.clock_figure("Waktu 112", "a → b", Percentiles(n, missing, p50, p90))


def test_clock_with_enough_says_nine_of_ten_with_n():
    shown = figure(31, p50=48, p90=55)
    assert (shown.median, shown.nine_of_ten) == ("0:48", "9 dari 10 dalam 0:55 (n = 31)")


def test_clock_with_few_has_no_nine_of_ten():
    assert figure(9, p50=48, p90=55).nine_of_ten == "n = 9: belum cukup untuk 9 dari 10"


def test_clock_of_nothing_is_unknown():
    shown = figure(0, missing=3)
    assert (shown.median, shown.missing) == ("—", "3 belum tercatat")
    assert "n = 0" in shown.nine_of_ten


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [(0, 0, "—"), (0, 3, "0 dari 3"), (9, 9, "9 dari 9"), (26, 31, "26 dari 31 (84 %)")],
)
def test_share_never_stands_alone(count, n, words):
    assert rules.share_text(Share(count, n)) == words


def agency(name, *, n, in_time):
    return AgencyFigures(new_id(), name, n, Share(in_time, n), 0, 0, {}, n >= rules.ENOUGH)


def test_few_tickets_are_never_ranked():
    order = rules.ranked([
        agency("B", n=20, in_time=10), agency("Z", n=9, in_time=9), agency("A", n=3, in_time=0),
        agency("C", n=20, in_time=19),
    ])  # fmt: skip
    assert [a.org_name for a in order] == ["C", "B", "A", "Z"]


def test_shares_fill_the_bar():
    lines = rules.share_lines([("a", "real", 5), ("b", "prank", 15)])
    assert [(line.offset, line.width, line.percent) for line in lines] == [
        (0, 25, 25),
        (25, 75, 75),
    ]


def test_few_calls_have_no_percent():
    assert [line.percent for line in rules.share_lines([("a", "real", 5)])] == [None]
    assert [line.width for line in rules.share_lines([("a", "real", 0)])] == [0]


@pytest.mark.parametrize(
    "family", ["MEDICAL", "VIOLENCE", "CRIME", "PERSONS", "SILENT", "OTHER", "X"]
)
def test_what_people_would_know_is_told_by_kecamatan(family):
    assert rules.place_shown("3324132001", family) == "332413"


def test_fire_is_told_by_village():
    assert rules.place_shown("3324132001", "FIRE") == "3324132001"
