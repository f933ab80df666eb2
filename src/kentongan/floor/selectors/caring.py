"""Whom to ask how they are, and by when."""

from datetime import datetime
from uuid import UUID

from kentongan.accounts.selectors import names_of
from kentongan.floor.models import FollowUp, Talk
from kentongan.floor.types import OpenFollowUp
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights

MOST = 200
SLICE = 100
"""So many telephones in one round, so that no round keeps other deadlines waiting."""


def list_follow_ups(rights: Rights) -> list[OpenFollowUp]:
    """The open ones, what is due first. Why is not in the list: it is opened, by name."""
    rows = FollowUp.objects.filter(
        within(rights.scope(Right.WATCH_FLOOR)), talk_due_at__isnull=False
    )
    columns = ("id", "operator_id", "opened_at", "talk_number", "talk_due_at")
    found = list(rows.order_by("talk_due_at", "id").values_list(*columns)[:MOST])
    names = names_of({operator_id for _, operator_id, *_ in found})
    return [
        OpenFollowUp(key, operator, names.get(operator, "—"), opened, number, due)
        for key, operator, opened, number, due in found
        if due is not None
    ]


def talks_to_ring(now: datetime) -> list[tuple[UUID, datetime]]:
    """Follow-ups for which a telephone is to ring by now, and the moment each became due."""
    rows = FollowUp.objects.filter(rings_at__lte=now).order_by("rings_at", "id")
    return [(key, due) for key, due in rows.values_list("id", "rings_at")[:SLICE] if due]


def list_own_follow_ups(by: Actor) -> list[FollowUp]:
    """One's own, with all that was written: the newest first."""
    rows = FollowUp.objects.filter(operator_id=by.id).select_related("call")
    rows = rows.defer("call__caller_phone", "call__caller_name", "call__note")
    return list(rows.prefetch_related("talks").order_by("-opened_at")[:MOST])


def list_talks(follow_up_id: UUID) -> list[Talk]:
    """When they were asked, the first talk first."""
    return list(Talk.objects.filter(follow_up_id=follow_up_id).order_by("number"))
