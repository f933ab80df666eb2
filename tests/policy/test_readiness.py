"""Yang masih kurang sebelum bertugas: each need is named while it lacks, and no longer."""

from kentongan.dispatch import services as dispatch
from kentongan.incidents.enums import Family, PartyRole
from kentongan.incidents.models import Category
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.policy.enums import Need
from kentongan.policy.selectors import is_ready_for_duty, list_needs
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER
from tests.fleet.make import make_unit
from tests.incidents.make import make_categories


def lacking(need):
    return next(each.lacking for each in list_needs(NIGHT) if each.need == need)


def route_everything(cast, org="fire"):
    for family in Family.values:
        dispatch.add_routing_rule(
            by=SETUP, org_id=cast.org_id(org), region=KENDAL, role=PartyRole.LEAD, family=family,
            at=EARLIER,
        )  # fmt: skip


def test_families_without_a_lead_are_named_until_they_have_one(cast):
    make_categories()
    assert "Kebakaran" in lacking(Need.ROUTING)
    route_everything(cast)
    assert lacking(Need.ROUTING) == ()


def test_category_without_categories_is_the_first_thing_that_lacks(cast):
    Category.objects.all().delete()
    assert lacking(Need.CATEGORIES) == ("—",)
    make_categories()
    assert lacking(Need.CATEGORIES) == ()


def test_lead_needs_post_and_unit(cast):
    route_everything(cast, org="disaster")
    assert lacking(Need.POSTS) == ("BPBD",)
    assert lacking(Need.UNITS) == ("BPBD",)
    route_everything(cast)
    make_unit(cast)
    assert "Pemadam Kebakaran" not in lacking(Need.UNITS)


def test_agency_of_the_telephone_needs_no_officer(cast):
    assert "BPBD" in lacking(Need.OFFICERS)
    dispatch.set_agency_mode(by=SETUP, org_id=cast.org_id("disaster"), mode="TELEPHONE", at=EARLIER)
    assert "BPBD" not in lacking(Need.OFFICERS)


def test_kecamatan_that_no_post_answers_for_is_named(cast):
    assert lacking(Need.COVERAGE) == ()
    for post in cast.posts.values():
        orgs.set_coverage(by=SETUP, post_id=post.id, ranks={"332415": 1}, at=NIGHT)
    assert lacking(Need.COVERAGE) == ("Patebon",)


def test_what_is_only_urged_does_not_hold_up_duty(cast):
    needs = list_needs(NIGHT)
    assert not is_ready_for_duty(needs)
    urged = [each for each in needs if each.need == Need.SECOND_ADMIN]
    assert is_ready_for_duty(urged)
    assert not urged[0].is_met
