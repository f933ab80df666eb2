"""The only way to an incident: fetched, allowed and, for a write, locked in one call."""

from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from kentongan.incidents.enums import ENDANGERED
from kentongan.incidents.models import Incident, Party, Report
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Rights, Scope

NARROW = len("332415")
"""From a kecamatan down the index by region pays; above, a page walks the ids."""


def access_incident(
    by: Actor,
    incident_id: UUID,
    *,
    right: Right | tuple[Right, ...] = Right.SEE_INCIDENTS,
    lock: bool = False,
) -> Incident:
    """The incident, if `by` has this right (or one of these) over it; locked for a write.

    Unknown and not to be seen are both NotFound; seen without the right is NotAllowed.
    """
    rows = Incident.objects.select_for_update(no_key=True) if lock else Incident.objects
    incident = rows.filter(id=incident_id).first()
    if incident is None:
        raise NotFound(thing="Kejadian")
    require_access(rights_of(by), incident, right)
    return incident


def require_access(
    rights: Rights, incident: Incident, right: Right | tuple[Right, ...] = Right.SEE_INCIDENTS
) -> None:
    """Raises NotFound for an incident that may not be seen, NotAllowed without the right to it."""
    wanted = right if isinstance(right, tuple) else (right,)
    region = area_of(rights, incident)
    sees = rights.has(Right.SEE_INCIDENTS, region=region)
    if sees and any(rights.has(r, region=region) for r in wanted):
        return
    org_ids = party_org_ids(incident.id)
    if not sees and not rights.has(Right.SEE_INCIDENTS, region=region, org_ids=org_ids):
        raise NotFound(thing="Kejadian")
    if not any(rights.has(r, region=region, org_ids=org_ids) for r in wanted):
        raise NotAllowed(right=wanted[0].value)


def area_of(rights: Rights, incident: Incident) -> str:
    """The area by which these rights may reach an incident: a restricted one only that of the 112
    desks, one with an endangered caller that of no camat and no village.
    """
    needed = {
        Right.SEE_RESTRICTED: incident.is_restricted,
        Right.SEE_ENDANGERED: incident.contact_safety in ENDANGERED,
    }
    hidden = any(
        is_needed and not rights.has(right, region=incident.region)
        for right, is_needed in needed.items()
    )
    return "" if hidden else incident.region


def access_report(by: Actor, report_id: UUID, *, right: Right = Right.SEE_INCIDENTS) -> Report:
    """A report, if `by` has this right over its incident. Raises NotFound or NotAllowed."""
    report = Report.objects.select_related("incident").filter(id=report_id).first()
    if report is None:
        raise NotFound(thing="Laporan")
    require_access(rights_of(by), report.incident, right)
    return report


def get_incident(incident_id: UUID) -> Incident:
    """The incident, for services of rooms above that have checked already. Raises NotFound."""
    incident = Incident.objects.filter(id=incident_id).first()
    if incident is None:
        raise NotFound(thing="Kejadian")
    return incident


def find_incident_by_number(by: Actor, number: str) -> Incident | None:
    """The incident with this number, if `by` may see it."""
    return visible(rights_of(by)).filter(number=number).first()


def party_org_ids(incident_id: UUID) -> frozenset[UUID]:
    """The organisations that take part in an incident."""
    return frozenset(Party.objects.filter(incident_id=incident_id).values_list("org_id", flat=True))


def visible(rights: Rights) -> QuerySet[Incident]:
    """The incidents an actor may see. Raises NotAllowed without any such right."""
    scope = rights.scope(Right.SEE_INCIDENTS)
    if scope.everything:
        return Incident.objects.all()
    # COALESCE hides a wide range from the planner: it would sort a whole regency for one page.
    rows = Incident.objects.alias(area=Coalesce("region", Value("")))
    return rows.filter((_by_area(scope) & not_hidden(rights, scope)) | _by_task(scope))


def not_hidden(rights: Rights, scope: Scope, *, incident: str = "") -> Q:
    """Of the rows of a scope's areas those that are neither restricted nor of an endangered caller,
    or that lie where the actor sees such ones. `incident` is the lookup of the incident,
    `incident__`, where rows belong to one.
    """
    is_plain = Q(**{f"{incident}is_restricted": False})
    is_safe = ~Q(**{f"{incident}contact_safety__in": ENDANGERED})
    return _seen(rights, scope, Right.SEE_RESTRICTED, is_plain) & _seen(
        rights, scope, Right.SEE_ENDANGERED, is_safe
    )


def _seen(rights: Rights, scope: Scope, right: Right, otherwise: Q) -> Q:
    """No condition where the right reaches as far as the scope; else its areas, or `otherwise`."""
    if not rights.has_anywhere(right):
        return otherwise
    seen = rights.scope(right)
    if seen.everything or seen.ranges == scope.ranges:
        return Q()
    return otherwise | within(seen)


def _by_area(scope: Scope) -> Q:
    narrow = bool(scope.ranges) and all(len(start) >= NARROW for start, _ in scope.ranges)
    return within(scope, region_field="region" if narrow else "area")


def _by_task(scope: Scope) -> Q:
    if not scope.org_ids:
        return Q(pk__in=[])
    parties = Party.objects.filter(org_id__in=scope.org_ids)
    return Q(pk__in=parties.values("incident_id"))
