"""What was asked of neighbours and by them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from kentongan.fleet.enums import Capability
from kentongan.incidents.selectors import family_of_merged
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.neighbours.enums import (
    OFFERED_STATES,
    OPEN_STATES,
    AidKind,
    AidState,
    Direction,
    Way,
)
from kentongan.neighbours.models import Aid
from kentongan.neighbours.wire import Facts
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

MOST = 200
MOST_ANSWERED = 50


def require_desk(by: Actor) -> None:
    """Raises NotAllowed for whoever sits at no desk of this node's centre."""
    rights_of(by).require(Right.FORWARD_TICKETS, region=node().region)


def access_aid(by: Actor, aid_id: UUID, *, lock: bool = False) -> Aid:
    """One of them, for the desks of 112. Raises NotAllowed, NotFound."""
    require_desk(by)
    rows = Aid.objects.select_related("org", "incident")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(id=aid_id).first()
    if found is None:
        raise NotFound(thing=mark("Penyerahan"))
    return found


def list_open(direction: Direction | None = None) -> list[Aid]:
    """What nobody has answered yet, the longest waiting first."""
    rows = _rows().filter(state__in=OPEN_STATES)
    if direction is not None:
        rows = rows.filter(direction=direction)
    return list(rows.order_by("asked_at", "id")[:MOST])


def list_answered(*, limit: int = MOST_ANSWERED) -> list[Aid]:
    """What was answered or withdrawn, the newest first."""
    return list(_rows().exclude(state__in=OPEN_STATES).order_by("-asked_at", "-id")[:limit])


def list_aids_of(incident_id: UUID) -> list[Aid]:
    """What was asked for one incident, or by what it came here; the newest first."""
    rows = _rows().filter(incident_id=incident_id).prefetch_related("units")
    return list(rows.order_by("-asked_at", "-id"))


def list_taken_of(incident_id: UUID) -> list[Aid]:
    """What was taken over from nodes and is worked at in this incident, or in one merged into it:
    its asker is told how it goes.
    """
    return list(
        _rows().filter(
            incident_id__in=family_of_merged(incident_id),
            direction=Direction.IN,
            way=Way.NODE,
            state=AidState.ACCEPTED,
        )
    )


def find_handed(incident_id: UUID) -> Aid | None:
    """To whom an incident was handed or is being offered; None where it is ours alone."""
    live = (*OFFERED_STATES, AidState.ACCEPTED)
    rows = _rows().filter(
        incident_id=incident_id, direction=Direction.OUT, kind=AidKind.INCIDENT, state__in=live
    )
    return rows.first()


def list_offers_of(incident_id: UUID) -> list[Aid]:
    """What is asked of neighbours for an incident and that nobody there has answered."""
    rows = _rows().filter(incident_id=incident_id, direction=Direction.OUT)
    return list(rows.filter(state__in=OFFERED_STATES).order_by("asked_at", "id"))


def aids_due(now: datetime) -> list[tuple[UUID, datetime]]:
    """Those whose telephone has to ring, the longest due first."""
    rows = Aid.objects.filter(due_at__lte=now).order_by("due_at", "id")
    return [(key, due) for key, due in rows.values_list("id", "due_at")[:MOST] if due]


def facts_of(aid: Aid) -> Facts | None:
    """What was told of the incident; None once retention has emptied it."""
    return msgspec.json.decode(aid.facts, type=Facts) if aid.facts else None


def asks_of(aids: Iterable[Aid]) -> list[tuple[Aid, Facts | None]]:
    """Each with what was told."""
    return [(aid, facts_of(aid)) for aid in aids]


def wanted_words(aid: Aid) -> str:
    """`2 Pemadaman, 1 Pasokan air`."""
    return ", ".join(f"{count} {Capability(code).label}" for code, count in aid.wanted)


def _rows() -> QuerySet[Aid]:
    return Aid.objects.select_related("org", "incident")
