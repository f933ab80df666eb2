"""Whom calls gather around is proposed first; a person links, and is asked of P1 and P2."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls.models import Call
from kentongan.incidents import selectors as incidents
from kentongan.incidents.errors import SamenessNotConfirmed
from kentongan.incidents.models import Incident
from kentongan.incidents.types import ReportInput
from kentongan.surge import errors, selectors, services
from tests.calls.make import answered
from tests.conftest import NIGHT
from tests.incidents.make import exact, make_incident
from tests.surge.make import declare, end

pytestmark = pytest.mark.django_db
P1, P2, P3 = "FIRE_STRUCTURE", "TREE_ON_LINE", "TREE_DOWN"


@pytest.fixture(autouse=True)
def at_night(cast: Any, night: Any) -> None:
    """Everything happens at three in the morning."""


def link(cast: Any, incident: Incident, *, asked: bool = False, **more: Any) -> Call:
    call = answered(cast.operator, phone="+6281200000777")
    said = {"category": "", "facts": {}, "at": NIGHT} | more
    services.link_caller(
        by=cast.operator, call_id=call.id, incident_id=incident.id, said=ReportInput(),
        same_place_confirmed=asked, same_victims_confirmed=asked, **said,
    )  # fmt: skip
    return Call.objects.get(id=call.id)


def candidates(cast: Any, category: str = P3) -> list[Any]:
    return incidents.find_duplicates(
        cast.operator, place=exact(), region="332415", category=category, at=NIGHT
    )


def of_priority(priority: str) -> Incident:
    incident = make_incident(category=P3)
    Incident.objects.filter(id=incident.id).update(priority=priority)
    return Incident.objects.get(id=incident.id)


def test_one_that_has_drawn_several_calls_is_a_likely_parent(cast: Any) -> None:
    parent, other = make_incident(), make_incident()
    declare(cast)
    for _ in range(2):
        link(cast, parent)
    link(cast, other)
    assert selectors.likely_parents(candidates(cast), NIGHT) == {}
    link(cast, parent)
    assert selectors.likely_parents(candidates(cast), NIGHT) == {parent.id: 3}


def test_without_a_surge_nobody_is_a_parent(cast: Any) -> None:
    parent = make_incident()
    for _ in range(4):
        link(cast, parent)
    assert selectors.likely_parents(candidates(cast), NIGHT) == {}
    surge = declare(cast)
    assert selectors.likely_parents(candidates(cast), NIGHT) == {parent.id: 4}
    end(cast, surge, at=NIGHT)
    assert selectors.likely_parents(candidates(cast), NIGHT) == {}


def test_calls_of_another_day_do_not_count(cast: Any) -> None:
    parent = make_incident()
    for _ in range(4):
        link(cast, parent)
    Call.objects.update(arrived_at=NIGHT - timedelta(days=1))
    declare(cast)
    assert selectors.likely_parents(candidates(cast), NIGHT) == {}


def test_nothing_is_linked_by_itself(cast: Any) -> None:
    parent = make_incident()
    declare(cast)
    for _ in range(3):
        link(cast, parent)
    alone = answered(cast.operator)
    selectors.likely_parents(candidates(cast), NIGHT)
    services.watch(by=cast.supervisor, usual=None, at=NIGHT)
    assert Call.objects.get(id=alone.id).incident_id is None
    assert not Incident.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize(
    ("priority", "refusal"), [("P1", errors.SamenessNotAsked), ("P2", errors.SamenessNotAsked)]
)
def test_in_a_surge_both_questions_are_asked(cast: Any, priority: str, refusal: Any) -> None:
    incident = of_priority(priority)
    declare(cast)
    with pytest.raises(refusal):
        link(cast, incident)
    assert not Call.objects.filter(incident_id=incident.id).exists()
    assert link(cast, incident, asked=True).incident_id == incident.id


def test_otherwise_only_of_p1(cast: Any) -> None:
    with pytest.raises(SamenessNotConfirmed):
        link(cast, of_priority("P1"))
    link(cast, of_priority("P2"))


def test_a_p3_is_linked_by_one_key(cast: Any) -> None:
    declare(cast)
    link(cast, of_priority("P3"))
