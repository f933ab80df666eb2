"""Units for tests, through the services."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from kentongan.fleet import services
from kentongan.fleet.enums import Capability, UnitKind, UnitState
from kentongan.fleet.models import Unit
from kentongan.kernel.actors import SETUP, Actor, ActorKind
from tests.cast import Cast
from tests.conftest import NIGHT

_numbers = count(1)


def make_unit(cast: Cast, *, state: str = UnitState.AVAILABLE, **overrides: Any) -> Unit:
    """A fire engine at Pos Kendal, available, unless told otherwise."""
    values: dict[str, Any] = {
        "org_id": cast.org_id("fire"),
        "post_id": cast.posts["fire_kendal"].id,
        "call_sign": f"Damkar {next(_numbers)}",
        "kind": UnitKind.FIRE_ENGINE,
        "capabilities": [Capability.FIRE, Capability.RESCUE],
    }
    unit = services.add_unit(by=SETUP, **(values | overrides), at=NIGHT)
    if state != UnitState.OFF:
        services.set_unit_state(by=SETUP, unit_id=unit.id, state=UnitState(state), at=NIGHT)
    return Unit.objects.get(id=unit.id)


def make_ambulance(cast: Cast, **overrides: Any) -> Unit:
    values: dict[str, Any] = {
        "org_id": cast.org_id("medical"),
        "post_id": cast.posts["medical_kendal"].id,
        "call_sign": f"PSC {next(_numbers)}",
        "kind": UnitKind.AMBULANCE,
        "capabilities": [Capability.MEDICAL_BASIC, Capability.TRANSPORT_PATIENT],
    }
    return make_unit(cast, **(values | overrides))


def make_ready(unit: Unit, *, at: datetime = NIGHT, hours: int = 8) -> None:
    services.confirm_readiness(
        by=SETUP, unit_id=unit.id, crew_count=4, valid_until=at + timedelta(hours=hours), at=at
    )


def crew_of(unit: Unit) -> Actor:
    return Actor(id=unit.id, kind=ActorKind.VEHICLE, org_id=unit.org_id)
