"""The settings package: a regency's decisions out of one node, into an empty one, and the same."""

import json

import pytest
from django.core.management import call_command

from kentongan.calls.selectors import desk_times
from kentongan.cli.demo.founding import found_regency
from kentongan.cli.demo.kept import new_secrets
from kentongan.cli.main import main
from kentongan.cli.reference import install_reference
from kentongan.dispatch.limits import ROUND
from kentongan.dispatch.models import RoutingRule
from kentongan.dispatch.selectors import configuration
from kentongan.incidents.models import Category
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal import watchers
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.models import Organisation
from kentongan.orgs.selectors import cover_needs, get_org_by_code
from kentongan.policy import services
from kentongan.policy.errors import NotAPackage, PackageDoesNotFit
from kentongan.policy.rules import read_package
from kentongan.ratings.selectors import find_terms
from kentongan.regions import services as regions
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.incidents.make import make_categories

BASIS = "SK Bupati 100.3/17/2026"
HOSTILE = "<b>﷽</b> ' \" ; DROP TABLE"


def package(**sections):
    said = {"format": "kentongan-settings", "version": 1, "region": "33.24"} | sections
    return json.dumps(said, ensure_ascii=False).encode()


def agency(**fields):
    said = {"code": "dlh", "name": "DLH", "short_name": "DLH", "kind": "AGENCY", "region": "33.24"}
    return said | fields


FULL = {
    "categories": [
        {"code": "BOAT", "name": HOSTILE, "name_en": "Boat", "family": "RESCUE", "priority": "P1"}
    ],
    "organisations": [agency()],
    "posts": [
        {"org": "dlh", "name": "Pangkalan", "kind": "STATION", "region": "33.24.15",
         "covers": [{"region": "33.24.15", "rank": 1}]}
    ],
    "units": [
        {"org": "dlh", "post": "Pangkalan", "call_sign": "DLH 1", "kind": "TEAM",
         "capabilities": ["TREE"]}
    ],
    "modes": [{"org": "dlh", "mode": "DIRECT", "legal_basis": BASIS}],
    "tasks": [
        {"org": "dlh", "category": "BOAT", "region": "33.24", "role": "LEAD"},
        {"org": "dlh", "fact": "INJURED", "region": "33.24", "role": "SUPPORT"},
    ],
    "escalations": [{"org": "dlh", "steps": [{"title": "Piket", "phone": "0811", "after_s": 30}]}],
    "desk_times": [
        {"help_answers_s": 45, "neighbour_answers_s": 90, "silence_listened_s": 15,
         "callback_within_s": 600, "legal_basis": BASIS}
    ],
    "limits": [{"code": "dispatch.round_s", "value": 240, "legal_basis": BASIS}],
    "duty_times": [{"code": "COVER_AHEAD", "seconds": [7200, 0], "legal_basis": BASIS}],
    "rating_terms": [
        {"opens_at": "09:00", "closes_at": "19:00", "delay_min": 15, "link_lasts_h": 48,
         "change_within_min": 30, "again_after_days": 14, "low_upto": 2, "answer_within_h": 24,
         "after_hospital": False, "medium": "CHAT", "address": "https://112.example.go.id",
         "legal_basis": BASIS}
    ],
    "watches": [
        {"org": "dlh", "kind": "OFFICER", "post": "Pangkalan", "least": 2, "legal_basis": BASIS},
        {"org": "dlh", "kind": "CREW", "least": 0, "legal_basis": BASIS},
    ],
}  # fmt: skip


def take(cast, raw):
    return services.import_package(by=cast.admin, raw=raw, at=NIGHT)


def test_package_is_taken_over_as_one_act_and_once(cast):
    changes = take(cast, package(**FULL))
    assert {change.section for change in changes} == set(FULL)
    # a founded node has its limits: they are changed, all else is new
    assert [change.section for change in changes if not change.is_new] == ["limits"]
    assert Category.objects.get(code="BOAT").name == HOSTILE
    dlh = get_org_by_code("dlh")
    (route,) = configuration().routes(category="BOAT", family="RESCUE", region=KENDAL, at=NIGHT)
    assert (route.org_id, configuration().mode_of(dlh.id, NIGHT)) == (dlh.id, "DIRECT")
    assert RoutingRule.objects.get(fact="INJURED").changed_by == cast.admin.id
    (need,) = cover_needs([dlh], NIGHT)
    assert (need.kind, need.post.name, need.least) == ("OFFICER", "Pangkalan", 2)
    assert desk_times(NIGHT).help_answers_s == 45
    assert ROUND.at(NIGHT) == 240
    assert find_terms(NIGHT).again_after_days == 14
    written = Entry.objects.count()
    assert take(cast, package(**FULL)) == []
    assert Entry.objects.count() == written


