"""Two desks raise the same alarm at the same moment: it rises once, and each is told once."""

import threading

import pytest
from django.db import connection

from kentongan.dispatch import services
from kentongan.dispatch.models import PlanNotice
from kentongan.incidents import services as incidents
from kentongan.incidents.errors import AlarmOnlyRises
from kentongan.incidents.models import Incident, LogLine
from kentongan.kernel.actors import REACTIONS
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire
from tests.dispatch.plans import make_plan, units
from tests.incidents.make import make_categories

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


def both_at_once(*acts):
    """Each in a thread of its own, with a connection of its own. What each was told."""
    together, told = threading.Barrier(len(acts)), []

    def run(act):
        try:
            together.wait(30)
            told.append(str(act()))
        except AlarmOnlyRises:
            told.append("refused")
        except BaseException as failure:
            told.append(f"failed: {failure!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(told)


def test_exactly_one_desk_raises_the_alarm(cast, night):
    make_categories()
    for _ in range(ROUNDS):
        fire = make_fire()

        def raise_as(name, fire=fire):
            return incidents.raise_alarm(
                by=cast.actor(name), incident_id=fire.id, alarm_level=2, reason=name, at=NIGHT
            ).alarm_level

        told = both_at_once(lambda: raise_as("operator"), lambda: raise_as("dispatcher"))
        assert told == ["2", "refused"]
        assert Incident.objects.get(id=fire.id).alarm_level == 2
        assert LogLine.objects.filter(incident=fire).count() == 1


def test_two_levels_at_once_end_at_the_higher_one(cast, night):
    make_categories()
    for _ in range(ROUNDS):
        fire = make_fire()

        def raise_to(level, fire=fire):
            return incidents.raise_alarm(
                by=cast.operator, incident_id=fire.id, alarm_level=level, reason="api", at=NIGHT
            ).alarm_level

        told = both_at_once(lambda: raise_to(2), lambda: raise_to(3))
        assert told in (["2", "3"], ["3", "refused"])
        assert Incident.objects.get(id=fire.id).alarm_level == 3


def test_two_workers_tell_each_organisation_once(cast, night):
    make_categories()
    make_plan(units(("FIRE", 1), notify=[cast.org_id("disaster"), cast.org_id("medical")]))
    for number in range(1, ROUNDS + 1):
        fire = make_fire()
        services.forward_ticket(
            by=cast.dispatcher, incident_id=fire.id, org_id=cast.org_id("fire"), at=NIGHT
        )

        def tell(fire=fire):
            return services.tell_plan(by=REACTIONS, incident_id=fire.id, at=NIGHT)

        assert both_at_once(tell, tell) == ["0", "2"]
        assert PlanNotice.objects.filter(incident=fire).count() == 2
        assert Message.objects.filter(purpose="NOTICE").count() == 2 * number
