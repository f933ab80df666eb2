"""Crews in danger, as desks and crews read them, and the only way to one. The danger and its place
are no part of what is sealed at an incident: only the incident behind it is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from kentongan.dispatch.enums import OPEN_DANGERS, DangerPlace, DangerState
from kentongan.dispatch.models import Danger, DangerPress
from kentongan.dispatch.rules import later_place
from kentongan.dispatch.rules.dangers import Place
from kentongan.dispatch.selectors.deadlines import SLICE, Due
from kentongan.dispatch.selectors.escalation import (
    Level,
    agency_levels,
    neighbours,
    reachable,
    supervisor,
)
from kentongan.fleet.selectors import known_positions
from kentongan.geo.points import Point
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import area_of
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import OrgKind, Right, Role
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Organisation, Rights
from kentongan.regions.types import subtree

ANSWERS = (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS)
"""Who hears of a crew in danger, answers and ends it: 112, and the unit's own agency."""

MOST = 50


@dataclass(frozen=True, slots=True)
class DangerRow:
    """A crew that is threatened, and what has been done about it."""

    id: UUID
    unit_id: UUID
    call_sign: str
    org_id: UUID
    org_name: str
    region: str
    state: str
    raised_at: datetime
    received_at: datetime
    pressed_at: datetime
    press_count: int
    place: str
    """A code of DangerPlace."""
    lat: float | None
    lon: float | None
    accuracy_m: float | None
    place_at: datetime | None
    incident_id: UUID | None
    """None where it works for none, or for one that the reader may not see."""
    incident_number: str
    said_over_at: datetime | None
    answered_at: datetime | None
    answered_by: UUID | None
    answered_desk: str
    """`Pengawas 112, Pusat Panggilan 112 Kendal`: which desk has taken it, not which person."""
    ended_at: datetime | None
    outcome: str
    escalation_level: int
    version: int

    @property
    def is_answered(self) -> bool:
        return self.state == DangerState.ANSWERED

    @property
    def place_word(self) -> str:
        """By what it is known where the crew is."""
        return str(DangerPlace(self.place).label)

    @property
    def coordinates(self) -> str:
        """`-6.92170, 110.20300`; empty where no place is known."""
        if self.lat is None or self.lon is None:
            return ""
        return f"{self.lat:.5f}, {self.lon:.5f}"


def access_danger(by: Actor, danger_id: UUID, *, lock: bool = False) -> Danger:
    """The danger with its unit, for one who may answer it: 112 by area, the unit's own agency.
    Raises NotFound for one that does not concern the actor, NotAllowed where it only looks on.
    """
    rows = Danger.objects.select_related("unit__org", "incident", "answered_org")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = next(iter(rows.filter(id=danger_id)), None)
    rights = rights_of(by)
    if found is None or not _has(rights, (*ANSWERS, Right.SEE_UNITS), found):
        raise NotFound(thing="Tanda bahaya")
    if not _has(rights, ANSWERS, found):
        raise NotAllowed(right=Right.ANSWER_TICKETS.value)
    return found


def _has(rights: Rights, wanted: Iterable[Right], danger: Danger) -> bool:
    unit = danger.unit
    return any(rights.has(each, region=unit.region, org_ids=(unit.org_id,)) for each in wanted)


def list_open_dangers(by: Actor) -> tuple[DangerRow, ...]:
    """The open ones that concern an actor, those that nobody has answered first."""
    rights = rights_of(by)
    held = [rights.scope(right) for right in ANSWERS if rights.has_anywhere(right)]
    if not held:
        raise NotAllowed(right=Right.ANSWER_TICKETS.value)
    reached = Q(pk__in=[])
    for scope in held:
        reached |= within(scope, region_field="unit__region", org_lookup="unit__org_id")
        if scope.everything:
            reached = Q()
            break
    rows = _read(Danger.objects.filter(reached, state__in=OPEN_DANGERS))[:MOST]
    found = [danger_row(row, rights) for row in rows]
    return tuple(sorted(found, key=lambda row: row.is_answered))


