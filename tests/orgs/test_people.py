"""Whom an administrator looks after, and what may be done for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kentongan.accounts import errors as accounts_errors
from kentongan.accounts import selectors as accounts
from kentongan.accounts.models import User
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.live.guests import Credential
from kentongan.live.hub import ENDING
from kentongan.live.selectors import find_guest
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.rules import RIGHTS_OF_ROLE
from tests.accounts.make import enter, make_factor
from tests.cast import KOTA_KENDAL, PATEBON, VILLAGE
from tests.conftest import NIGHT
from tests.orgs.make import make_part_admin, make_person

REASON = "Ponsel hilang; dikenali di kantor"
OWN = "pagar bambu hijau 7"


def names(by, **how):
    return [each.user.username for each in selectors.list_people(by, NIGHT, limit=100, **how)]


def guest(token):
    return find_guest(Credential(cookies=((accounts.cookie_name(), token),)))


# whom


def test_administrator_of_the_node_looks_after_everybody(cast, night):
    nobody_yet = make_person(cast, "nobody-yet")
    found = names(cast.admin)
    assert found == sorted(found)
    assert {"operator", "outsider", "admin", nobody_yet.username} <= set(found)


def test_administrator_of_a_part_looks_after_those_whose_every_role_lies_in_it(cast, night):
    part = make_part_admin(cast, KOTA_KENDAL)
    org_id = part.org_id
    make_person(cast, "lurah", Role.VILLAGE, org_id=org_id, region=VILLAGE)
    make_person(cast, "elsewhere", Role.VILLAGE, org_id=org_id, region=PATEBON)
    make_person(cast, "of-an-agency", Role.OFFICER, org_id=cast.org_id("fire"), region=KOTA_KENDAL)
    both = make_person(cast, "both", Role.VILLAGE, org_id=org_id, region=VILLAGE)
    services.grant_role(
        by=SETUP, user_id=both.id, org_id=cast.org_id("centre"), role=Role.SUPERVISOR,
        region="3324", at=NIGHT,
    )  # fmt: skip
    make_person(cast, "nobody-yet")
    assert names(part) == [f"admin-{KOTA_KENDAL}", "lurah"]


def test_role_that_has_ended_does_not_count(cast, night):
    part = make_part_admin(cast, KOTA_KENDAL)
    both = make_person(cast, "both", Role.VILLAGE, org_id=part.org_id, region=VILLAGE)
    grant = services.grant_role(
        by=SETUP, user_id=both.id, org_id=cast.org_id("centre"), role=Role.SUPERVISOR,
        region="3324", at=NIGHT - timedelta(days=2),
    )  # fmt: skip
    services.end_grant(by=SETUP, grant_id=grant.id, at=NIGHT - timedelta(days=1))
    assert "both" in names(part)


def test_people_are_found_by_a_part_of_their_name_and_page_by_page(cast, night):
    assert names(cast.admin, said="fire") == ["fire_officer", "second_fire_officer"]
    assert names(cast.admin, said="Fire Off") == ["fire_officer", "second_fire_officer"]
    assert names(cast.admin, said="%") == []
    first = selectors.list_people(cast.admin, NIGHT, limit=3)
    assert len(first) == 4
    following = names(cast.admin, after=first[2].user.username)
    assert following[0] == first[3].user.username


def test_person_comes_with_roles_factor_and_what_holds_them_up(cast, night):
    for _ in range(5):
        with pytest.raises(accounts_errors.WrongCredentials):
            enter("supervisor", "salah")
    found = selectors.get_person(cast.admin, cast.supervisor.id, NIGHT)
    assert [grant.role for grant in found.grants] == [Role.SUPERVISOR]
    assert (found.needs_factor, found.user.has_second_factor, found.wait_s) == (True, False, 61)
    operator = selectors.get_person(cast.admin, cast.operator.id, NIGHT)
    assert (operator.needs_factor, operator.wait_s) == (False, 0)


@pytest.mark.parametrize("name", ["operator", "supervisor", "leader", "auditor", "outsider"])
def test_others_look_after_nobody(cast, night, name):
    with pytest.raises(NotAllowed):
        selectors.list_people(cast.actor(name), NIGHT)


def test_administrator_without_the_second_factor_looks_after_nobody(cast, night):
    with pytest.raises(NotAllowed):
        selectors.list_people(replace(cast.admin, second_factor=False), NIGHT)


# a password, a session, a factor


ACTS = {
    "password": lambda by, user: services.give_one_time_password(by=by, user_id=user.id, at=NIGHT),
    "factor": lambda by, user: services.take_second_factor(
        by=by, user_id=user.id, reason=REASON, at=NIGHT
    ),
    "sessions": lambda by, user: services.end_sessions(by=by, user_id=user.id, at=NIGHT),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["operator", "supervisor", "auditor", "outsider", "fire_officer"])
def test_who_is_no_administrator_does_none_of_it(cast, night, act, name):
    make_factor(cast.people["dispatcher"])
    before = User.objects.get(id=cast.dispatcher.id)
    with pytest.raises(NotAllowed):
        ACTS[act](cast.actor(name), cast.people["dispatcher"])
    after = User.objects.get(id=cast.dispatcher.id)
    assert (after.password, after.totp_secret) == (before.password, before.totp_secret)


@pytest.mark.parametrize("act", ACTS)
def test_administrator_of_a_part_does_none_of_it_to_others(cast, night, act):
    part = make_part_admin(cast, KOTA_KENDAL)
    make_factor(cast.people["admin"])
    with pytest.raises(NotFound):
        ACTS[act](part, cast.people["admin"])


@pytest.mark.parametrize("act", ["password", "factor"])
def test_nobody_does_it_to_themselves(cast, night, act):
    make_factor(cast.people["admin"])
    with pytest.raises(accounts_errors.OwnAccount):
        ACTS[act](cast.admin, cast.people["admin"])


@pytest.mark.parametrize("act", ACTS)
def test_sessions_and_streams_end_with_it(cast, night, act):
    factor = make_factor(cast.people["dispatcher"])
    token = enter("dispatcher", code=factor.codes[0])
    assert guest(token) is not None
    ACTS[act](cast.admin, cast.people["dispatcher"])
    assert guest(token) is None
    ended = Entry.objects.get(kind="accounts.session.ended")
    assert (ENDING[ended.kind], ended.by_id) == ("session-ended", cast.admin.id)


def test_taking_a_factor_is_a_right_of_its_own(cast, night, monkeypatch):
    without = RIGHTS_OF_ROLE[Role.ADMIN] - {Right.TAKE_FACTORS}
    monkeypatch.setitem(RIGHTS_OF_ROLE, Role.ADMIN, without)
    make_factor(cast.people["dispatcher"])
    with pytest.raises(NotAllowed):
        ACTS["factor"](cast.admin, cast.people["dispatcher"])
    assert ACTS["password"](cast.admin, cast.people["dispatcher"])


def test_roles_that_need_the_factor_sleep_until_it_is_put_in_anew(cast, night):
    supervisor = cast.people["supervisor"]
    make_factor(supervisor)
    services.take_second_factor(by=cast.admin, user_id=supervisor.id, reason=REASON, at=NIGHT)
    entered = accounts.find_signed_in(cookie=enter("supervisor"))
    assert entered is not None
    assert selectors.has_sleeping_roles(entered.actor, NIGHT)
    assert not selectors.rights_of(entered.actor).has_anywhere(Right.SEE_CALLS)
    factor = make_factor(supervisor)
    entered = accounts.find_signed_in(cookie=enter("supervisor", code=factor.codes[0]))
    assert entered is not None
    assert not selectors.has_sleeping_roles(entered.actor, NIGHT)
    assert selectors.rights_of(entered.actor).has_anywhere(Right.SEE_CALLS)


def test_operators_have_no_sleeping_roles(cast, night):
    assert not selectors.has_sleeping_roles(replace(cast.operator, second_factor=False), NIGHT)


def test_somebody_new_is_invited_for_the_node_as_a_whole(cast, night):
    user, password = services.invite_person(
        by=cast.admin, username="rina", name="Rina Wahyuni", at=NIGHT
    )
    assert enter("rina", password, new_password=OWN)
    assert "rina" in names(cast.admin)
    part = make_part_admin(cast, KOTA_KENDAL)
    for by in (part, cast.operator, cast.supervisor):
        with pytest.raises(NotAllowed):
            services.invite_person(by=by, username="budi", name="Budi", at=NIGHT)
    assert not User.objects.filter(username="budi").exists()
    assert selectors.get_person(cast.admin, user.id, NIGHT).grants == ()
