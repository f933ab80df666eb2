"""Which calls are hard, and what a note may be."""

import pytest

from kentongan.floor import rules
from kentongan.floor.enums import HeavyCause
from kentongan.floor.errors import NoteUnusable
from kentongan.floor.rules import LONGEST_NOTE, HardFacts, cause_of, require_note
from kentongan.incidents.starter import CATEGORIES

C = HeavyCause


def facts(
    *kinds: tuple[str, str], has_died: bool = False, has_child_victim: bool = False
) -> HardFacts:
    return HardFacts(has_died, has_child_victim, frozenset(kinds))


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (facts(("TREE_DOWN", "TREE")), None),
        (facts(), None),
        (facts(("MEDICAL_LABOUR", "MEDICAL")), None),
        (facts(("TREE_DOWN", "TREE"), has_died=True), C.DEATH),
        (facts(("WATER_RESCUE", "RESCUE"), has_child_victim=True), C.CHILD),
        (facts(("CHILD_VIOLENCE", "VIOLENCE")), C.CHILD),
        (facts(("SUICIDE_ATTEMPT", "VIOLENCE")), C.SUICIDE),
        (facts(("SUICIDE_ATTEMPT", "MEDICAL")), C.SUICIDE),
        (facts(("DOMESTIC_VIOLENCE", "OTHER")), C.VIOLENCE),
        (facts(("WEAPON", "CRIME")), C.VIOLENCE),
        (facts(("ROBBERY_BY_REGENCY", "VIOLENCE")), C.VIOLENCE),
        (facts(("CRIME", "CRIME")), None),
        (facts(("TREE_DOWN", "TREE"), ("SUICIDE_ATTEMPT", "VIOLENCE")), C.SUICIDE),
    ],
)
def test_of_several_reasons_the_first_one_counts(told: HardFacts, cause: HeavyCause | None) -> None:
    assert cause_of(told) == cause


def test_every_hard_kind_of_a_new_node_is_known() -> None:
    codes = {row.code for row in CATEGORIES}
    assert codes >= rules.CHILD_KINDS | rules.SUICIDE_KINDS | rules.VIOLENT_KINDS


def test_a_note_is_words_and_short() -> None:
    assert require_note("  Tanyakan alamatnya.\n") == "Tanyakan alamatnya."
    assert len(require_note("a" * LONGEST_NOTE)) == LONGEST_NOTE
    for text in ("", "  \n", "a" * (LONGEST_NOTE + 1)):
        with pytest.raises(NoteUnusable):
            require_note(text)
