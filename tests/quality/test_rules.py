"""Scores and the draw."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.quality import errors
from kentongan.quality.enums import Cause
from kentongan.quality.rules import (
    STARTING_QUESTIONS,
    Question,
    causes_of,
    figure_of,
    require_questions,
    score_of,
)

ROOT = UUID("00000000-0000-7000-8000-000000000000")
CODES = [each.code for each in STARTING_QUESTIONS]
YES = dict.fromkeys(CODES, "YES")


def ids(count):
    return [uuid5(ROOT, str(number)) for number in range(count)]


def drawn(answered, *, disposed=(), certain=None, share=3, disposed_share=5, salt=b"a"):
    return causes_of(
        answered=answered, disposed=disposed, certain=certain or {}, share=share,
        disposed_share=disposed_share, number_of=lambda call_id: uuid5(call_id, str(salt)).bytes,
    )  # fmt: skip


def test_all_yes_is_a_hundred_and_weights_count():
    assert score_of(STARTING_QUESTIONS, YES).points == 100
    whole = sum(each.weight for each in STARTING_QUESTIONS)
    found = score_of(STARTING_QUESTIONS, YES | {"TONE": "NO"})
    assert found.points == round(100 * (whole - 10) / whole)


def test_what_does_not_apply_counts_neither_way():
    only = dict.fromkeys(CODES, "NA") | {"TONE": "YES"}
    assert score_of(STARTING_QUESTIONS, only).points == 100


def test_a_critical_mistake_stands_apart_and_is_not_averaged_away():
    found = score_of(STARTING_QUESTIONS, YES | {"ADDRESS": "NO"})
    assert (found.points, found.critical) == (100, ("ADDRESS",))


@pytest.mark.parametrize(
    "marks",
    [{}, {"TONE": "YES"}, YES | {"TONE": "MAYBE"}, YES | {"OTHER": "YES"}, YES | {"TONE": ""},
     dict.fromkeys(CODES, "NA")],
)  # fmt: skip
def test_an_unfinished_form_is_refused(marks):
    with pytest.raises(errors.MarksIncomplete):
        score_of(STARTING_QUESTIONS, marks)


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from(["YES", "NO", "NA"])))
def test_a_score_lies_between_0_and_100(marks):
    full = dict.fromkeys(CODES, "NO") | marks
    if set(full.values()) == {"NA"}:
        return
    points = score_of(STARTING_QUESTIONS, full).points
    assert points is None or 0 <= points <= 100


@pytest.mark.parametrize(
    "questions",
    [
        [], [Question("A", "a", 0)], [Question("A", "a", 5), Question("A", "b", 5)],
        [Question("a", "a", 5)], [Question("A", " ", 5)], [Question("A", "a", 21)],
        [Question("A", "a", -1)], [Question("A", "a", 5, is_critical=True)],
        [Question("A", "x" * 161, 5)], [Question(f"Q{n}", "a", 1) for n in range(31)],
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_used_is_refused(questions):
    with pytest.raises(errors.FormUnusable):
        require_questions(questions, "SOP 1")


def test_a_form_has_a_legal_basis():
    require_questions(STARTING_QUESTIONS, "SOP 1")
    with pytest.raises(errors.FormUnusable):
        require_questions(STARTING_QUESTIONS, "  ")


def test_fewer_than_ten_make_no_average_but_their_criticals_are_told():
    assert figure_of("2026-11", [(90, True)] * 9) == figure_of("2026-11", [(10, True)] * 9)
    assert figure_of("2026-11", [(90, False)] * 10).mean == 90
    assert figure_of("2026-11", [(90, True)] * 9).critical == 9


@pytest.mark.parametrize(("calls", "least"), [(0, 0), (1, 1), (33, 1), (34, 2), (500, 15)])
def test_at_least_three_of_a_hundred_are_drawn_and_one_on_a_quiet_day(calls, least):
    assert len(drawn(ids(calls))) == least


def test_the_draw_is_the_same_again_another_with_another_key_and_only_grows():
    calls = ids(400)
    first = drawn(calls[:300])
    assert first == drawn(list(reversed(calls[:300])))
    assert first.keys() != drawn(calls[:300], salt=b"b").keys()


def test_all_that_must_be_reviewed_is_by_its_gravest_cause():
    calls = ids(100)
    found = drawn(
        calls,
        disposed=calls[20:60],
        certain={Cause.DEATH: calls[:2], Cause.COMPLAINT: calls[1:4], Cause.P1_GUIDED: calls[3:6]},
    )
    assert [found[call] for call in calls[:6]] == [
        Cause.DEATH, Cause.DEATH, Cause.COMPLAINT, Cause.COMPLAINT, Cause.P1_GUIDED,
        Cause.P1_GUIDED,
    ]  # fmt: skip
    assert sum(cause == Cause.DISPOSED for cause in found.values()) == 2


def test_what_nobody_answered_is_not_drawn_however_grave():
    assert drawn(ids(1), certain={Cause.DEATH: ids(3)[1:]}).keys() == set(ids(1))
