"""A signed word from another exchange takes effect once, by the id it carries."""

from datetime import datetime, timedelta

from django.db import IntegrityError

from kentongan.exchange.facts import Fact
from kentongan.exchange.models import HeardEvent, Leg
from kentongan.exchange.services.hearing import hear
from kentongan.exchange.types import Heard
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor

SOURCE = "cti"
REMEMBERED = timedelta(days=2)
"""Longer than any exchange sends one again; a request as old as that is refused by its time."""


def take_event(*, by: Actor, event_id: str, fact: Fact, at: datetime) -> Heard:
    """Hear it, unless it was heard before; what became of the line either way."""
    try:
        return _take(by, event_id, fact, at)
    except IntegrityError:
        # Sent twice at once: the second finds what the first has committed.
        if journal.is_open():
            raise
        return _take(by, event_id, fact, at)


def _take(by: Actor, event_id: str, fact: Fact, at: datetime) -> Heard:
    with journal.act(by=by, at=at):
        is_new = not HeardEvent.objects.filter(event_id=event_id).exists()
        if is_new:
            HeardEvent.objects.create(event_id=event_id, heard_at=at)
            HeardEvent.objects.filter(heard_at__lt=at - REMEMBERED).delete()
            hear(by=by, source=SOURCE, fact=fact, at=at)
        leg = Leg.objects.filter(source=SOURCE, uniqueid=fact.call).first()
    return Heard(leg.call_id if leg else None, str(leg.state) if leg else "", is_new=is_new)
