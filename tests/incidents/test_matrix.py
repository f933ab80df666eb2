"""Which calls may be one incident: practice's pairs, until the regency decides pair by pair."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.incidents import rules, selectors, services
from kentongan.incidents.enums import Attendance, ClosingCode, Family, Feedback
from kentongan.incidents.errors import OneFamilyIsAlwaysShown
from kentongan.incidents.models import FamilyPair, Incident
from kentongan.incidents.types import Sameness
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, Unreadable
from kentongan.orgs.services import set_limit
from tests.conftest import NIGHT
from tests.incidents.make import FROM, KENDAL_POINT, exact, make_categories, make_incident

BASIS = "SOP 112/2026"
NORTH_M = 111_195


@pytest.fixture(autouse=True)
def categories(cast):
    make_categories()


def decide(cast, one="FIRE", other="CRIME", sameness=None, **more):
    return services.decide_pair(
        by=cast.admin, one=one, other=other, sameness=sameness or Sameness(proposes=True),
        legal_basis=BASIS, **{"at": NIGHT} | more,
    )  # fmt: skip


def candidates(cast, category="CRIME", metres=100, at=NIGHT):
    place = exact(lat=KENDAL_POINT[0] + metres / NORTH_M)
    found = selectors.find_duplicates(
        cast.operator, place=place, region="332415", category=category, at=at
    )
    return [each.incident.id for each in found]


def test_without_decisions_every_pair_is_as_practice_says():
    for one in Family:
        for other in Family:
            said = rules.sameness_of({}, one, other, ended_h=24)
            assert said.proposes == rules.are_compatible(one, other)
            assert (other in rules.families_like({}, one)) == said.proposes
            assert (said.radius_m, said.ended_h) == (0, 24)


def test_pair_that_is_decided_is_proposed_and_reset_takes_it_back(cast):
    fire = make_incident(category="FIRE_OTHER")
    assert candidates(cast) == []
    decide(cast, other="CRIME", one="FIRE")
    assert candidates(cast) == [fire.id]
    assert FamilyPair.objects.get().one == "CRIME"
    assert services.reset_pairs(by=cast.admin, at=NIGHT) == 1
    assert candidates(cast) == []
    assert services.reset_pairs(by=cast.admin, at=NIGHT) == 0
    assert Entry.objects.filter(kind="incidents.family-pair.reset").count() == 1


def test_pair_of_practice_can_be_taken_out(cast):
    hurt = make_incident(category="MEDICAL_INJURY")
    assert candidates(cast, "TRAFFIC_ACCIDENT") == [hurt.id]
    decide(cast, "TRAFFIC", "MEDICAL", Sameness(proposes=False))
    assert candidates(cast, "TRAFFIC_ACCIDENT") == []
    assert candidates(cast, "MEDICAL_OTHER") == [hurt.id]


def test_distance_of_a_pair_stands_before_that_of_the_categories(cast):
    fire = make_incident(category="FIRE_OTHER")
    assert candidates(cast, "FIRE_OTHER", metres=800) == []
    decide(cast, "FIRE", "FIRE", Sameness(proposes=True, radius_m=1000))
    assert candidates(cast, "FIRE_OTHER", metres=800) == [fire.id]
    decide(cast, "FIRE", "FIRE", Sameness(proposes=True, radius_m=50))
    assert candidates(cast, "FIRE_OTHER", metres=100) == []


def test_time_after_the_end_is_the_pairs(cast):
    tree = make_incident(category="TREE_DOWN")
    Incident.objects.filter(id=tree.id).update(
        state="CLOSED", closed_at=NIGHT, closing_code=ClosingCode.HANDLED,
        feedback=Feedback.NO_REPORTER, attendance=Attendance.ARRIVED,
    )  # fmt: skip
    after = NIGHT + timedelta(hours=100)
    assert candidates(cast, "TREE_DOWN", at=after) == []
    decide(cast, "TREE", "TREE", Sameness(proposes=True, ended_h=120))
    assert candidates(cast, "TREE_DOWN", at=after) == [tree.id]
    decide(cast, "TREE", "TREE", Sameness(proposes=True, ended_h=0))
    assert candidates(cast, "TREE_DOWN", at=NIGHT + timedelta(hours=1)) == []


def test_undecided_pair_is_shown_for_as_long_as_it_can_be_opened_again(cast):
    tree = make_incident(category="TREE_DOWN")
    Incident.objects.filter(id=tree.id).update(
        state="CLOSED", closed_at=NIGHT, closing_code=ClosingCode.HANDLED,
        feedback=Feedback.NO_REPORTER, attendance=Attendance.ARRIVED,
    )  # fmt: skip
    after = NIGHT + timedelta(hours=100)
    assert candidates(cast, "TREE_DOWN", at=after) == []
    set_limit(
        by=cast.admin, code="incidents.reopen_within_s", value=100 * 3600, legal_basis=BASIS,
        at=NIGHT,
    )  # fmt: skip
    assert candidates(cast, "TREE_DOWN", at=after) == [tree.id]
    decide(cast, "TREE", "TREE", Sameness(proposes=True, ended_h=99))
    assert candidates(cast, "TREE_DOWN", at=after) == []


def test_one_family_is_never_hidden_from_itself(cast):
    with pytest.raises(OneFamilyIsAlwaysShown):
        decide(cast, "FIRE", "FIRE", Sameness(proposes=False))
    with pytest.raises(OneFamilyIsAlwaysShown):
        decide(cast, "PERAHU", "PERAHU", Sameness(proposes=False))
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyPair.objects.create(
            one="FIRE", other="FIRE", proposes=False, ended_h=24, valid_from=NIGHT
        )


def test_same_again_changes_nothing_and_a_plan_waits(cast):
    decide(cast)
    written = Entry.objects.count()
    decide(cast)
    assert Entry.objects.count() == written
    later = NIGHT + timedelta(days=3)
    decide(cast, sameness=Sameness(proposes=False), valid_from=later)
    matrix = selectors.matrix_at(NIGHT)
    assert rules.sameness_of(matrix, "FIRE", "CRIME", ended_h=24).proposes
    assert not rules.sameness_of(selectors.matrix_at(later), "CRIME", "FIRE", ended_h=24).proposes
    with pytest.raises(Unreadable):
        decide(cast, valid_from=FROM)


def test_pairs_are_for_who_configures(cast):
    with pytest.raises(NotAllowed):
        services.decide_pair(
            by=cast.operator, one="FIRE", other="CRIME", sameness=Sameness(True), at=NIGHT
        )
    with pytest.raises(NotAllowed):
        services.reset_pairs(by=cast.operator, at=NIGHT)