def list_dangers_to_hand_over(org: Organisation) -> list[Danger]:
    """The open ones that an organisation answers for: its own units', at a 112 centre every one of
    its region.
    """
    rows = Danger.objects.filter(state__in=OPEN_DANGERS).select_related("unit")
    if org.kind == OrgKind.CENTRE:
        start, until = subtree(org.region)
        rows = rows.filter(unit__region__gte=start, unit__region__lt=until)
    else:
        rows = rows.filter(unit__org_id=org.id)
    return list(rows.order_by("raised_at")[:MOST])


def list_dangers_at(scene: Collection[UUID], unit_id: UUID) -> list[DangerRow]:
    """A unit's own open danger, and those of the other units at its scene: for its crew's page."""
    rows = Danger.objects.filter(Q(unit_id=unit_id) | Q(incident_id__in=scene))
    return [danger_row(row) for row in _read(rows.filter(state__in=OPEN_DANGERS))[:MOST]]


def dangers_to_escalate(now: datetime) -> list[Due]:
    """The dangers that nobody has answered and whose next telephone is to ring."""
    rows = Danger.objects.filter(escalate_at__lte=now).order_by("escalate_at")
    return [(key, due) for key, due in rows.values_list("id", "escalate_at")[:SLICE] if due]


def chain_for_danger(org_id: UUID, at: datetime) -> list[Level]:
    """The agency's own levels, the 112 supervisor, then the neighbours' centres."""
    return reachable([*agency_levels(org_id, at), supervisor(at), *neighbours(at)])


def danger_row(row: Danger, rights: Rights | None = None) -> DangerRow:
    """One danger with the newest place that is known: that of a press, or where the unit was last.
    `rights` are those of whoever may not see its incident; without them it is the crew's own.
    """
    place = _place_of(row)
    incident = row.incident if row.incident and _may_see(rights, row.incident, row) else None
    unit = row.unit
    return DangerRow(
        id=row.id, unit_id=unit.id, call_sign=unit.call_sign, org_id=unit.org_id,
        org_name=unit.org.short_name, region=unit.region, state=row.state,
        raised_at=row.raised_at, received_at=row.received_at, pressed_at=row.pressed_at,
        press_count=row.press_count,
        place=place.by if place else DangerPlace.UNKNOWN,
        lat=place.point.lat if place else None, lon=place.point.lon if place else None,
        accuracy_m=place.accuracy_m if place else None, place_at=place.at if place else None,
        incident_id=incident.id if incident else None,
        incident_number=incident.number if incident else "",
        said_over_at=row.said_over_at, answered_at=row.answered_at, answered_by=row.answered_by,
        answered_desk=desk_of(row), ended_at=row.ended_at, outcome=row.outcome,
        escalation_level=row.escalation_level, version=row.version,
    )  # fmt: skip


def desk_of(row: Danger) -> str:
    """The desk that has answered, as a crew is told of it; empty while none has."""
    role = Role(row.answered_role).label if row.answered_role in Role.values else ""
    org = row.answered_org.short_name if row.answered_org else ""
    return ", ".join(filter(None, (str(role), org)))


def unit_place(unit_id: UUID) -> Place | None:
    """Where a unit last said it was, however long ago; None where it never did."""
    found = known_positions().get(unit_id)
    return Place(DangerPlace.UNIT, found.point, found.accuracy_m, found.at) if found else None


def _place_of(row: Danger) -> Place | None:
    press = next(iter(row.presses.all()), None)
    said = _as_place(press) if press else None
    return later_place(said, unit_place(row.unit_id))


def _as_place(press: DangerPress) -> Place | None:
    if press.lat is None or press.lon is None or press.place_at is None:
        return None
    point = Point(press.lat, press.lon)
    return Place(DangerPlace(press.place), point, press.accuracy_m, press.place_at)


def _may_see(rights: Rights | None, incident: Incident, row: Danger) -> bool:
    if rights is None:
        return True
    region = area_of(rights, incident)
    return rights.has(Right.SEE_INCIDENTS, region=region, org_ids=(row.unit.org_id,))


def _read(rows: QuerySet[Danger]) -> QuerySet[Danger]:
    placed = DangerPress.objects.exclude(place=DangerPlace.UNKNOWN).order_by("-place_at", "-id")
    rows = rows.select_related("unit__org", "incident", "answered_org")
    return rows.prefetch_related(Prefetch("presses", placed)).order_by("raised_at", "id")
