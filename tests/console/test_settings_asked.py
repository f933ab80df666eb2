"""Pengaturan: questions, pairs that may be one, conditions, closing forms: no programmer needed."""

import pytest

from kentongan.dispatch import rules
from kentongan.dispatch.models import ConditionKind, ReportForm
from kentongan.dispatch.selectors import configuration
from kentongan.incidents import selectors
from kentongan.incidents.models import FamilyPair, Incident, PriorityRule, Question
from kentongan.journal.models import Entry
from tests.calls.make import answered
from tests.conftest import NIGHT
from tests.incidents.make import make_incident

BASIS = "SOP 112/2026"
HOSTILE = "<script>alert(1)</script> ﷽ ' \" ; DROP"
INSIDE = {
    "code": "SOMEBODY_INSIDE", "category": "FIRE_STRUCTURE", "text": "Ada orang di dalam?",
    "text_en": "Anybody inside?", "text_jv": "Wonten tiyang?", "position": "5", "raises_on": "YES",
    "priority": "P1", "may_be_unknown": "1", "capabilities": ["RESCUE"], "legal_basis": BASIS,
}  # fmt: skip
PAIR = {"one": "FIRE", "other": "CRIME", "proposes": "1", "radius_m": "200", "ended_h": "48",
        "legal_basis": BASIS}  # fmt: skip
PUMP = {
    "code": "PUMP_OFF", "name": "Matikan pompa", "met": "Pompa mati", "unmet": "POMPA MENYALA",
    "released": "POMPA MENYALA LAGI", "confirm_s": "120", "is_offered": "1", "legal_basis": BASIS,
}  # fmt: skip
FORM = {
    "subject": "category:TREE_DOWN", "field_code": ["trees", "way", ""],
    "field_label": ["Jumlah pohon", "Jalan", ""],
    "field_options": ["", "OPEN = Bisa dilalui\nSHUT = Tertutup", ""],
    "field_required": ["1", "0", "1"], "legal_basis": BASIS,
}  # fmt: skip
TRIAL = {"region": "33.24.15", "quality": "DISTRICT_ONLY"}


@pytest.fixture
def admin(visit):
    return visit("admin")


def test_index_names_every_decision_with_what_holds_and_on_what(admin):
    admin.post("console:decide-question", **INSIDE)
    page = admin.text("console:settings")
    for name in (
        "settings-categories", "settings-questions", "settings-sameness", "settings-agencies",
        "settings-conditions", "settings-promises", "settings-times", "settings-closing",
        "settings-retention", "settings-trial", "settings-package",
    ):  # fmt: skip
        address = admin.path(f"console:{name}")
        assert f'data-row href="{address}"' in page, name
    assert "Pertanyaan prioritas" in page
    assert BASIS in page
    assert "bawaan sistem" in page


def test_question_is_put_to_callers_of_its_category(admin):
    assert admin.post("console:decide-question", **INSIDE).status_code == 204
    page = admin.text("console:settings-questions")
    assert "Ada orang di dalam?" in page
    assert "Wonten tiyang?" in page
    assert PriorityRule.objects.get(fact="SOMEBODY_INSIDE").priority == "P1"
    name = "fact_FIRE_STRUCTURE.SOMEBODY_INSIDE"
    assert f'name="{name}"' in admin.text("console:settings-trial")
    form = TRIAL | {"category": "FIRE_STRUCTURE", name: "unknown"}
    found = admin.post("console:rehearse", **form).content.decode()
    assert "Kebakaran bangunan" in found


def test_question_of_a_snake_raises_only_where_it_is_asked(admin):
    own = INSIDE | {"category": "SNAKE", "code": "IN_BED", "text": "Di tempat tidur?"}
    admin.post("console:decide-question", **own)
    asked = {"fact_SNAKE.IN_BED": "yes"}
    raised = admin.post("console:rehearse", category="SNAKE", **TRIAL, **asked).content.decode()
    assert "P1" in raised
    assert "Di tempat tidur?" in raised
    other = admin.post("console:rehearse", category="WASP_NEST", **TRIAL, **asked)
    assert "Di tempat tidur?" not in other.content.decode()


