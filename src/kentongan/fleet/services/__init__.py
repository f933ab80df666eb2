"""What may be done with units: the door of this room for writes."""

from datetime import datetime
from uuid import UUID

from kentongan.fleet.enums import UnitKind, UnitState
from kentongan.fleet.models import CrewSeat, Readiness, Unit
from kentongan.kernel.actors import Actor


def add_unit(
    *,
    by: Actor,
    post_id: UUID,
    call_sign: str,
    kind: UnitKind,
    capabilities: list[str],
    region: str = "",
    phone: str = "",
    is_invented: bool = False,
    at: datetime,
) -> Unit: ...


def set_unit_state(
    *, by: Actor, unit_id: UUID, state: UnitState, note: str = "", at: datetime
) -> Unit: ...


def confirm_readiness(
    *,
    by: Actor,
    unit_id: UUID,
    crew_count: int,
    valid_until: datetime | None = None,
    fuel_percent: int | None = None,
    water_l: int | None = None,
    oxygen_percent: int | None = None,
    defects: str = "",
    at: datetime,
) -> Readiness: ...


def report_position(
    *,
    by: Actor,
    unit_id: UUID,
    lat: float,
    lon: float,
    accuracy_m: float | None = None,
    heading_deg: float | None = None,
    speed_kmh: float | None = None,
    at: datetime,
) -> None: ...


def issue_vehicle_token(*, by: Actor, unit_id: UUID, at: datetime) -> str: ...


def revoke_vehicle_token(*, by: Actor, unit_id: UUID, at: datetime) -> None: ...


def seat_crew(*, by: Actor, unit_id: UUID, names: list[str], at: datetime) -> list[CrewSeat]: ...


def mark_busy(*, by: Actor, unit: Unit, at: datetime) -> None: ...


def mark_available(*, by: Actor, unit: Unit, at: datetime) -> None: ...
