"""Whom an incident asks for by now, and who of them has not been asked: shown, never sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.selectors.configuration import configuration
from kentongan.incidents.enums import PartyRole
from kentongan.incidents.models import Incident
from kentongan.orgs.selectors import get_org


@dataclass(frozen=True, slots=True)
class NotAsked:
    """An agency that routing names for what is known now, and that has no ticket."""

    org_id: UUID
    org_name: str
    role: str
    fact: str
    """The question whose answer asks for it; empty where the category does."""


def list_not_asked(incident: Incident, asked: Collection[UUID], at: datetime) -> list[NotAsked]:
    """The agencies without a ticket among those that the incident asks for with all that has been
    answered by now: a second caller says that somebody is hurt after the fire engine has left.
    """
    routes = configuration().routes_to(incident, at)
    missing = (
        route for route in routes if route.org_id not in asked and route.role != PartyRole.INFORMED
    )
    return [
        NotAsked(each.org_id, get_org(each.org_id).short_name, each.role, each.rule.fact)
        for each in missing
    ]
