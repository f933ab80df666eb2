"""Walking a card: always to an end, never in a circle by itself, unknown takes the higher."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.guidance.enums import SaidKind
from kentongan.guidance.errors import NotHere
from kentongan.guidance.rules import UNKNOWN, Said, place_of, propose, read_card, try_card
from kentongan.guidance.starter import starter_texts
from tests.conftest import NIGHT
from tests.guidance.make import SMALL, later

CARD = read_card(SMALL)
CARDS = [CARD, *(read_card(text) for text in starter_texts())]


def answered(**answers):
    return [Said(SaidKind.ANSWERED, name, choice, NIGHT) for name, choice in answers.items()]


def given_(step, at=NIGHT):
    return Said(SaidKind.GIVEN, step, "", at)


def test_asks_only_what_the_answers_ask_for():
    assert place_of(CARD, []).question.id == "sadar"
    assert place_of(CARD, answered(sadar="tidak")).question.id == "napas"
    assert place_of(CARD, answered(sadar="ya")).step.id == "tunggu"
    assert place_of(CARD, answered(sadar=UNKNOWN)).question.id == "napas"


def test_a_step_is_told_and_the_next_one_shows():
    said = answered(sadar="tidak", napas="tidak")
    assert place_of(CARD, said).step.id == "tekan"
    assert place_of(CARD, [*said, given_("tekan")]).step.id == "terus"


def test_a_repeated_step_stays_until_somebody_goes_on():
    said = [*answered(sadar="tidak", napas="tidak"), given_("tekan")]
    said += [given_("terus", later(1)), given_("terus", later(121))]
    place = place_of(CARD, said)
    assert (place.step.id, place.times_given, place.given_at) == ("terus", 2, later(121))
    assert place_of(CARD, [*said, Said(SaidKind.WENT_ON, "terus", "", NIGHT)]).is_over


def test_a_callers_answer_leads_back_and_counts_anew():
    said = [*answered(sadar="tidak", napas="ya"), Said(SaidKind.CHOSEN, "miring", "1", NIGHT)]
    place = place_of(CARD, said)
    assert (place.step.id, place.times_given, place.given_at) == ("tekan", 0, None)


def test_straight_to_the_steps_means_that_the_rest_is_not_known():
    place = place_of(CARD, [Said(SaidKind.SKIPPED, "", "", NIGHT)])
    assert place.answers == {"sadar": UNKNOWN, "napas": UNKNOWN}
    assert place.step.id == "tunggu"
    skipped = [*answered(sadar="tidak"), Said(SaidKind.SKIPPED, "", "", NIGHT)]
    assert place_of(CARD, skipped).step.id == "tekan"


def test_unknown_takes_the_higher_priority_but_never_guesses_what_to_tell():
    assert propose(CARD, {"sadar": UNKNOWN, "napas": "ya"}).priority == "P2"
    assert propose(CARD, {"sadar": UNKNOWN, "napas": UNKNOWN}).priority == "P1"
    assert propose(CARD, {"sadar": "ya"}).priority == "P3"
    assert propose(CARD, {}).is_settled is False


@pytest.mark.parametrize(
    "said",
    [
        [Said(SaidKind.ANSWERED, "napas", "ya", NIGHT)],
        [Said(SaidKind.ANSWERED, "sadar", "mungkin", NIGHT)],
        [Said(SaidKind.GIVEN, "tekan", "", NIGHT)],
        [*answered(sadar="ya"), Said(SaidKind.GIVEN, "tekan", "", NIGHT)],
        [*answered(sadar="ya"), Said(SaidKind.CHOSEN, "tunggu", "1", NIGHT)],
        [*answered(sadar="ya"), Said(SaidKind.SKIPPED, "", "", NIGHT)],
        [*answered(sadar="tidak", napas="ya"), Said(SaidKind.CHOSEN, "miring", "9", NIGHT)],
        [*answered(sadar="tidak", napas="ya"), Said(SaidKind.CHOSEN, "miring", "²", NIGHT)],
        [*answered(sadar="tidak", napas="ya"), Said(SaidKind.CHOSEN, "miring", "00199", NIGHT)],
        [*answered(sadar="tidak", napas="ya"), Said(SaidKind.CHOSEN, "miring", "01", NIGHT)],
    ],
)
def test_what_is_not_shown_cannot_be_said(said):
    with pytest.raises(NotHere):
        place_of(CARD, said)


@given(st.sampled_from(CARDS), st.data())
def test_whoever_presses_on_comes_to_the_end(card, data):
    """With any answers at all: each question once, then every step at most once."""
    said = []
    while (asked := place_of(card, said).question) is not None:
        codes = [UNKNOWN, *(choice.code for choice in asked.choices)]
        said.append(Said(SaidKind.ANSWERED, asked.id, data.draw(st.sampled_from(codes)), NIGHT))
        assert len(said) <= len(card.questions)
    passed = []
    while not (place := place_of(card, said)).is_over:
        passed.append(place.step.id)
        said.append(Said(SaidKind.WENT_ON, place.step.id, "", NIGHT))
    assert len(passed) == len(set(passed)) <= len(card.steps)


@given(st.sampled_from(CARDS), st.data())
def test_wherever_answers_lead_one_is_somewhere_and_can_go_on(card, data):
    """A walk of a hundred presses of any kind: always at a question, a step, or the end."""
    said = [Said(SaidKind.SKIPPED, "", "", NIGHT)] if card.questions else []
    for _ in range(100):
        place = place_of(card, said)
        assert (place.step is None) == place.is_over
        if place.is_over:
            return
        ways = [str(n) for n in range(1, len(place.step.ways) + 1)]
        kind = data.draw(st.sampled_from(["GIVEN", *(["CHOSEN"] if ways else []), "WENT_ON"]))
        choice = data.draw(st.sampled_from(ways)) if kind == "CHOSEN" else ""
        said.append(Said(kind, place.step.id, choice, NIGHT))


@given(st.sampled_from(CARDS), st.data())
def test_not_knowing_never_lowers_the_priority(card, data):
    """Of one answer less is known: the proposal is as high or higher (domain.md §2.4)."""
    answers = {
        each.id: data.draw(st.sampled_from([choice.code for choice in each.choices]))
        for each in card.questions
    }
    name = data.draw(st.sampled_from(sorted(answers)))
    known, unknown = propose(card, answers), propose(card, answers | {name: UNKNOWN})
    if known.priority != card.rules[-1].priority:
        assert unknown.priority <= known.priority


def test_a_case_that_is_not_met_and_a_rule_without_one_are_told():
    wrong = read_card(
        SMALL.replace("prioritas: P3, langkah: [tunggu]", "prioritas: P1, langkah: [tekan]")
    )
    trial = try_card(wrong)
    assert (trial.failed, trial.is_passed) == (1, False)
    fewer = replace(CARD, cases=CARD.cases[:2])
    assert try_card(fewer).untested == (3,)
    assert not try_card(replace(CARD, cases=())).is_passed


def test_a_case_with_an_answer_nobody_would_be_asked_for_is_not_met():
    silly = SMALL.replace("jawaban: {sadar: ya}", "jawaban: {sadar: ya, napas: ya}")
    assert try_card(read_card(silly)).outcomes[2].unasked == ("napas",)
    assert not try_card(read_card(silly)).is_passed
