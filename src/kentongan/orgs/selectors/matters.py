"""What is open at an organisation, told by the rooms that know it, and who holds it by name.

`orgs` stands below calls, incidents and dispatch: their `matters.py` registers here at start-up, as
reactions are, so that nobody leaves a post whose open matters this room cannot name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import HANDING_OVER, MatterKind, Right
from kentongan.orgs.limits import SIGN_ON_EARLY
from kentongan.orgs.models import Duty, Handover, HandoverItem, Organisation, Remark
from kentongan.orgs.types import Matter, Rights

Source = Callable[[Organisation, datetime], list[Matter]]

_sources: dict[str, Source] = {}

LAST_HANDOVERS = 20
SLICE = 100


@dataclass(frozen=True, slots=True)
class HeldMatter:
    """An open matter and who on duty has taken it; nobody means: whoever is on duty there."""

    matter: Matter
    holder: Duty | None

    def is_left_by(self, duty: Duty) -> bool:
        """Whether nobody else on duty has taken it: it has to be handed over first."""
        leaves = duty.kind in HANDING_OVER
        return leaves and (self.holder is None or self.holder.id == duty.id)


def matters_from(source: Source) -> Source:
    """Register a room's list of what is open. Named after the room of its module and its name."""
    _sources[f"{source.__module__.split('.')[1]}.{source.__name__}"] = source
    return source


def all_matter_sources() -> dict[str, Source]:
    """The registered lists by name, for the tests of the house."""
    return dict(sorted(_sources.items()))


def open_matters(org: Organisation, at: datetime) -> list[HeldMatter]:
    """Everything open at an organisation, the most urgent first, then the longest open."""
    found = [matter for source in _sources.values() for matter in source(org, at)]
    holders = _holders({matter.id for matter in found}, at)
    found.sort(key=lambda matter: (matter.priority or "P9", matter.since, matter.title))
    return [HeldMatter(matter=each, holder=holders.get(each.id)) for each in found]


def matters_left_by(duty: Duty, at: datetime) -> list[Matter]:
    """What nobody else on duty has taken by name: the person of this duty cannot leave it."""
    return [each.matter for each in open_matters(duty.org, at) if each.is_left_by(duty)]


def list_successors(duty: Duty, at: datetime) -> list[Duty]:
    """Who can take over from a duty: people with an account who are there, or come soon."""
    rows = Duty.objects.filter(
        org_id=duty.org_id, kind__in=HANDING_OVER, user__isnull=False, signed_off_at=None,
        starts_at__lte=at + SIGN_ON_EARLY.lasts(at), ends_at__gt=at,
    )  # fmt: skip
    if duty.user_id is not None:
        rows = rows.exclude(user_id=duty.user_id)
    return sorted(rows, key=lambda each: (each.kind != duty.kind, each.starts_at, each.person_name))


def find_duty_of(user_id: UUID, at: datetime) -> Duty | None:
    """The duty that a person is on now, one they have signed on for first."""
    rows = Duty.objects.filter(
        user_id=user_id,
        starts_at__lte=at + SIGN_ON_EARLY.lasts(at),
        ends_at__gt=at,
        signed_off_at=None,
    )
    found = list(rows.select_related("org", "post"))
    return min(found, key=lambda each: (each.signed_on_at is None, each.starts_at), default=None)


def get_duty(duty_id: UUID) -> Duty:
    """A duty with its organisation. Raises NotFound."""
    duty = Duty.objects.select_related("org", "post").filter(id=duty_id).first()
    if duty is None:
        raise NotFound(thing=mark("Piket"))
    return duty


def duty_ids_ending(at: datetime | None) -> list[UUID]:
    """The duties that end, or are kept on until, just this moment; none for None."""
    return list(Duty.objects.filter(end_due_at=at).values_list("id", flat=True)) if at else []


def list_offered(rights: Rights, user_id: UUID) -> list[Handover]:
    """The handovers that wait for somebody to take them: those offered to this person, and those
    of the rosters that they keep.
    """
    rows = Handover.objects.filter(taken_at=None, withdrawn_at=None)
    found = rows.select_related("org", "giver", "taker").prefetch_related("items")
    return [
        each
        for each in found.order_by("offered_at")
        if each.taker.user_id == user_id
        or rights.has(Right.EDIT_ROSTER, region=each.org.region, org_ids=(each.org_id,))
    ]


def item_ids_of(handover_id: UUID) -> list[int]:
    """All that a handover holds: read together, by one key."""
    return list(HandoverItem.objects.filter(handover_id=handover_id).values_list("id", flat=True))


def list_handovers(org_id: UUID, *, since: datetime | None = None) -> list[Handover]:
    """The last handovers of an organisation, newest first, with what was handed over."""
    rows = Handover.objects.filter(org_id=org_id, withdrawn_at=None)
    if since is not None:
        rows = rows.filter(offered_at__gte=since)
    found = rows.select_related("giver", "taker").prefetch_related("items__holder")
    return list(found.order_by("-offered_at")[:LAST_HANDOVERS])


def duties_to_end(now: datetime) -> list[tuple[UUID, datetime]]:
    """The duties that have come to their end, the longest over first."""
    rows = Duty.objects.filter(end_due_at__lte=now).order_by("end_due_at")
    return [(key, due) for key, due in rows.values_list("id", "end_due_at")[:SLICE] if due]


def _holders(matter_ids: Iterable[UUID], at: datetime) -> dict[UUID, Duty]:
    """Who holds them and is there. A holder whose duty is over holds nothing."""
    items = HandoverItem.objects.filter(
        matter_id__in=list(matter_ids), taken_at__isnull=False, released_at=None,
        holder__signed_on_at__isnull=False, holder__signed_off_at=None, holder__ends_at__gt=at,
    )  # fmt: skip
    return {item.matter_id: item.holder for item in items.select_related("holder") if item.holder}


def has_taken(user_id: UUID, matter_id: UUID, at: datetime) -> bool:
    """Whether this person, on duty now, has taken a matter over by name."""
    holder = _holders([matter_id], at).get(matter_id)
    return holder is not None and holder.user_id == user_id


@matters_from
def open_remarks(org: Organisation, at: datetime) -> list[Matter]:
    """What somebody has noted: a broken line, a lent key."""
    rows = Remark.objects.filter(org_id=org.id, settled_at=None).order_by("opened_at")
    return [
        Matter(
            kind=MatterKind.REMARK, id=row.id, title=row.text or _("Hal lain"), detail="",
            since=row.opened_at,
        )
        for row in rows
    ]  # fmt: skip
