"""The cards that come with the system: readable, tested by themselves, in two languages."""

import pytest

from kentongan.guidance.rules import read_card, try_card
from kentongan.guidance.rules.cards import METRONOME
from kentongan.guidance.starter import starter_texts
from kentongan.incidents.starter import CATEGORIES
from tests.guidance.make import starter

CARDS = [read_card(text) for text in starter_texts()]
NAMED = {
    "semua-panggilan", "rjp", "tersedak", "perdarahan", "luka-bakar", "persalinan", "kejang",
    "tenggelam", "tersengat-listrik", "kebakaran-rumah", "banjir", "longsor", "gigitan-ular",
    "nyeri-dada", "tanda-stroke", "terjepit-kendaraan",
}  # fmt: skip


def test_every_card_that_was_asked_for_is_there():
    assert {card.key for card in CARDS} == NAMED


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_its_own_tests_are_met_and_touch_every_rule(card):
    trial = try_card(card)
    assert [each.case.name for each in trial.outcomes if not each.is_met] == []
    assert trial.untested == ()
    assert trial.is_passed


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_names_its_sources_and_asks_in_javanese(card):
    assert len(card.sources) >= 2
    assert all(each.publisher and each.title and each.year for each in card.sources)
    assert all(question.javanese for question in card.questions)
    assert sum(bool(step.javanese) for step in card.steps) >= len(card.steps) * 2 // 3


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_is_for_kinds_that_a_new_node_knows(card):
    known = {each.code for each in CATEGORIES}
    assert set(card.categories) <= known
    assert card.categories or card.is_for_all


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_says_short_sentences(card):
    """A frightened caller hears one thing at a time: twenty words at most between two stops."""
    for step in card.steps:
        assert len(step.text) <= 200, step.id
        sentences = step.text.replace("!", ".").replace("?", ".").split(".")
        assert max(len(each.split()) for each in sentences) <= 20, step.id


def test_resuscitation_is_told_as_the_guidelines_say():
    """100–120 a minute, five to six centimetres in adults, hands only, swapped every two minutes
    (AHA 2025, ERC 2025).
    """
    card = read_card(starter("rjp"))
    pressing = [step for step in card.steps if step.metronome]
    assert {step.metronome for step in pressing} == {110}
    assert 110 in METRONOME
    assert "lima sampai enam sentimeter" in card.step("dewasa-tekan").text
    assert "tidak perlu memberi napas buatan" in card.step("dewasa-tekan").warning
    for step_id in ("dewasa-terus", "anak-terus", "bayi-terus"):
        assert card.step(step_id).repeat_s == 120
        assert "bergantian" in card.step(step_id).text
    assert any("AED" in way.text for way in card.step("dewasa-terus").ways)


def test_gasping_and_doubt_lead_to_compressions():
    """Gasping is not breathing (ERC 2025); who cannot tell looks ten seconds and then presses."""
    outcomes = {
        each.case.name: each.steps[0] for each in try_card(read_card(starter("rjp"))).outcomes
    }
    assert outcomes["Megap-megap adalah tidak bernapas"] == "dewasa-siap"
    assert read_card(starter("rjp")).step("periksa").then == "dewasa-siap"
