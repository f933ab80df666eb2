"""What the desk asks: dated rows, the answers as codes, and the priority that they ask for."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kentongan.incidents import rules, selectors, services, starter
from kentongan.incidents.enums import Answer, Priority
from kentongan.incidents.errors import (
    AnswerCannotRaise,
    NoSuchCategory,
    NoSuchQuestion,
    QuestionUnreadable,
)
from kentongan.incidents.models import PriorityRule, Question
from kentongan.incidents.types import FactRule, QuestionInput
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, Unreadable
from tests.conftest import NIGHT
from tests.incidents.make import FROM, make_categories, make_incident

BASIS = "SOP 112/2026"
INSIDE = QuestionInput(
    code="SOMEBODY_INSIDE", text="Ada orang di dalam?", text_en="Anybody inside?",
    text_jv="Wonten tiyang ing lebet?", position=5, category="FIRE_STRUCTURE", legal_basis=BASIS,
    capabilities=("RESCUE",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def categories(cast):
    make_categories()


def codes(category):
    return [row.code for row in selectors.list_questions_for(category, NIGHT)]


def define(cast, question=INSIDE, at=NIGHT, **more):
    return services.define_question(by=cast.admin, question=question, at=at, **more)


def test_new_node_asks_what_was_always_asked():
    asked = selectors.list_questions_for("TREE_DOWN", NIGHT)
    assert [row.code for row in asked] == [each.code for each in starter.QUESTIONS]
    assert asked[0].text == "Terjepit atau terjebak"
    before = Question.objects.count()
    make_categories()
    assert Question.objects.count() == before


def test_category_asks_its_own_beside_those_for_all(cast):
    define(cast)
    assert codes("FIRE_STRUCTURE")[0] == "SOMEBODY_INSIDE"
    assert "SOMEBODY_INSIDE" not in codes("TREE_DOWN")
    own = QuestionInput(code="TRAPPED", text="Terkurung api?", position=1, category=INSIDE.category)
    define(cast, own)
    first = selectors.list_questions_for("FIRE_STRUCTURE", NIGHT)[0]
    assert (first.text, codes("FIRE_STRUCTURE").count("TRAPPED")) == ("Terkurung api?", 1)


def test_same_question_again_changes_nothing_and_another_is_dated(cast):
    define(cast)
    written = Entry.objects.count()
    define(cast)
    assert Entry.objects.count() == written
    later = NIGHT.replace(month=12)
    define(cast, QuestionInput(**_said(INSIDE) | {"text": "Siapa di dalam?"}), valid_from=later)
    assert selectors.get_question("FIRE_STRUCTURE", "SOMEBODY_INSIDE", NIGHT).text == INSIDE.text
    newest = selectors.list_question_rows("FIRE_STRUCTURE", "SOMEBODY_INSIDE")[0]
    assert (newest.text, newest.changed_by) == ("Siapa di dalam?", cast.admin.id)
    assert selectors.question_words("SOMEBODY_INSIDE", later) == "Siapa di dalam?"


def _said(question):
    return {name: getattr(question, name) for name in question.__dataclass_fields__}


@pytest.mark.parametrize(
    "wrong",
    [{"code": "ada orang"}, {"code": ""}, {"text": "  "}, {"capabilities": ("boat; DROP",)}],
)
def test_question_without_code_or_words_is_refused(cast, wrong):
    with pytest.raises(QuestionUnreadable):
        define(cast, QuestionInput(**_said(INSIDE) | wrong))
    assert not Question.objects.filter(category="FIRE_STRUCTURE").exists()


def test_question_of_no_category_in_the_past_or_by_a_stranger_is_refused(cast):
    with pytest.raises(NoSuchCategory):
        define(cast, QuestionInput(**_said(INSIDE) | {"category": "NOPE"}))
    with pytest.raises(Unreadable):
        define(cast, valid_from=FROM)
    with pytest.raises(Unreadable):
        define(cast, QuestionInput(**_said(INSIDE) | {"text": "a\x00b"}))
    with pytest.raises(NotAllowed):
        services.define_question(by=cast.operator, question=INSIDE, at=NIGHT)
    for act in (services.move_question, services.retire_question):
        more = {"up": True} if act is services.move_question else {}
        with pytest.raises(NotAllowed):
            act(by=cast.operator, category="", code="TRAPPED", at=NIGHT, **more)


def test_database_keeps_no_question_without_words(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(code="X_Y", text="", position=1, valid_from=NIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(code="TRAPPED", text="Lagi", position=1, valid_from=FROM)


def test_question_changes_places_with_its_neighbour(cast):
    services.move_question(by=cast.admin, category="", code="UNCONSCIOUS", up=True, at=NIGHT)
    assert codes("TREE_DOWN")[:3] == ["TRAPPED", "UNCONSCIOUS", "NOT_BREATHING"]
    assert selectors.list_question_rows("", "UNCONSCIOUS")[1].valid_until == NIGHT
    assert (
        services.move_question(by=cast.admin, category="", code="TRAPPED", up=True, at=NIGHT) == []
    )
    with pytest.raises(NoSuchQuestion):
        services.move_question(by=cast.admin, category="", code="NOPE", up=True, at=NIGHT)


def test_retired_question_is_asked_no_more_and_its_words_are_still_read(cast):
    services.retire_question(by=cast.admin, category="", code="WEAPON", at=NIGHT)
    assert "WEAPON" not in codes("CRIME")
    assert selectors.question_words("WEAPON", NIGHT) == "Ada senjata"
    assert Entry.objects.filter(kind="incidents.question.retired").count() == 1
    with pytest.raises(NoSuchQuestion):
        services.retire_question(by=cast.admin, category="", code="WEAPON", at=NIGHT)


def test_question_and_its_raising_answer_are_one_act(cast):
    breathes = QuestionInput(code="BREATHES", text="Apakah bernapas?", position=1)
    raises = FactRule("BREATHES", Priority.P1, answer=Answer.NO)
    services.decide_question(by=cast.admin, question=breathes, raises=raises, at=NIGHT)
    assert make_incident(facts={"BREATHES": False}).priority == "P1"
    assert make_incident(facts={"BREATHES": None}).priority == "P1"
    assert make_incident(facts={"BREATHES": True}).priority == "P3"
    services.decide_question(by=cast.admin, question=breathes, raises=None, at=NIGHT)
    assert make_incident(facts={"BREATHES": False}).priority == "P3"
    assert PriorityRule.objects.get(fact="BREATHES").valid_until == NIGHT
    assert Entry.objects.filter(kind="incidents.priority-rule.ended").count() == 1


def test_not_known_raises_nothing_of_its_own(cast):
    rule = FactRule("TRAPPED", Priority.P1, answer=Answer.UNKNOWN)
    with pytest.raises(AnswerCannotRaise):
        services.define_priority_rule(by=cast.admin, rule=rule, at=NIGHT)


def test_answers_stay_with_the_incident_and_in_the_journal_as_codes(cast):
    said = {"TRAPPED": True, "WEAPON": False, "INJURED": None, "Siti Aminah": True}
    incident = make_incident(facts=said)
    incident.refresh_from_db()
    kept = {"TRAPPED": "YES", "WEAPON": "NO", "INJURED": "UNKNOWN"}
    assert (incident.answers, incident.priority) == (kept, "P1")
    entry = Entry.objects.get(kind="incidents.incident.questions-answered")
    assert entry.facts["answers"] == kept
    assert "Siti" not in entry.data
    assert make_incident().answers == {}
    assert Entry.objects.filter(kind="incidents.incident.questions-answered").count() == 1


def test_next_caller_adds_what_was_not_known_and_takes_nothing_away(cast):
    incident = make_incident(facts={"TRAPPED": None, "INJURED": True})
    said = {"TRAPPED": True, "INJURED": None, "WEAPON": False}
    services.note_answers(
        by=cast.operator, incident_id=incident.id, category="TREE_DOWN", facts=said, at=NIGHT
    )
    incident.refresh_from_db()
    assert incident.answers == {"TRAPPED": "YES", "INJURED": "YES", "WEAPON": "NO"}
    version, written = incident.version, Entry.objects.count()
    services.note_answers(
        by=cast.operator, incident_id=incident.id, category="TREE_DOWN", facts=said, at=NIGHT
    )
    incident.refresh_from_db()
    assert (incident.version, Entry.objects.count()) == (version, written)


def test_raising_answer_asks_for_what_can_help(cast):
    question = QuestionInput(**_said(INSIDE) | {"code": "TRAPPED", "category": ""})
    define(cast, question)
    for said, wanted in ((True, ["RESCUE"]), (None, ["RESCUE"]), (False, [])):
        incident = make_incident(facts={"TRAPPED": said})
        assert selectors.capabilities_asked(incident, NIGHT) == wanted
    assert selectors.capabilities_asked(make_incident(), NIGHT) == []


FACTS = st.dictionaries(
    st.sampled_from([each.code for each in starter.QUESTIONS]), st.sampled_from([True, False, None])
)


@given(FACTS, FACTS)
def test_no_answer_is_lost_to_not_known(one, other):
    asked = starter.QUESTIONS
    known, told = rules.answers_of(one, asked), rules.answers_of(other, asked)
    found = rules.together(known, told)
    assert set(found) == set(one) | set(other)
    assert all(found[code] != "UNKNOWN" for code, said in one.items() if said is not None)


@given(FACTS, st.sampled_from(list(Priority)))
def test_answers_only_ever_raise(said, default):
    found = rules.priority_for(default, said, starter.FACT_RULES, category="SNAKE")
    assert found <= default
