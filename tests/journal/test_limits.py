"""Thresholds and deadlines as dated rows: what holds, what is to follow, who may say so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.calls.limits import SHORT_WAIT
from kentongan.dispatch.limits import ROUND
from kentongan.fleet.limits import POSITION_FRESH
from kentongan.journal import limits
from kentongan.journal.errors import LimitBasisMissing, LimitOutOfBounds
from kentongan.journal.models import DatedLimit, Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.orgs import services
from tests.conftest import NIGHT

BASIS = "SOP 112/7/2026"
SECOND = timedelta(seconds=1)
LATER = NIGHT + timedelta(days=3)


def decide(by, code=ROUND.code, value=240, legal_basis=BASIS, **when):
    return services.set_limit(by=by, code=code, value=value, legal_basis=legal_basis, **when)


def test_node_that_is_founded_has_a_row_of_each_that_says_whose_practice_it_is(cast):
    rows = {row.code: row for row in limits.list_rows()}
    assert set(rows) == {each.code for each in limits.all_limits()}
    row = rows[ROUND.code]
    assert (row.value, row.changed_by) == (ROUND.starting, SETUP.id)
    assert "praktik" in row.legal_basis
    assert "belum ditetapkan daerah" in row.legal_basis


def test_every_starting_value_is_within_its_own_bounds():
    assert all(each.starting in each.allowed for each in limits.all_limits())


def test_what_is_decided_holds_from_then_on_and_what_was_stays_to_be_read(cast):
    row = decide(cast.admin, at=NIGHT)
    assert ROUND.at(NIGHT - SECOND) == 300
    assert ROUND.lasts(NIGHT) == timedelta(seconds=240)
    assert POSITION_FRESH.at(NIGHT) == 120
    entry = Entry.objects.latest("seq")
    assert (entry.kind, entry.subject_id) == ("journal.limit.set", row.id)


def test_what_is_planned_comes_in_its_time_and_gives_way_to_a_new_decision(cast):
    decide(cast.admin, at=NIGHT, valid_from=LATER)
    assert (ROUND.at(LATER - SECOND), ROUND.at(LATER)) == (300, 240)
    decide(cast.admin, value=180, at=NIGHT + SECOND)
    assert (ROUND.at(NIGHT), ROUND.at(NIGHT + SECOND), ROUND.at(LATER)) == (300, 180, 180)


def test_where_every_row_has_ended_a_new_nodes_holds(cast):
    DatedLimit.objects.filter(code=SHORT_WAIT.code).update(valid_until=NIGHT)
    assert (SHORT_WAIT.at(NIGHT - SECOND), SHORT_WAIT.at(NIGHT)) == (5, 5)


@pytest.mark.parametrize("value", [-1, 0, 59, 1801, 10**9])
def test_number_out_of_bounds_is_refused_in_its_unit(cast, value):
    with pytest.raises(LimitOutOfBounds) as refused:
        decide(cast.admin, value=value, at=NIGHT)
    assert (refused.value.facts["least"], refused.value.facts["most"]) == ("1", "30")
    assert ROUND.at(NIGHT) == 300


@pytest.mark.parametrize("basis", ["", "  \n"])
def test_decision_without_its_basis_is_refused(cast, basis):
    with pytest.raises(LimitBasisMissing):
        decide(cast.admin, legal_basis=basis, at=NIGHT)


def test_unknown_code_past_moment_and_others_are_refused(cast):
    with pytest.raises(NotFound):
        decide(cast.admin, code="dispatch.mercy_s", at=NIGHT)
    with pytest.raises(Unreadable):
        decide(cast.admin, at=NIGHT, valid_from=NIGHT - SECOND)
    for who in (cast.supervisor, cast.fire_officer, cast.operator):
        with pytest.raises(NotAllowed):
            decide(who, at=NIGHT)


def test_database_keeps_one_last_row_with_a_basis(cast):
    row = DatedLimit.objects.get(code=ROUND.code)
    again = {"code": row.code, "value": 1, "valid_from": NIGHT, "changed_by": SETUP.id}
    with pytest.raises(IntegrityError), transaction.atomic():
        DatedLimit.objects.create(**again, legal_basis=BASIS)
    with pytest.raises(IntegrityError, match="legal_basis"), transaction.atomic():
        DatedLimit.objects.filter(id=row.id).update(legal_basis="")
