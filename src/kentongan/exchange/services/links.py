"""Whether an exchange answers: written down when it changes, and shown at every desk."""

from datetime import datetime

from kentongan.exchange import events
from kentongan.exchange.enums import LinkState
from kentongan.exchange.models import Link
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def note_link(*, by: Actor, name: str, is_up: bool, reason: str = "", at: datetime) -> None:
    """The exchange answers, or does not. What is known already changes nothing."""
    state = LinkState.UP if is_up else LinkState.LOST
    with journal.act(by=by, at=at) as act:
        link = Link.objects.select_for_update(no_key=True).filter(name=name).first()
        if link is not None and link.state == state:
            return
        link = link or Link(name=name)
        link.state, link.since_at = state, at
        link.save()
        region = journal_selectors.node().region
        if is_up:
            act.record(events.LinkRestored(link_id=link.id, source=name), region=region)
        else:
            lost = events.LinkLost(link_id=link.id, source=name, reason=reason)
            act.record(lost, region=region)
