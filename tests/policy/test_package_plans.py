"""What a package says of response plans: the same bytes out of the node it was put into."""

import json

import pytest

from kentongan.dispatch.models import ResponsePlan
from kentongan.dispatch.selectors import levels_of
from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.policy import services
from kentongan.policy.errors import NotAPackage, PackageDoesNotFit
from kentongan.regions import services as regions
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.plans import make_plan, units
from tests.incidents.make import make_categories
from tests.policy.test_package import BASIS, agency, empty, package, take

NEIGHBOUR = agency(code="112-batang", kind="NEIGHBOUR", region="33.25")
FIRST = {"units": [{"capability": "FIRE", "count": 2}], "notify": ["dlh"]}
PLAN = {
    "family": "FIRE", "priority": "P1", "region": "33.24", "hours_from": "22:00",
    "hours_until": "06:00", "levels": [FIRST, {}, {"aid": ["112-batang"]}], "legal_basis": BASIS,
}  # fmt: skip
SECTIONS = {"organisations": [agency(), NEIGHBOUR], "response_plans": [PLAN]}


def out():
    return services.export_package(by=SETUP, phones=True, at=NIGHT)


def found_empty_node():
    empty()
    journal.found_node(name="Kendal", region=KENDAL, at=NIGHT)
    regions.load_regions(by=SETUP, root=KENDAL, at=NIGHT)
    make_categories()


@pytest.mark.django_db(transaction=True)
def test_plans_come_out_of_an_empty_node_byte_for_byte():
    found_empty_node()
    assert services.import_package(by=SETUP, raw=package(**SECTIONS), at=NIGHT)
    raw = out()
    assert json.loads(raw)["response_plans"][0]["levels"][0]["notify"] == ["dlh"]
    found_empty_node()
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT)
    assert out() == raw
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT) == []


def test_another_version_is_taken_over_and_the_older_one_stays(cast):
    make_categories()
    take(cast, package(**SECTIONS))
    written = Entry.objects.count()
    assert take(cast, package(**SECTIONS)) == []
    assert Entry.objects.count() == written
    more = PLAN | {"levels": [{"units": [{"capability": "FIRE", "count": 3}]}, {}, {}]}
    (change,) = take(cast, package(response_plans=[more]))
    assert [name for name, *_ in change.fields] == ["levels"]
    old, new = ResponsePlan.objects.order_by("id")
    assert (old.valid_until, new.valid_until) == (NIGHT, None)
    assert levels_of(new)[0] == units(("FIRE", 3))


def test_what_has_ended_is_in_no_package(cast):
    make_plan(units(("FIRE", 1)))
    make_plan(units(("FIRE", 2)), at=NIGHT)
    (row,) = json.loads(out())["response_plans"]
    assert row["levels"][0]["units"] == [{"capability": "FIRE", "count": 2}]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"region": "99.99"}, "response_plans[0].region: 99.99"),
        ({"family": "UFO"}, "response_plans[0].family: UFO"),
        ({"family": "", "category": "NOPE"}, "response_plans[0].category: NOPE"),
        ({"category": "FIRE_OTHER"}, "response_plans[0]"),
        ({"hours_until": ""}, "response_plans[0]"),
        ({"levels": [{"notify": ["nobody"]}, {}, {}]}, "levels: nobody"),
        ({"levels": [{"aid": ["dlh"]}, {}, {}]}, "levels.aid: dlh"),
        ({"levels": [{}, {}, {}]}, "response_plans[0]"),
    ],
)
def test_plan_that_does_not_fit_changes_nothing(cast, wrong, where):
    make_categories()
    with pytest.raises(PackageDoesNotFit) as refused:
        take(cast, package(**SECTIONS | {"response_plans": [PLAN | wrong]}))
    assert where in str(refused.value)
    assert not ResponsePlan.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"levels": [{}]},
        {"priority": "P9"},
        {"hours_from": "25:00"},
        {"levels": [{"units": [{"capability": "FLY", "count": 1}]}, {}, {}]},
        {"levels": [{"units": [{"capability": "FIRE", "count": 0}]}, {}, {}]},
    ],
)
def test_what_is_no_plan_is_refused(cast, wrong):
    with pytest.raises(NotAPackage):
        take(cast, package(response_plans=[PLAN | wrong]))


def test_same_plan_twice_is_refused(cast):
    with pytest.raises(NotAPackage):
        take(cast, package(response_plans=[PLAN, PLAN]))
