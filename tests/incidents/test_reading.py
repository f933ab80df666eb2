"""Lists that skip nothing, and candidates for sameness that hide nothing."""

from datetime import timedelta

import pytest
from django.db import connection

from kentongan.geo.cover import Box
from kentongan.incidents import selectors, services
from kentongan.incidents.models import Incident
from kentongan.incidents.sql_rows import is_open
from kentongan.incidents.types import PlaceInput
from kentongan.journal.sql_entries import as_stored
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.selectors import rights_of
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import exact, make_incident


def test_pages_newest_first_meet_every_incident_once(cast: Cast) -> None:
    made = [make_incident().id for _ in range(5)]
    rights = rights_of(cast.operator)
    seen, key = [], None
    while True:
        page = selectors.list_page(rights, after=key, limit=2)
        seen += [row.id for row in page.items]
        key = page.next
        if key is None:
            break
    assert seen == made[::-1]


def test_page_since_goes_by_update_and_is_inclusive(cast: Cast) -> None:
    with clock.using(clock.SetClock(NIGHT)) as standing:
        old, young = make_incident(), make_incident()
        standing.at = NIGHT + timedelta(minutes=1)
        services.raise_alarm(
            by=SETUP, incident_id=old.id, alarm_level=2, reason="api merambat", at=NIGHT
        )
    rights = rights_of(cast.operator)
    assert [r.id for r in selectors.list_page(rights, since=NIGHT).items] == [young.id, old.id]
    first = selectors.list_page(rights, since=NIGHT, limit=1)
    rest = selectors.list_versions(rights, since=NIGHT, after=first.next)
    assert rest.items == [(as_stored(old.id), 2)]
    later = NIGHT + timedelta(minutes=1)
    assert [r.id for r in selectors.list_page(rights, since=later).items] == [old.id]


def test_box_and_state_narrow_the_page(cast: Cast) -> None:
    inside = make_incident(place=exact())
    make_incident(place=exact(-7.2, 110.0))
    make_incident(place=PlaceInput())
    rights = rights_of(cast.operator)
    box = Box(min_lat=-6.93, min_lon=110.19, max_lat=-6.91, max_lon=110.21)
    assert [r.id for r in selectors.list_page(rights, bbox=box).items] == [inside.id]
    services.cancel_incident(by=SETUP, incident_id=inside.id, reason="x", at=NIGHT)
    assert selectors.list_page(rights, bbox=box, open_only=True).items == []
    cancelled = selectors.list_page(rights, states=["CANCELLED"]).items
    assert [r.id for r in cancelled] == [inside.id]
    assert selectors.count_open(rights) == 2


def test_open_list_begins_with_the_most_urgent(cast: Cast) -> None:
    tree = make_incident()
    fire = make_incident(category="FIRE_STRUCTURE")
    assert selectors.list_open(rights_of(cast.operator)) == [fire, tree]


def test_each_sees_their_own_area_or_tasks(cast: Cast) -> None:
    kendal = make_incident(region="3324152001")
    patebon = make_incident(region="332413")

    def seen(who: str) -> set[object]:
        return {row.id for row in selectors.list_page(rights_of(cast.actor(who))).items}

    assert seen("operator") == {kendal.id, patebon.id}
    assert seen("camat") == seen("village_head") == {kendal.id}
    assert seen("outsider") == seen("fire_officer") == set()
    services.involve_org(
        by=SETUP, incident_id=patebon.id, org_id=cast.org_id("fire"), role="LEAD", at=NIGHT
    )
    assert seen("fire_officer") == {patebon.id}
    with pytest.raises(NotAllowed):
        selectors.list_page(rights_of(cast.leader))


@pytest.mark.django_db
def test_open_list_uses_its_index() -> None:
    plan = Incident.objects.filter(is_open()).order_by("priority", "id")[:10].explain()
    if connection.vendor == "sqlite":
        assert "incident_open" in plan


def find(cast: Cast, **overrides: object) -> list[object]:
    values: dict[str, object] = {
        "place": exact(), "region": "332415", "category": "TREE_DOWN", "at": NIGHT,
    }  # fmt: skip
    return [c.incident.id for c in selectors.find_duplicates(cast.operator, **(values | overrides))]


def test_open_one_near_by_is_a_candidate_however_old(cast: Cast) -> None:
    old = make_incident(at=NIGHT - timedelta(days=40))
    young = make_incident(place=exact(-6.9225))
    make_incident(place=exact(-6.95))
    make_incident(category="PATIENT_TRANSFER")
    assert find(cast) == [young.id, old.id]
    assert find(cast, without=young.id) == [old.id]


def test_ended_one_is_a_candidate_for_a_day_and_a_fire_for_three(cast: Cast) -> None:
    tree = make_incident()
    services.cancel_incident(by=SETUP, incident_id=tree.id, reason="x", at=NIGHT)
    fire = make_incident(category="FIRE_OTHER")
    services.cancel_incident(by=SETUP, incident_id=fire.id, reason="x", at=NIGHT)
    assert find(cast, at=NIGHT + timedelta(hours=24)) == [tree.id]
    assert find(cast, at=NIGHT + timedelta(hours=25)) == []
    assert find(cast, category="FIRE_OTHER", at=NIGHT + timedelta(hours=71)) == [fire.id]
    candidate = selectors.find_duplicates(
        cast.operator, place=exact(), region="332415", category="FIRE_OTHER", at=NIGHT
    )[0]
    assert candidate.is_rekindle


@pytest.mark.parametrize(("lat", "is_candidate"), [(-6.9258, True), (-6.9268, False)])
def test_fire_near_one_that_has_ended_may_be_the_same_burning_again(
    cast: Cast, lat: float, is_candidate: bool
) -> None:
    car = make_incident(category="FIRE_VEHICLE", place=exact(lat))
    services.cancel_incident(by=SETUP, incident_id=car.id, reason="padam", at=NIGHT)
    found = find(cast, category="FIRE_VEHICLE", at=NIGHT + timedelta(hours=71))
    assert (found == [car.id]) is is_candidate


def test_smoke_is_seen_over_five_kilometres(cast: Cast) -> None:
    far = make_incident(category="FIRE_STRUCTURE", place=exact(-6.9617))
    assert find(cast, category="SMOKE") == [far.id]


def test_places_without_a_point_meet_in_their_kecamatan(cast: Cast) -> None:
    vague = make_incident(place=PlaceInput(), region="332415")
    assert find(cast, place=PlaceInput(), region="3324152001") == [vague.id]
    assert find(cast, place=PlaceInput(), region="332413") == []
    assert find(cast) == [vague.id]


def test_other_carriageway_is_no_candidate(cast: Cast) -> None:
    make_incident(category="TRAFFIC_TOLL", place=exact(address="Tol KM 385+600 B"))
    same = make_incident(category="TRAFFIC_TOLL", place=exact(address="Tol KM 385 A"))
    found = find(cast, category="TRAFFIC_TOLL", place=exact(address="KM 386 A"))
    assert found == [same.id]


def test_merged_ones_and_drafts_are_no_candidates(cast: Cast) -> None:
    master, other = make_incident(), make_incident()
    services.merge_into(by=SETUP, incident_id=other.id, into_id=master.id, at=NIGHT)
    assert find(cast) == [master.id]
