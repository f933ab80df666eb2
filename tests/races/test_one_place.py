"""Two desks correct a place at the same moment: one is kept, and the other is told by whom."""

import threading

import pytest
from django.db import connection

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services
from kentongan.incidents.errors import ChangedMeanwhile
from kentongan.incidents.models import Incident
from kentongan.incidents.types import PlaceInput
from tests.conftest import NIGHT
from tests.incidents.make import make_categories, make_incident

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
POINTS = {"operator": (-6.91, 110.21), "second_operator": (-6.92, 110.22)}


def try_to_place(cast, name, incident):
    """None where it was kept, else the refusal."""
    lat, lon = POINTS[name]
    point = PlaceInput(lat=lat, lon=lon, source=PlaceSource.MAP, quality=PlaceQuality.EXACT)
    try:
        services.set_place(
            by=cast.actor(name), incident_id=incident.id, place=point,
            expected_version=incident.version, at=NIGHT,
        )  # fmt: skip
    except ChangedMeanwhile as failure:
        return failure
    finally:
        connection.close()


def test_exactly_one_place_is_kept_and_the_other_is_told(cast, night):
    make_categories()
    for _ in range(ROUNDS):
        incident, both, told = make_incident(), threading.Barrier(2), {}

        def place(name, incident=incident, both=both, told=told):
            both.wait(30)
            told[name] = try_to_place(cast, name, incident)

        desks = [threading.Thread(target=place, args=(name,)) for name in POINTS]
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join(60)
        (kept,) = [name for name, failure in told.items() if failure is None]
        (late,) = [failure for failure in told.values() if failure is not None]
        assert late.facts["who"] == cast.people[kept].name
        found = Incident.objects.get(id=incident.id)
        assert (found.lat, found.lon) == POINTS[kept]
