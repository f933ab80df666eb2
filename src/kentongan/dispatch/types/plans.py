"""A response plan as it is written, and as it stands for one incident."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """What a plan is for; what is empty is any. A plan is known by it."""

    region: str
    category: str = ""
    family: str = ""
    priority: str = ""
    hours_from: str = ""
    hours_until: str = ""


@dataclass(frozen=True, slots=True)
class PlanLevel:
    """What one alarm level adds to those below it."""

    units: tuple[tuple[str, int], ...] = ()
    """(capability, how many units that have it), the most needed first."""
    notify: tuple[UUID, ...] = ()
    aid: tuple[UUID, ...] = ()
    """Neighbours' centres that are proposed to be asked."""

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.notify or self.aid)


@dataclass(frozen=True, slots=True)
class PlanNeed:
    """One capability that the plan asks for by now: who is out with it, who could still go."""

    capability: str
    count: int
    sent: tuple[str, ...] = ()
    """Call signs of those that are out for the incident."""
    proposed: tuple[str, ...] = ()
    """Call signs of those that could go now. Nobody has sent them."""

    @property
    def missing(self) -> int:
        return self.count - len(self.sent)

    @property
    def uncovered(self) -> int:
        """So many cannot be had now."""
        return self.missing - len(self.proposed)


@dataclass(frozen=True, slots=True)
class PlanOrg:
    """An organisation that the plan names, from which level on."""

    org_id: UUID
    name: str
    level: int
    phone: str
    told_at: datetime | None = None
    was_reached: bool = False
    """Whether there was a telephone to write to."""
    agreement: str = ""
    """Of a neighbour: by which agreement it helps; empty: there is none, and none is proposed."""
    is_asked: bool = False
    """Whether a ticket of it is open."""


@dataclass(frozen=True, slots=True)
class PlanAdds:
    """What raising the alarm to a level would add, shown before anybody does."""

    level: int
    units: tuple[tuple[str, int], ...] = ()
    notify: tuple[str, ...] = ()
    aid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanState:
    """What the plan asks for at the incident's alarm level, and how far that is met."""

    plan_id: int
    subject: PlanSubject
    legal_basis: str
    level: int
    needs: tuple[PlanNeed, ...]
    notify: tuple[PlanOrg, ...] = ()
    aid: tuple[PlanOrg, ...] = ()
    uncounted: tuple[str, ...] = ()
    """Agencies that have said that help is under way, with how many is not known here."""
    next_levels: tuple[PlanAdds, ...] = ()

    @property
    def missing(self) -> list[tuple[str, int]]:
        """(capability, how many) that nobody is out with."""
        return [(need.capability, need.missing) for need in self.needs if need.missing]

    @property
    def uncovered(self) -> list[tuple[str, int]]:
        """Of these what no available unit can fill now."""
        return [(need.capability, need.uncovered) for need in self.needs if need.uncovered]
