"""Whose telephone numbers are those of the service itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kentongan.journal.personal import normal_phone
from kentongan.orgs.models import Duty, Organisation, Post, RosterSeat, VillageContact

DUTIES_BACK = timedelta(days=30)


def is_official_number(number: str, at: datetime) -> bool:
    """Whether an agency, a post, a neighbour, a village or somebody on a roster is rung there."""
    normal = normal_phone(number)
    return bool(normal) and any(normal_phone(phone) == normal for phone in _official(at))


def _official(at: datetime) -> Iterator[str]:
    yield from Organisation.objects.exclude(phone="").values_list("phone", flat=True)
    yield from Post.objects.exclude(phone="").values_list("phone", flat=True)
    for contact in VillageContact.objects.only("phone"):
        yield contact.phone
    for seat in RosterSeat.objects.only("phone"):
        yield seat.phone
    recent = Duty.objects.filter(starts_at__range=(at - DUTIES_BACK, at + DUTIES_BACK))
    for duty in recent.only("phone"):
        yield duty.phone
