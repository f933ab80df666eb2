"""Giving roles and ending them: how far an administrator's hand reaches, and the last one."""

from datetime import timedelta

import pytest

from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP, Actor
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.kernel.ids import new_id
from kentongan.orgs import errors, services
from kentongan.orgs.enums import Role
from kentongan.orgs.models import RoleGrant
from kentongan.regions import services as regions
from tests.cast import KENDAL, KOTA_KENDAL, PATEBON, VILLAGE
from tests.conftest import NIGHT
from tests.orgs.make import make_part_admin, make_person

LATER = NIGHT + timedelta(days=1)


def grant(cast, by, *, role=Role.VILLAGE, org_id=None, region=VILLAGE, at=NIGHT, **more):
    return services.grant_role(
        by=by, user_id=cast.people["camat"].id, org_id=org_id or cast.org_id("government"),
        role=role, region=region, at=at, **more,
    )  # fmt: skip


def changes():
    rows = Entry.objects.filter(kind="orgs.rights.changed").order_by("seq")
    return [entry.facts["change"] for entry in rows]


def test_role_is_given_and_ended(cast, night):
    before = changes()
    row = grant(cast, cast.admin)
    assert (row.valid_from, row.valid_until) == (NIGHT, None)
    ended = services.end_grant(by=cast.admin, grant_id=row.id, at=LATER)
    assert ended.valid_until == LATER
    assert changes() == [*before, "GRANTED", "ENDED"]


def test_role_that_is_held_is_not_given_twice(cast, night):
    grant(cast, cast.admin)
    with pytest.raises(errors.GrantOverlaps):
        grant(cast, cast.admin)


def test_role_that_has_ended_stays_as_it_ended(cast, night):
    row = grant(cast, cast.admin)
    services.end_grant(by=cast.admin, grant_id=row.id, at=NIGHT + timedelta(hours=1))
    before = changes()
    again = services.end_grant(by=cast.admin, grant_id=row.id, at=LATER)
    assert again.valid_until == NIGHT + timedelta(hours=1)
    assert changes() == before


@pytest.mark.parametrize("until", [NIGHT, NIGHT - timedelta(days=1)])
def test_role_that_ends_before_it_begins_is_refused(cast, night, until):
    with pytest.raises(errors.EndsBeforeItBegins):
        grant(cast, cast.admin, valid_until=until)


def test_role_is_for_one_area_of_one_kind(cast, night):
    with pytest.raises(Unreadable):
        grant(cast, cast.admin, region="")
    with pytest.raises(Unreadable):
        grant(cast, cast.admin, area_set_id=new_id())


@pytest.mark.parametrize("missing", ["user_id", "org_id"])
def test_unknown_person_or_organisation_is_refused(cast, night, missing):
    known = {"user_id": cast.people["camat"].id, "org_id": cast.org_id("government")}
    with pytest.raises(NotFound):
        services.grant_role(
            by=cast.admin, **known | {missing: new_id()}, role=Role.CAMAT, region=KENDAL, at=NIGHT
        )


@pytest.mark.parametrize("name", ["operator", "supervisor", "outsider", "leader"])
def test_others_neither_give_nor_end(cast, night, name):
    held = cast.people["camat"].grants.get()
    with pytest.raises(NotAllowed):
        grant(cast, cast.actor(name))
    with pytest.raises(NotAllowed):
        services.end_grant(by=cast.actor(name), grant_id=held.id, at=NIGHT)
    held.refresh_from_db()
    assert held.valid_until is None


# an administrator of a part


def test_administrator_of_a_part_gives_and_ends_within_it(cast, night):
    part = make_part_admin(cast, KOTA_KENDAL)
    row = grant(cast, part, org_id=part.org_id)
    services.end_grant(by=part, grant_id=row.id, at=LATER)


@pytest.mark.parametrize(("org", "region"), [("own", PATEBON), ("own", KENDAL), ("fire", VILLAGE)])
def test_administrator_of_a_part_gives_nothing_beyond_it(cast, night, org, region):
    """Nor a role at an agency of the whole regency: its tasks would come with it."""
    part = make_part_admin(cast, KOTA_KENDAL)
    org_id = part.org_id if org == "own" else cast.org_id(org)
    with pytest.raises(NotAllowed):
        grant(cast, part, role=Role.OFFICER, org_id=org_id, region=region)


def test_area_set_is_given_by_who_looks_after_all_of_it(cast, night):
    part = make_part_admin(cast, KOTA_KENDAL)
    both = regions.make_area_set(by=SETUP, name="Dua", codes=[KOTA_KENDAL, PATEBON], at=NIGHT)
    with pytest.raises(NotAllowed):
        grant(cast, part, org_id=part.org_id, region="", area_set_id=both.id)
    assert grant(cast, cast.admin, region="", area_set_id=both.id)


def test_administrator_of_the_node_ends_a_neighbours_role_too(cast, night):
    held = cast.people["outsider"].grants.get()
    services.end_grant(by=cast.admin, grant_id=held.id, at=NIGHT)
    held.refresh_from_db()
    assert held.valid_until == NIGHT


# the last one


def test_last_administrator_stays(cast, night):
    held = cast.people["admin"].grants.get()
    make_part_admin(cast, KOTA_KENDAL)
    with pytest.raises(errors.LastAdministrator):
        services.end_grant(by=cast.admin, grant_id=held.id, at=NIGHT)
    held.refresh_from_db()
    assert held.valid_until is None


def test_one_who_goes_by_a_date_is_no_other_administrator(cast, night):
    held = cast.people["admin"].grants.get()
    guest = make_person(cast, "for-a-week")
    services.grant_role(
        by=SETUP, user_id=guest.id, org_id=cast.org_id("centre"), role=Role.ADMIN, region=KENDAL,
        valid_until=NIGHT + timedelta(days=7), at=NIGHT,
    )  # fmt: skip
    with pytest.raises(errors.LastAdministrator):
        services.end_grant(by=cast.admin, grant_id=held.id, at=NIGHT)


def test_one_of_two_administrators_may_go(cast, night):
    second = make_person(cast, "second-admin", Role.ADMIN)
    held = cast.people["admin"].grants.get()
    services.end_grant(by=Actor(id=second.id), grant_id=held.id, at=NIGHT)
    with pytest.raises(errors.LastAdministrator):
        services.end_grant(by=Actor(id=second.id), grant_id=second.grants.get().id, at=NIGHT)
    assert RoleGrant.objects.filter(role=Role.ADMIN, valid_until=None).count() == 1


def test_administrator_of_a_part_may_always_go(cast, night):
    part = make_part_admin(cast, KOTA_KENDAL)
    held = RoleGrant.objects.get(user_id=part.id)
    assert services.end_grant(by=cast.admin, grant_id=held.id, at=NIGHT).valid_until == NIGHT