def test_no_answer_ends_the_raising_one(admin):
    admin.post("console:decide-question", **INSIDE)
    admin.post("console:decide-question", **INSIDE | {"raises_on": ""})
    assert PriorityRule.objects.get(fact="SOMEBODY_INSIDE").valid_until == NIGHT
    assert Question.objects.filter(code="SOMEBODY_INSIDE").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "ada orang"},
        {"text": " "},
        {"text": "x" * 121},
        {"text": "a\x00b"},
        {"position": "-1"},
        {"position": "1e9"},
        {"raises_on": "UNKNOWN"},
        {"raises_on": "MAYBE"},
        {"priority": "P9"},
        {"capabilities": ["FLY"]},
        {"category": "NO_SUCH"},
        {"valid_from": "2025-01-01T00:00"},
        {"legal_basis": "x" * 201},
    ],
)
def test_question_that_cannot_be_is_refused(admin, wrong):
    before = Question.objects.count()
    assert admin.post("console:decide-question", **INSIDE | wrong).status_code in {400, 404, 409}
    assert Question.objects.count() == before


def test_preview_shows_the_question_and_writes_nothing(admin):
    written = Entry.objects.count()
    shown = admin.post("console:preview-question", **INSIDE | {"text": HOSTILE}).content.decode()
    assert "paling rendah P1" in shown
    assert "<script>alert" not in shown
    assert Entry.objects.count() == written
    assert admin.post("console:preview-question", **INSIDE | {"code": "x"}).status_code == 400


def test_question_is_moved_and_retired(admin):
    admin.post("console:move-question", code="NOT_BREATHING", way="up")
    assert selectors.list_questions(NIGHT)[0].code == "NOT_BREATHING"
    assert admin.post("console:move-question", code="NOPE_X", way="up").status_code == 404
    assert admin.post("console:retire-question", code="WEAPON").status_code == 204
    assert admin.post("console:retire-question", code="WEAPON").status_code == 404
    assert "Tidak berlaku lagi" in admin.text("console:settings-question", "SEMUA", "WEAPON")
    assert admin.get("console:settings-question", "SEMUA", "NOPE").status_code == 404
    assert 'name="fact_WEAPON"' not in admin.text("console:settings-trial")


def test_desk_stores_the_answers_and_a_person_may_raise_the_proposal(visit, cast):
    desk, call = visit("operator"), answered(cast.operator)
    form = TRIAL | {"category": "TREE_DOWN", "narrative": "", "fact_INJURED": "yes"}
    said = desk.post("console:preview", **form, fact_WEAPON="maybe").content.decode()
    assert "Ada yang luka (Ya)" in said
    assert desk.post("console:open-incident", call.id, **form, priority="P1").status_code == 204
    incident = Incident.objects.get()
    assert (incident.answers, incident.priority) == ({"INJURED": "YES"}, "P1")
    page = desk.text("console:incident", incident.id)
    assert "Yang ditanyakan dan dijawab" in page
    lower = desk.post("console:preview", **form, priority="P5").content.decode()
    assert "Tetap P2" in lower


def test_matrix_stands_whole_and_leads_to_each_pair(admin):
    page = admin.text("console:settings-sameness")
    assert page.count('class="is-same') > 30
    assert "Belum ditetapkan daerah" in page
    assert admin.post("console:decide-pair", **PAIR).status_code == 204
    row = FamilyPair.objects.get()
    assert (row.one, row.other, row.radius_m, row.ended_h) == ("CRIME", "FIRE", 200, 48)
    chosen = admin.text("console:settings-sameness", satu="CRIME", lain="FIRE")
    assert 'value="200"' in chosen
    assert BASIS in chosen
    assert admin.post("console:reset-pairs").status_code == 204
    assert selectors.matrix_at(NIGHT) == {}
    assert admin.text("console:settings-sameness", satu="<b>", lain="FIRE")


def test_trial_says_what_would_be_offered_as_the_same(admin):
    make_incident(category="FIRE_OTHER")
    make_incident(category="DOMESTIC_VIOLENCE")
    spot = {
        "category": "CRIME", "region": "33.24.15", "quality": "EXACT", "accuracy_m": "20",
        "coordinates": "-6.9217, 110.2030",
    }  # fmt: skip
    before = admin.post("console:rehearse", **spot).content.decode()
    admin.post("console:decide-pair", **PAIR)
    after = admin.post("console:rehearse", **spot).content.decode()
    assert "Kebakaran sampah" not in before
    assert "Kebakaran sampah" in after
    assert "Kekerasan dalam rumah tangga" not in after


