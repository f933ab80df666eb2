"""What a package says of questions, pairs, conditions, forms, the service area and the villages."""

import json

import pytest

from kentongan.cli.main import main
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.rules import FormField, KindOfCondition
from kentongan.dispatch.selectors import configuration
from kentongan.geo.cover import Box
from kentongan.incidents import selectors as incidents_read
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Answer, Priority
from kentongan.incidents.types import FactRule, QuestionInput, Sameness
from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import VillageRole
from kentongan.orgs.models import VillageContact
from kentongan.orgs.selectors import list_village_contacts
from kentongan.orgs.types import VillageContactRow
from kentongan.policy import services
from kentongan.policy.errors import NotAPackage, PackageDoesNotFit
from kentongan.regions import services as regions
from tests.cast import KENDAL, PATEBON
from tests.conftest import NIGHT
from tests.incidents.make import make_categories
from tests.policy.test_package import BASIS, empty, package, take

NAME, PHONE = "TANDA-NAMA Warsito", "0811TANDA"
AREA = {"min_lat": -7.3, "min_lon": 109.7, "max_lat": -6.8, "max_lon": 110.5, "legal_basis": BASIS}
CONTACTS = [
    {"region": "33.24.13", "role": "CAMAT", "people": [{"person_name": NAME, "phone": PHONE}]}
]
FORM = {"category": "TREE_DOWN", "fields": [
    {"code": "trees", "label": "Jumlah pohon"},
    {"code": "way", "label": "Jalan", "options": [["OPEN", "Bisa dilalui"], ["SHUT", "Tertutup"]]},
]}  # fmt: skip
KIND = {
    "code": "PUMP_OFF", "name": "Matikan pompa", "met": "Pompa mati",
    "unmet": "POMPA BELUM DINYATAKAN MATI", "released": "POMPA MENYALA", "confirm_s": 120,
}  # fmt: skip


def decide_everything(by):
    """One decision of each section, as an administrator takes them."""
    question = QuestionInput(
        code="BREATHES", text="Apakah bernapas?", text_jv="Napas mboten?", position=1,
        capabilities=("RESCUE",), may_be_unknown=False, legal_basis=BASIS,
    )  # fmt: skip
    raises = FactRule("BREATHES", Priority.P1, answer=Answer.NO)
    incidents.decide_question(by=by, question=question, raises=raises, at=NIGHT)
    pair = {"one": "FIRE", "other": "CRIME", "sameness": Sameness(True, 200, 48)}
    incidents.decide_pair(by=by, legal_basis=BASIS, at=NIGHT, **pair)
    incidents.set_service_area(
        by=by, box=Box(-7.3, 109.7, -6.8, 110.5), legal_basis=BASIS, at=NIGHT
    )
    kind = KindOfCondition("PUMP_OFF", "Matikan pompa", "Pompa mati", "BELUM", "NYALA", 120, False)
    dispatch.set_condition_kind(by=by, kind=kind, legal_basis=BASIS, at=NIGHT)
    fields = [FormField("way", "Jalan", (("OPEN", "Bisa dilalui"), ("SHUT", "Tertutup")))]
    dispatch.set_report_form(by=by, fields=fields, family="TREE", legal_basis=BASIS, at=NIGHT)
    people = [
        VillageContactRow(PATEBON, VillageRole.CAMAT, NAME, PHONE, BASIS, True),
        VillageContactRow(PATEBON, VillageRole.VOLUNTEER, "Sri", "0812"),
        VillageContactRow(PATEBON, VillageRole.VOLUNTEER, "Adi", "0813"),
    ]
    orgs.load_village_contacts(by=by, rows=people, at=NIGHT)


def out(contacts=True):
    return services.export_package(by=SETUP, phones=True, contacts=contacts, at=NIGHT)


@pytest.mark.django_db(transaction=True)
def test_package_comes_out_of_an_empty_node_byte_for_byte():
    empty()
    journal.found_node(name="Kendal", region=KENDAL, at=NIGHT)
    regions.load_regions(by=SETUP, root=KENDAL, at=NIGHT)
    make_categories()
    decide_everything(SETUP)
    raw = out()
    sections = json.loads(raw)
    for name in (
        "questions", "duplicate_pairs", "service_areas", "condition_kinds", "report_forms",
        "village_contacts",
    ):  # fmt: skip
        assert sections[name], name
    empty()
    journal.found_node(name="Kendal", region=KENDAL, at=NIGHT)
    regions.load_regions(by=SETUP, root=KENDAL, at=NIGHT)
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT)
    assert out() == raw
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT) == []


def test_who_answers_for_a_village_is_named_only_where_it_is_asked_for(cast):
    decide_everything(cast.admin)
    for raw in (
        services.export_package(by=cast.admin, phones=True, at=NIGHT),
        services.export_package(by=cast.admin, phones=False, contacts=True, at=NIGHT),
    ):
        assert NAME.encode() not in raw
        assert PHONE.encode() not in raw
        assert json.loads(raw)["village_contacts"] == []
    assert NAME.encode() in out()
    told = [entry.facts for entry in Entry.objects.filter(kind="policy.package.exported")]
    assert [(each["phones"], each["contacts"]) for each in told] == [
        (True, False), (False, False), (True, True),
    ]  # fmt: skip


