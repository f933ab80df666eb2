"""A report asks what its kind of incident needs, and decides nothing that is a doctor's or an
investigator's.
"""

import pytest

from kentongan.dispatch import errors, rules, selectors, services
from kentongan.dispatch.enums import TicketState
from kentongan.incidents.enums import Family
from kentongan.kernel.errors import NotAllowed
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER, make_accepted
from tests.incidents.make import make_incident

TREE = {"result": "DONE", "way_clear": "YES", "power_line": "NO"}


def report(cast, category, answers=None, **values):
    ticket = make_accepted(cast, make_incident(category=category))
    values = {"absence": "UNRECORDED"} | values
    return services.report_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, answers=answers, at=NIGHT, **values
    )


def test_tree_is_three_taps(cast):
    reported = report(cast, "TREE_DOWN", TREE)
    assert (reported.state, reported.answers) == (TicketState.REPORTED, TREE)
    assert len(selectors.form_of(reported)) == 3


def test_words_alone_are_taken(cast):
    assert report(cast, "TREE_DOWN", text="Pohon disingkirkan").answers == {}
    with pytest.raises(errors.NoReport):
        report(cast, "TREE_DOWN", {})


def test_incomplete_form_says_what_is_missing(cast):
    with pytest.raises(errors.AnswerMissing) as refusal:
        report(cast, "TREE_DOWN", {"result": "DONE"})
    assert refusal.value.facts["fields"] == ("Jalan sudah bisa dilalui", "Mengenai kabel listrik")


@pytest.mark.parametrize("wrong", [{"colour": "RED"}, {"result": "MAYBE"}])
def test_unknown_question_or_answer_is_refused(cast, wrong):
    with pytest.raises(errors.NoSuchAnswer):
        report(cast, "TREE_DOWN", TREE | wrong)


@pytest.mark.parametrize("wrong", ["-1", "dua", "9" * 20, "1.000"])
def test_number_is_a_number(cast, wrong):
    with pytest.raises(errors.NoSuchAnswer):
        report(cast, "FIRE_STRUCTURE", {"suspected_cause": "UNKNOWN", "buildings": wrong})


def test_every_cause_but_the_unknown_is_a_suspicion():
    [cause] = [f for f in rules.DEFAULT_FORMS[Family.FIRE] if f.code == "suspected_cause"]
    assert cause.label.startswith("Dugaan")
    assert all(words.startswith("Dugaan") for code, words in cause.options if code != "UNKNOWN")


@pytest.mark.parametrize("said", ["", "dr. Sari", "03.40"])
def test_death_needs_the_doctors_name_and_the_hour(cast, said):
    with pytest.raises(errors.DeathNotDeclared):
        report(cast, "MEDICAL_UNCONSCIOUS", {"patient": "DECLARED_DEAD"}, declared_by=said)


def test_crew_says_no_signs_of_life_and_a_doctor_declares(cast):
    seen = report(cast, "MEDICAL_UNCONSCIOUS", {"patient": "NO_SIGNS_OF_LIFE"})
    [(_, words)] = rules.answered(selectors.form_of(seen), seen.answers)
    assert words == "Tidak ada tanda kehidupan (menurut petugas)"
    told = report(
        cast, "MEDICAL_UNCONSCIOUS", {"patient": "DECLARED_DEAD"}, declared_by="dr. Sari, 03.40"
    )
    assert told.declared_by == "dr. Sari, 03.40"


def test_regency_asks_something_else_of_a_category(cast):
    field = rules.FormField("bees", "Sarang dibuang", (("YES", "Ya"), ("NO", "Tidak")))
    services.set_report_form(
        by=cast.admin, category="WASP_NEST", fields=[field], legal_basis="SOP 4/2026", at=EARLIER
    )
    assert report(cast, "WASP_NEST", {"bees": "YES"}).answers == {"bees": "YES"}
    with pytest.raises(NotAllowed):
        services.set_report_form(by=cast.operator, fields=[], category="WASP_NEST", at=EARLIER)
