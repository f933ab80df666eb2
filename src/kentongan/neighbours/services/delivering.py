"""Carrying letters: one try each when it is due, in the order in which they were written about one
thing, until the other node has heard them.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.models import OutboxItem
from kentongan.journal.services import Act
from kentongan.kernel.actors import MESSENGER
from kentongan.neighbours import events, selectors
from kentongan.neighbours.adapters.post import post
from kentongan.neighbours.enums import OPEN_STATES, AidState, Direction
from kentongan.neighbours.errors import NotReached
from kentongan.neighbours.models import Aid, Letter
from kentongan.neighbours.rules import AID, retry_after
from kentongan.neighbours.services.change import record, save, settle, step, told, withdrawn
from kentongan.neighbours.wire import Standing

log = logging.getLogger(__name__)

A_WHILE = timedelta(seconds=30)
"""What stands behind a letter that does not arrive waits so long, or until one arrives there."""


def deliver_due(*, at: datetime, limit: int = 20) -> int:
    """Try what is due by now. Returns how many were tried. A neighbour that is away is asked once
    in a round, so that it keeps no other waiting.
    """
    items = selectors.due_items(at, limit)
    letters = selectors.get_letters(item.ref_id for item in items)
    away: set[UUID] = set()
    tried = 0
    for item in items:
        letter = letters.get(item.ref_id)
        if letter is None:
            continue
        if letter.aid.org_id in away or not selectors.is_first(letter):
            _put_off(item, at)
            continue
        tried += 1
        if not _deliver(item, letter, at):
            away.add(letter.aid.org_id)
    return tried


def _put_off(item: OutboxItem, at: datetime) -> None:
    with journal.act(by=MESSENGER, at=at):
        OutboxItem.objects.filter(id=item.id, done_at=None).update(due_at=at + A_WHILE)


def _deliver(item: OutboxItem, letter: Letter, at: datetime) -> bool:
    attempts = item.attempts + 1
    same = OutboxItem.objects.filter(id=item.id, attempts=item.attempts, done_at=None)
    with journal.act(by=MESSENGER, at=at):
        if not same.update(attempts=attempts, due_at=at + retry_after(attempts)):
            return True
    neighbour = selectors.find_neighbour(letter.aid.org_id)
    try:
        if neighbour is None:
            raise NotReached(reason="belum diatur")
        standing = post(selectors.recipient_of(neighbour), letter.body.encode(), at=at)
    except NotReached as failure:
        _note_failure(item, letter, attempts, str(failure.facts.get("reason", "—")), at)
        return False
    except Exception:  # noqa: BLE001 - one letter that breaks keeps no other waiting
        log.exception("letter failed", extra={"topic": selectors.TOPIC, "attempts": attempts})
        _note_failure(item, letter, attempts, "UNEXPECTED", at)
        return False
    _note_sent(item, letter, attempts, standing, at)
    return True


def _note_failure(
    item: OutboxItem, letter: Letter, attempts: int, reason: str, at: datetime
) -> None:
    with journal.act(by=MESSENGER, at=at) as act:
        OutboxItem.objects.filter(id=item.id, done_at=None).update(last_error=reason[:200])
        record(
            act,
            events.LetterFailed(
                **told(letter.aid), letter_id=letter.id, attempts=attempts, reason=reason[:200]
            ),
        )


def _note_sent(
    item: OutboxItem, letter: Letter, attempts: int, standing: Standing, at: datetime
) -> None:
    with journal.act(by=MESSENGER, at=at) as act:
        OutboxItem.objects.filter(id=item.id).update(done_at=at, last_error="")
        Letter.objects.filter(id=letter.id).update(sent_at=at)
        _hasten(letter, at)
        aid = (
            Aid.objects.select_for_update(of=("self",))
            .select_related("org", "incident")
            .get(id=letter.aid_id)
        )
        if aid.direction == Direction.OUT:
            _follow(act, aid, standing)
        record(act, events.LetterSent(**told(aid), letter_id=letter.id, attempts=attempts))


def _hasten(letter: Letter, at: datetime) -> None:
    """That node is there again: what waits for it is tried now."""
    waiting = Letter.objects.filter(aid__org_id=letter.aid.org_id, sent_at=None)
    items = OutboxItem.objects.filter(
        topic=selectors.TOPIC, done_at=None, ref_id__in=waiting.values("id")
    )
    items.update(due_at=at)


def _follow(act: Act, aid: Aid, standing: Standing) -> None:
    """How it stands at the node that was asked holds on both sides; what is settled stays."""
    if aid.state not in OPEN_STATES:
        return
    if standing.state == AidState.WITHDRAWN:
        withdrawn(act, aid)
    elif standing.state in (AidState.ACCEPTED, AidState.REFUSED):
        settle(
            act, aid, accepted=standing.state == AidState.ACCEPTED, name=standing.name,
            reason=standing.reason, number=standing.number, answered_at=act.at,
        )  # fmt: skip
    elif AID.allows("deliver", aid.state):
        step(aid, "deliver")
        aid.delivered_at = act.at
        save(aid, "delivered_at")
        record(act, events.AidDelivered(**told(aid)))