def test_what_is_left_out_takes_no_contact_away(cast):
    decide_everything(cast.admin)
    take(cast, services.export_package(by=cast.admin, phones=True, at=NIGHT))
    assert VillageContact.objects.filter(valid_until=None).count() == 3


def test_difference_says_how_many_answer_and_never_who(cast):
    take(cast, package(village_contacts=CONTACTS))
    other = [CONTACTS[0] | {"people": [{"person_name": "Orang lain", "phone": "0899"}] * 2}]
    (change,) = services.compare_package(
        by=cast.admin, raw=package(village_contacts=other), at=NIGHT
    )
    assert change.fields == (("people", "1", "2"),)


def test_everything_is_taken_over(cast):
    make_categories()
    question = {
        "code": "SMOKE_INSIDE",
        "text": "Ada asap?",
        "position": 3,
        "category": "FIRE_OTHER",
    }
    pair = {"one": "FIRE", "other": "CRIME", "proposes": True, "radius_m": 100, "ended_h": 2}
    sections = {
        "questions": [question], "duplicate_pairs": [pair], "service_areas": [AREA],
        "condition_kinds": [KIND], "report_forms": [FORM], "village_contacts": CONTACTS,
        "priority_rules": [{"fact": "SMOKE_INSIDE", "priority": "P2", "answer": "NO"}],
    }  # fmt: skip
    assert {each.section for each in take(cast, package(**sections))} == set(sections)
    assert incidents_read.get_question("FIRE_OTHER", "SMOKE_INSIDE", NIGHT).text == "Ada asap?"
    assert incidents_read.matrix_at(NIGHT) == {("CRIME", "FIRE"): Sameness(True, 100, 2)}
    assert incidents_read.find_service_area(NIGHT) == Box(-7.3, 109.7, -6.8, 110.5)
    assert configuration().kind_of_condition("PUMP_OFF", NIGHT).confirm_s == 120
    assert [each.code for each in configuration().report_form("TREE_DOWN", "TREE", NIGHT)] == [
        "trees", "way",
    ]  # fmt: skip
    assert [each.person_name for each in list_village_contacts(PATEBON, NIGHT)] == [NAME]
    written = Entry.objects.count()
    assert take(cast, package(**sections)) == []
    assert Entry.objects.count() == written


@pytest.mark.parametrize(
    ("sections", "where"),
    [
        ({"questions": [{"code": "A_B", "text": "?", "position": 1, "category": "NOPE"}]}, "NOPE"),
        ({"service_areas": [AREA | {"min_lat": 1.0}]}, "service_areas[0]"),
        ({"duplicate_pairs": [{"one": "FIRE", "other": "UFO", "proposes": True}]}, "other: UFO"),
        ({"duplicate_pairs": [{"one": "FIRE", "other": "FIRE", "proposes": False}]}, "proposes"),
        ({"report_forms": [FORM | {"family": "TREE"}]}, "report_forms[0].category"),
        ({"report_forms": [{"family": "UFO", "fields": []}]}, "report_forms[0].family: UFO"),
        (
            {"report_forms": [{"family": "FIRE", "fields": [{"code": "x1", "label": "Penyebab"}]}]},
            "report_forms[0].fields: Penyebab",
        ),
        ({"village_contacts": [CONTACTS[0] | {"region": "99.99.01"}]}, "region: 99.99.01"),
    ],
)
def test_what_does_not_fit_changes_nothing(cast, sections, where):
    make_categories()
    with pytest.raises(PackageDoesNotFit) as refused:
        take(cast, package(**sections))
    assert where in str(refused.value)


@pytest.mark.parametrize(
    "sections",
    [
        {"questions": [{"code": "a b", "text": "?", "position": 1}]},
        {"questions": [{"code": "A_B", "text": "?", "position": 1, "capabilities": ["FLY"]}]},
        {"priority_rules": [{"fact": "TRAPPED", "priority": "P1", "answer": "UNKNOWN"}]},
        {"duplicate_pairs": [{"one": "FIRE", "other": "TREE", "proposes": True, "radius_m": 9999}]},
        {"duplicate_pairs": [{"one": a, "other": b, "proposes": True}
                             for a, b in (("FIRE", "CRIME"), ("CRIME", "FIRE"))]},
        {"service_areas": [AREA, AREA]},
        {"condition_kinds": [KIND | {"met": ""}]},
        {"village_contacts": [CONTACTS[0] | {"people": []}]},
        {"village_contacts": [CONTACTS[0] | {"role": "KING"}]},
    ],
)  # fmt: skip
def test_what_is_no_row_is_refused(cast, sections):
    with pytest.raises(NotAPackage):
        take(cast, package(**sections))


def test_command_names_villagers_only_when_told_to(cast, tmp_path):
    decide_everything(cast.admin)
    file = tmp_path / "paket.json"
    assert main(["settings", "export", str(file)]) == 0
    assert NAME not in file.read_text()
    assert main(["settings", "export", str(file), "--with-contacts"]) == 0
    assert NAME in file.read_text()
    with pytest.raises(SystemExit):
        main(["settings", "export", str(file), "--with-contacts", "--without-phones"])
