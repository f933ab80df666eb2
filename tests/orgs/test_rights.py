"""Who may do what: deny by default, subtree or own tasks, second factor, break-glass."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kentongan.kernel.actors import GUEST, SETUP, Actor
from kentongan.kernel.errors import NotAllowed
from kentongan.kernel.ids import new_id
from kentongan.orgs import errors, selectors, services
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights as snapshots
from tests.cast import BATANG, KENDAL, KOTA_KENDAL, PASSWORD, VILLAGE
from tests.conftest import NIGHT
from tests.orgs.make import break_one


def test_stranger_may_do_nothing(cast):
    rights = selectors.rights_of(Actor(id=new_id()))
    assert not any(rights.has_anywhere(right) for right in Right)


def test_guest_account_may_do_nothing_and_setup_everything(cast):
    assert not selectors.rights_of(GUEST).has_anywhere(Right.SEE_INCIDENTS)
    assert selectors.rights_of(SETUP).has(Right.CONFIGURE, region=KENDAL)


def test_rights_read_before_a_role_ended_are_not_kept_after_it(cast, monkeypatch):
    """Another thread ends the role between reading the rows and keeping the rights."""
    read = snapshots._of_user

    def ended_meanwhile(actor, at):
        rights = read(actor, at)
        selectors.forget_rights(actor.id)
        return rights

    monkeypatch.setattr(snapshots, "_of_user", ended_meanwhile)
    selectors.forget_rights()
    selectors.rights_of(cast.operator)
    assert (cast.operator.id, True) not in snapshots._kept


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("operator", VILLAGE, True),
        ("operator", BATANG, False),
        ("camat", VILLAGE, True),
        ("camat", "3324132001", False),
        ("village_head", VILLAGE, True),
        ("village_head", KOTA_KENDAL, False),
        ("leader", VILLAGE, False),
        ("outsider", VILLAGE, False),
    ],
)
def test_seeing_incidents_follows_the_subtree(cast, name, region, expected):
    rights = selectors.rights_of(cast.actor(name))
    assert rights.has(Right.SEE_INCIDENTS, region=region) is expected


def test_officer_sees_own_tasks_only(cast):
    rights = selectors.rights_of(cast.fire_officer)
    assert not rights.has(Right.SEE_TICKETS, region=KENDAL)
    assert rights.has(Right.SEE_TICKETS, region=KENDAL, org_ids=(cast.org_id("fire"),))
    assert not rights.has(Right.SEE_TICKETS, org_ids=(cast.org_id("medical"),))


def test_roles_that_need_a_second_factor_sleep_without_it(cast):
    weak = replace(cast.supervisor, second_factor=False)
    assert not selectors.rights_of(weak).has(Right.SEE_BOARD, region=KENDAL)
    assert selectors.rights_of(cast.supervisor).has(Right.SEE_BOARD, region=KENDAL)


def test_ended_grant_gives_nothing(cast, night):
    grant = cast.people["operator"].grants.get()
    assert selectors.rights_of(cast.operator).has(Right.TAKE_CALLS, region=KENDAL)
    services.end_grant(by=cast.admin, grant_id=grant.id, at=NIGHT)
    assert not selectors.rights_of(cast.operator).has(Right.TAKE_CALLS, region=KENDAL)


def test_operator_may_not_give_roles(cast):
    grant = cast.people["second_operator"].grants.get()
    with pytest.raises(NotAllowed):
        services.end_grant(by=cast.operator, grant_id=grant.id, at=NIGHT)


def test_break_glass_gives_a_supervisors_rights_for_an_hour(cast, night):
    operator = replace(cast.operator, second_factor=False)
    services.break_glass(by=operator, reason="Pengawas pingsan", password=PASSWORD, at=NIGHT)
    assert selectors.rights_of(operator).has(Right.SEE_BOARD, region=KENDAL)
    night.at = NIGHT + timedelta(hours=1, seconds=1)
    assert not selectors.rights_of(operator).has(Right.SEE_BOARD, region=KENDAL)


def test_break_glass_needs_a_reason(cast):
    with pytest.raises(errors.ReasonNeeded):
        services.break_glass(by=cast.operator, reason="  ", password=PASSWORD, at=NIGHT)


def test_break_glass_is_reviewed_by_somebody_else(cast, night):
    broken = break_one(cast, "supervisor")
    with pytest.raises(errors.OwnReview):
        services.review_break_glass(
            by=cast.supervisor, break_glass_id=broken.id, note="wajar", at=NIGHT
        )
    services.review_break_glass(by=cast.auditor, break_glass_id=broken.id, note="wajar", at=NIGHT)
    assert selectors.open_break_glasses() == []
