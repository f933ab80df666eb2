"""Demotions, what waits for an answer of theirs, and the calls to be heard again."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kentongan.demotions.models import Delay, Demotion, Listening
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Rights

MOST = 100


def _mine(rights: Rights) -> QuerySet[Demotion]:
    scope = rights.scope(Right.DEMOTE_NUMBERS)
    rows = Demotion.objects.all()
    return rows if scope.everything else rows.filter(within(scope, region_field="region"))


def list_open(rights: Rights) -> list[Demotion]:
    """Those that have not ended, the soonest to end first, with how many calls they delayed."""
    return list(_counted(_mine(rights).filter(ended_at=None)).order_by("until_at", "id")[:MOST])


def list_ended(rights: Rights, *, limit: int = 30) -> list[Demotion]:
    """Those that have, the newest first."""
    rows = _counted(_mine(rights).filter(ended_at__isnull=False))
    return list(rows.order_by("-granted_at", "-id")[:limit])


def _counted(rows: QuerySet[Demotion]) -> QuerySet[Demotion]:
    return rows.annotate(
        delayed=Count("delays", filter=Q(delays__wait_s__gt=0)),
        released=Count("delays", filter=Q(delays__wait_s=0)),
    )


def list_to_hear(rights: Rights) -> list[Listening]:
    """The calls that nobody has heard again yet, the longest waiting first."""
    rows = Listening.objects.filter(verdict="", demotion__in=_mine(rights).values("id"))
    return list(rows.select_related("call", "demotion").order_by("drawn_at", "id")[:MOST])


def access_demotion(
    by: Actor, demotion_id: UUID, *, right: Right = Right.DEMOTE_NUMBERS, lock: bool = False
) -> Demotion:
    """The demotion, for who has this right in its area; locked for a write. Raises NotFound."""
    rows = Demotion.objects.select_for_update(no_key=True) if lock else Demotion.objects
    row = rows.filter(id=demotion_id).first()
    if row is None or not rights_of(by).has(right, region=row.region):
        raise NotFound(thing=mark("Penurunan prioritas"))
    return row


def access_listening(row: Demotion, call_id: UUID) -> Listening:
    """The call of a demotion that is to be heard again, locked. Raises NotFound."""
    rows = Listening.objects.select_for_update(no_key=True)
    found = rows.filter(demotion=row, call_id=call_id).first()
    if found is None:
        raise NotFound(thing=mark("Panggilan"))
    return found


def lock_open(phone_index: bytes) -> Demotion | None:
    """The one of a number that has not ended, locked."""
    rows = Demotion.objects.select_for_update(no_key=True)
    return rows.filter(phone_index=phone_index, ended_at=None).first()


def list_due(now: datetime) -> QuerySet[Demotion]:
    """Those whose time is over."""
    return Demotion.objects.filter(due_at__lte=now).order_by("due_at", "id")


def list_rings_due(now: datetime) -> QuerySet[Delay]:
    """Calls that have waited their extra time."""
    return Delay.objects.filter(rings_at__lte=now).order_by("rings_at", "call_id")


def list_waiting(at: datetime) -> list[UUID]:
    """The calls that wait now because of a demotion."""
    rows = Delay.objects.filter(rings_at__gt=at)
    return list(rows.values_list("call_id", flat=True)[:MOST])