@pytest.mark.parametrize(
    "wrong",
    [
        {"radius_m": "5001"},
        {"radius_m": "dekat"},
        {"ended_h": "169"},
        {"one": "a b"},
        {"other": "FIRE", "proposes": ""},
        {"valid_from": "2025-01-01T00:00"},
    ],
)
def test_pair_that_cannot_be_is_refused(admin, wrong):
    assert admin.post("console:decide-pair", **PAIR | wrong).status_code in {400, 409}
    assert not FamilyPair.objects.exists()


def test_condition_is_made_shown_and_retired(admin):
    shown = admin.post("console:preview-condition", **PUMP).content.decode()
    assert "POMPA MENYALA LAGI" in shown
    assert not ConditionKind.objects.exists()
    assert admin.post("console:set-condition-kind", **PUMP).status_code == 204
    assert configuration().kind_of_condition("PUMP_OFF", NIGHT).met == "Pompa mati"
    power = PUMP | {"code": "POWER_OFF", "is_offered": ""}
    assert admin.post("console:set-condition-kind", **power).status_code == 204
    offered = [kind.code for kind in configuration().kinds_of_condition(NIGHT)]
    assert "POWER_OFF" not in offered
    assert "PUMP_OFF" in offered
    page = admin.text("console:settings-conditions")
    assert "Tidak dapat diminta lagi" in page
    assert BASIS in page
    for wrong in ({"code": "pump"}, {"met": " "}, {"confirm_s": "-1"}, {"name": "x" * 81}):
        assert admin.post("console:set-condition-kind", **PUMP | wrong).status_code == 400


def test_closing_form_is_made_shown_and_ended(admin):
    shown = admin.post("console:preview-form", **FORM).content.decode()
    assert "Bisa dilalui" in shown
    assert not ReportForm.objects.exists()
    assert admin.post("console:set-form", **FORM).status_code == 204
    asked = configuration().report_form("TREE_DOWN", "TREE", NIGHT)
    assert [(each.code, each.required, len(each.options)) for each in asked] == [
        ("trees", True, 0), ("way", False, 2),
    ]  # fmt: skip
    assert "Jumlah pohon" in admin.text("console:settings-closing-form", "category", "TREE_DOWN")
    assert "Jumlah pohon" in admin.text("console:settings-closing")
    assert admin.post("console:set-form", **FORM).status_code == 204
    assert ReportForm.objects.count() == 1
    assert admin.post("console:end-form", subject=FORM["subject"]).status_code == 204
    assert configuration().report_form("TREE_DOWN", "TREE", NIGHT) != asked
    assert admin.get("console:settings-closing-form", "king", "TREE").status_code == 404
    assert admin.get("console:settings-closing-form", "category", "NOPE").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "FIRE"},
        {"field_code": ["trees", "trees", ""]},
        {"field_code": ["1 2", "way", ""]},
        {"field_label": ["Penyebab", "Jalan", ""]},
        {"field_label": ["Meninggal", "Jalan", ""]},
        {"field_options": ["DEAD = Meninggal\nOK = Selamat", "", ""]},
        {"field_options": ["ONE = Satu saja", "", ""]},
        {"field_code": ["trees"]},
        {"field_label": ["x" * 81, "Jalan", ""]},
        {"field_label": ["a\x00b", "Jalan", ""]},
    ],
)
def test_form_that_decides_or_cannot_be_asked_is_refused(admin, wrong):
    assert admin.post("console:set-form", **FORM | wrong).status_code in {400, 409}
    assert not ReportForm.objects.exists()


def test_house_forms_pass_their_own_rule():
    for form in rules.DEFAULT_FORMS.values():
        rules.require_form(form)


def test_pages_ask_few_questions(admin):
    for name in (
        "settings-questions", "settings-sameness", "settings-conditions", "settings-closing",
    ):  # fmt: skip
        assert admin.questions(f"console:{name}") <= 8, name


def test_contacts_of_villages_go_out_only_where_ticked(admin, cast):
    plain = admin.post("console:export-package", phones="1")
    assert b'"village_contacts": []' in plain.content
    admin.post("console:export-package", phones="1", contacts="1")
    taken = Entry.objects.filter(kind="policy.package.exported")
    assert [entry.facts["contacts"] for entry in taken] == [False, True]