def test_difference_is_shown_first_and_writes_nothing(cast):
    take(cast, package(**FULL))
    written = Entry.objects.count()
    other = package(
        organisations=[agency(phone="0294 9")], modes=[{"org": "dlh", "mode": "TICKET"}]
    )
    changes = services.compare_package(by=cast.admin, raw=other, at=NIGHT)
    assert [(change.section, change.fields) for change in changes] == [
        ("organisations", (("phone", "", "0294 9"),)),
        ("modes", (("mode", "DIRECT", "TICKET"), ("legal_basis", BASIS, ""))),
    ]
    assert Entry.objects.count() == written
    assert get_org_by_code("dlh").phone == ""


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b'{\n\n"format": ,}', "line 3"),
        (b"[]", "object"),
        (b"\xff\xfe", ""),
        (package(version=2), "version"),
        (package(modes=[{"org": "dlh", "mode": "SHOUT"}]), "$.modes[0].mode"),
        (package(promises=[{"priority": "P1"}]), "$.promises[0]"),
        (package(organisations=[agency(code="D L H")]), "$.organisations[0].code"),
        (package(organisations=[agency(), agency()]), "$.organisations[1]"),
        (package(kings=[]), "kings"),
        (package(desk_times=FULL["desk_times"] * 2), "$.desk_times[1]"),
        (package(organisations=[agency(name="a\x00b")]), "NUL"),
    ],
)
def test_file_that_is_no_package_is_refused_with_its_place(cast, raw, where):
    with pytest.raises(NotAPackage) as refused:
        take(cast, raw)
    assert where in str(refused.value)


@pytest.mark.parametrize(
    ("sections", "where"),
    [
        ({"modes": [{"org": "nobody", "mode": "TICKET"}]}, "modes[0].org: nobody"),
        ({"modes": [{"org": "damkar", "mode": "DIRECT"}]}, "modes[0].legal_basis"),
        (FULL | {"tasks": [FULL["tasks"][0] | {"region": "99.99"}]}, "tasks[0].region: 99.99"),
        (FULL | {"tasks": [FULL["tasks"][0] | {"category": "NOPE"}]}, "tasks[0].category: NOPE"),
        (FULL | {"tasks": [FULL["tasks"][0] | {"fact": "NOPE"}]}, "tasks[0].fact: NOPE"),
        (FULL | {"tasks": [FULL["tasks"][0] | {"fact": "INJURED"}]}, "tasks[0].role: LEAD"),
        (FULL | {"tasks": [FULL["tasks"][0] | {"category": ""}]}, "tasks[0].category: —"),
        (FULL | {"units": [FULL["units"][0] | {"post": "Bulan"}]}, "units[0].post: Bulan"),
        (FULL | {"watches": [FULL["watches"][0] | {"post": "Bulan"}]}, "watches[0].post: Bulan"),
        (
            {"duty_times": [{"code": "STAY_ON", "seconds": [900], "legal_basis": " "}]},
            "duty_times[0].legal_basis",
        ),
        (
            {"limits": [{"code": "dispatch.round_s", "value": 5, "legal_basis": BASIS}]},
            "limits[0].value: 5",
        ),
        (
            {"limits": [{"code": "dispatch.mercy_s", "value": 5, "legal_basis": BASIS}]},
            "limits[0].code: dispatch.mercy_s",
        ),
        ({"retention": [{"retention": "call", "days": 1, "legal_basis": BASIS}]}, "retention[0]"),
    ],
)
def test_package_that_does_not_fit_changes_nothing(cast, sections, where):
    before = Organisation.objects.count()
    with pytest.raises(PackageDoesNotFit) as refused:
        take(cast, package(**sections))
    assert where in str(refused.value)
    assert Organisation.objects.count() == before


def test_package_without_phones_names_none(cast):
    take(cast, package(**FULL))
    raw = services.export_package(by=cast.admin, phones=False, at=NIGHT)
    assert b"0811" not in raw
    assert b"0811" in services.export_package(by=cast.admin, phones=True, at=NIGHT)
    assert Entry.objects.filter(kind="policy.package.exported").count() == 2


def test_packages_are_for_who_configures_the_whole_node(cast):
    for act in (services.import_package, services.compare_package):
        with pytest.raises(NotAllowed):
            act(by=cast.supervisor, raw=package(), at=NIGHT)
    with pytest.raises(NotAllowed):
        services.export_package(by=cast.supervisor, phones=True, at=NIGHT)


def test_command_exports_and_imports(cast, tmp_path, capsys):
    make_categories()
    file = tmp_path / "paket.json"
    assert main(["settings", "export", str(file)]) == 0
    assert read_package(file.read_bytes()).categories
    file.write_bytes(package(organisations=[agency()]))
    assert main(["settings", "import", str(file)]) == 0
    assert "+ organisations: dlh" in capsys.readouterr().out
    assert not Organisation.objects.filter(code="dlh").exists()
    assert main(["settings", "import", str(file), "--yes"]) == 0
    assert Organisation.objects.filter(code="dlh").exists()
    file.write_bytes(b"{")
    assert main(["settings", "import", str(file)]) == 2
    assert "POLICY" not in capsys.readouterr().out


def empty() -> None:
    call_command("flush", verbosity=0, interactive=False)
    journal_selectors.forget_node()
    watchers.drop_everything()


def taken_out() -> bytes:
    return services.export_package(by=SETUP, phones=True, contacts=True, at=NIGHT)


def asked_for_a_fire() -> list[str]:
    found = configuration().routes(
        category="FIRE_STRUCTURE", family="FIRE", region=KENDAL, at=NIGHT
    )
    return [Organisation.objects.get(id=route.org_id).code for route in found]


@pytest.mark.django_db(transaction=True)
def test_kendal_comes_whole_into_an_empty_node(tmp_path):
    empty()
    found_regency(at=NIGHT, kept=new_secrets(), data=tmp_path)
    raw, before = taken_out(), asked_for_a_fire()
    empty()
    journal.found_node(name="Kendal", region=KENDAL, at=NIGHT)
    regions.load_regions(by=SETUP, root=KENDAL, at=NIGHT)
    install_reference(by=SETUP, at=NIGHT)
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT)
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT) == []
    assert taken_out().splitlines() == raw.splitlines()
    assert asked_for_a_fire() == before
