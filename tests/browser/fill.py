"""Fills a node for the browser tests: `python -m tests.browser.fill` in the node's environment."""

import django


def fill() -> None:
    """The cast, Kendal with its villages, the starter categories, a route for fires, two engines,
    one open fire.
    """
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from kentongan.calls import services as calls
    from kentongan.calls.types import NewCall
    from kentongan.dispatch import services as dispatch
    from kentongan.fleet import services as fleet
    from kentongan.fleet.enums import Capability, UnitKind, UnitState
    from kentongan.incidents.enums import PartyRole
    from kentongan.kernel import clock
    from kentongan.kernel.actors import SETUP
    from kentongan.regions.models import Region
    from tests.cast import KENDAL, make_cast
    from tests.incidents.make import make_categories, make_incident
    from tests.regions.make import make_kendal

    cast, at = make_cast(), clock.now()
    Region.objects.all().delete()
    make_kendal()
    make_categories()
    dispatch.add_routing_rule(
        by=SETUP, org_id=cast.org_id("fire"), region=KENDAL, role=PartyRole.LEAD, family="FIRE",
        capabilities=["FIRE"], at=at,
    )  # fmt: skip
    for number in (1, 2):
        unit = fleet.add_unit(
            by=SETUP, org_id=cast.org_id("fire"), post_id=cast.posts["fire_kendal"].id,
            call_sign=f"Damkar {number}", kind=UnitKind.FIRE_ENGINE,
            capabilities=[Capability.FIRE, Capability.RESCUE], at=at,
        )  # fmt: skip
        fleet.set_unit_state(by=SETUP, unit_id=unit.id, state=UnitState.AVAILABLE, at=at)
    incident = make_incident(by=cast.operator, category="FIRE_OTHER", at=at)
    dispatch.forward_by_routing(by=cast.operator, incident_id=incident.id, at=at)
    calls.receive_call(by=cast.operator, new=NewCall(phone="+6281200000417"), at=at)


if __name__ == "__main__":
    django.setup()
    fill()
