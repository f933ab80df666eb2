"""Reads: whether an exchange answers, whose telephone rings, who hung up before an answer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from kentongan.calls.enums import CallState
from kentongan.calls.selectors import visible
from kentongan.exchange.ami.channels import extension_of as extension_of_interface
from kentongan.exchange.enums import LOST_CALLERS, OPEN_LEGS, LegState, LinkState
from kentongan.exchange.models import Leg, Link, Seat
from kentongan.exchange.types import Pop
from kentongan.incidents.enums import ContactSafety
from kentongan.kernel.actors import Actor
from kentongan.orgs.types import Rights

MOST_LOST = 100
"""Shown at once; how many more there are is said (`count_lost_callers`)."""
ORDERED = "ami"
"""The one exchange that takes orders; others only tell."""


def is_connected() -> bool:
    """Whether an exchange belongs to this node at all."""
    return settings.AMI is not None or bool(settings.CTI_SECRET)


def takes_orders() -> bool:
    """Whether an exchange belongs to this node that does what it is told."""
    return settings.AMI is not None


def extension_in(interface: str) -> str:
    """What a person calls the telephone of an interface: `1001` of `PJSIP/1001`."""
    return extension_of_interface(interface)


def lost_links() -> list[Link]:
    """The exchanges that do not answer, the longest first."""
    if not is_connected():
        return []
    return list(Link.objects.filter(state=LinkState.LOST).order_by("since_at"))


def find_link(name: str) -> Link | None:
    """What is known of the line to an exchange; None where it was never heard of."""
    return Link.objects.filter(name=name).first()


def is_away() -> bool:
    """Whether the exchange that takes our orders is known not to answer."""
    return Link.objects.filter(name=ORDERED, state=LinkState.LOST).exists()


def extension_of(user_id: UUID) -> str:
    """The telephone where somebody sits, empty where nobody has said so."""
    seat = Seat.objects.filter(user_id=user_id).first()
    return seat.extension if seat else ""


def seats() -> dict[UUID, str]:
    """Everybody's telephone."""
    return dict(Seat.objects.values_list("user_id", "extension"))


def seated_at(extension: str) -> UUID | None:
    """Who sits at a telephone."""
    return Seat.objects.filter(extension=extension).values_list("user_id", flat=True).first()


def find_pop(by: Actor) -> Pop | None:
    """The call that rings or speaks at this person's telephone now; who speaks comes first."""
    rows = Leg.objects.select_related("call").filter(user_id=by.id, state__in=OPEN_LEGS)
    leg = rows.exclude(state=LegState.WAITING).order_by("state", "-changed_at").first()
    if leg is None:
        return None
    return Pop(leg.call_id, leg.call.number, is_connected=leg.state == LegState.CONNECTED)


def legs_of(call_ids: Collection[UUID]) -> dict[UUID, Leg]:
    """What the exchange says of these calls; of one that was rung back, the last time."""
    if not call_ids or not is_connected():
        return {}
    rows = Leg.objects.filter(call_id__in=call_ids).order_by("id")
    return {leg.call_id: leg for leg in rows}


def find_leg(call_id: UUID) -> Leg | None:
    """The caller's line of a call, where an exchange has one: the last, where it was rung back."""
    return Leg.objects.filter(call_id=call_id).order_by("-id").first()


def list_legs(call_id: UUID) -> list[Leg]:
    """All lines of a call: the caller's own, where it came through an exchange, then those by
    which he was rung back.
    """
    return list(Leg.objects.filter(call_id=call_id).order_by("id"))


def list_recorded(call_id: UUID) -> list[Leg]:
    """The lines of a call of which the exchange keeps a recording."""
    rows = Leg.objects.select_related("call").filter(call_id=call_id).order_by("id")
    return [leg for leg in rows if leg.recording]


def list_ringings(call_id: UUID) -> list[Leg]:
    """How often a caller was rung back, and what came of it: the first first."""
    return list(Leg.objects.filter(call_id=call_id, is_back=True).order_by("id"))


def find_open_leg(call_id: UUID) -> Leg | None:
    """The same while the line stands."""
    rows = Leg.objects.filter(call_id=call_id, state__in=OPEN_LEGS)
    return rows.order_by("-id").first()


def list_lost_callers(rights: Rights, *, since: datetime) -> list[Leg]:
    """Who hung up before an answer or was turned away, and about whom nobody has decided anything
    yet: newest first. Whom contact could betray is not in it (practice.md §3.1).
    """
    if not is_connected():
        return []
    rows = _lost(rights, since).select_related("call")
    return list(rows.order_by("-changed_at", "-id")[:MOST_LOST])


def count_lost_callers(rights: Rights, *, since: datetime, shown: int) -> int:
    """How many they are: in a surge more than are listed, and nobody may believe that it is all."""
    return shown if shown < MOST_LOST else _lost(rights, since).count()


def _lost(rights: Rights, since: datetime) -> QuerySet[Leg]:
    rows = Leg.objects.filter(
        state__in=LOST_CALLERS, changed_at__gte=since, call__state=CallState.ABANDONED,
        call__in=visible(rights),
    )  # fmt: skip
    return rows.exclude(call__contact_safety=ContactSafety.DO_NOT_CONTACT)


def gone(source: str, alive: Collection[str], before: datetime) -> QuerySet[Leg]:
    """Lines that stood when the exchange was asked, and of which it knows nothing."""
    rows = Leg.objects.filter(source=source, state__in=OPEN_LEGS, changed_at__lt=before)
    return rows.exclude(uniqueid__in=alive)
