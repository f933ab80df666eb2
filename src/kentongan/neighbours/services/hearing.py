"""Letters of a neighbour's node, heard once each however often they come.

They come in the order in which they were written about one thing; what is settled here is answered
with how it stands, and not changed.
"""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError
from django.utils.translation import gettext as _

from kentongan.geo.places import Place, PlaceQuality, require_honest
from kentongan.incidents.enums import ENDANGERED
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import NEIGHBOUR, Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.neighbours import errors, events
from kentongan.neighbours.enums import (
    OPEN_STATES,
    UNIT_NOTICES,
    AidState,
    Direction,
    NoticeCode,
    Way,
)
from kentongan.neighbours.models import Aid, HeardLetter, Neighbour
from kentongan.neighbours.services.change import (
    record,
    settle,
    time_for,
    told,
    withdrawn,
    write_line,
)
from kentongan.neighbours.services.units import hear_unit
from kentongan.neighbours.wire import Answer, Ask, CallOff, Letter, Notice, Standing, Trial
from kentongan.web.wire import utc, utc_or_none

MOST_OPEN = 40
"""Of one neighbour: more than any night has brought, and few enough to be read."""


def hear_letter(*, sender: Neighbour, letter: Letter, at: datetime) -> Standing:
    """What a letter says is done here, once; the answer is how it stands. Refuses what was never
    asked (NotFound), and a notice before an answer.
    """
    by = Actor(id=NEIGHBOUR.id, kind=NEIGHBOUR.kind, org_id=sender.org_id)
    if isinstance(letter, Trial):
        return Standing(node_name=node().name)
    try:
        with journal.act(by=by, at=at) as act:
            return _standing(_hear(act, sender, letter))
    except IntegrityError:
        # the same letter twice at once: the other one was heard (PostgreSQL lets both begin)
        return _standing(_find(sender, Direction.IN, letter.reference))


def _hear(act: Act, sender: Neighbour, letter: Ask | Answer | CallOff | Notice) -> Aid:
    if isinstance(letter, Ask):
        return _hear_ask(act, sender, letter)
    if isinstance(letter, Answer):
        return _hear_answer(act, sender, letter)
    if isinstance(letter, CallOff):
        return _hear_call_off(act, sender, letter)
    return _hear_notice(act, sender, letter)


def _hear_ask(act: Act, sender: Neighbour, letter: Ask) -> Aid:
    known = Aid.objects.filter(
        org_id=sender.org_id, direction=Direction.IN, reference=letter.reference
    )
    found = known.first()
    if found is not None:
        return found
    facts, at = letter.facts, act.at
    _require_room(sender)
    _require_place(letter)
    utc(facts.started_at, "started_at")
    aid = Aid.objects.create(
        reference=letter.reference, org=sender.org, direction=Direction.IN, kind=letter.kind,
        way=Way.NODE, state=AidState.DELIVERED, their_number=facts.number,
        is_restricted=facts.restricted, is_endangered=facts.contact_safety in ENDANGERED,
        facts=msgspec.json.encode(facts).decode(), why=letter.reason,
        wanted=[[str(each.capability), each.count] for each in letter.wanted],
        until=utc_or_none(letter.until, "until"),
        asked_at=min(utc(letter.asked_at, "asked_at"), at), asked_by=act.by.id,
        asked_name=letter.asked_name, delivered_at=at, due_at=at + time_for(letter.kind, at),
    )  # fmt: skip
    record(act, events.AidReceived(**told(aid)))
    return aid


def _require_room(sender: Neighbour) -> None:
    """A node that has lost its mind must not hide what the other neighbours ask."""
    rows = Aid.objects.filter(org_id=sender.org_id, direction=Direction.IN, state__in=OPEN_STATES)
    count = rows.count()
    if count >= MOST_OPEN:
        raise errors.TooManyOpen(org=sender.org.short_name, open=count, most=MOST_OPEN)


def _require_place(letter: Ask) -> None:
    facts = letter.facts
    place = Place(
        facts.lat, facts.lon, facts.accuracy_m, facts.place_source,
        PlaceQuality(facts.place_quality),
    )  # fmt: skip
    require_honest(place)


def _hear_answer(act: Act, sender: Neighbour, letter: Answer) -> Aid:
    aid = _find(sender, Direction.OUT, letter.reference, lock=True)
    if aid.state in OPEN_STATES:
        answered_at = max(aid.asked_at, min(utc(letter.answered_at, "answered_at"), act.at))
        settle(
            act, aid, accepted=letter.accepted, name=letter.name, reason=letter.reason,
            number=letter.number, answered_at=answered_at,
        )  # fmt: skip
    elif letter.number and not aid.their_number:
        aid.their_number = letter.number
        aid.save(update_fields=["their_number"])
    return aid


def _hear_call_off(act: Act, sender: Neighbour, letter: CallOff) -> Aid:
    aid = _find(sender, Direction.IN, letter.reference, lock=True)
    if aid.state in OPEN_STATES:
        withdrawn(act, aid)
    return aid


def _hear_notice(act: Act, sender: Neighbour, letter: Notice) -> Aid:
    aid = _find(sender, Direction.OUT, letter.reference, lock=True)
    if aid.state != AidState.ACCEPTED:
        raise errors.NotAnswered(org=sender.org.short_name)
    _heard, is_new = HeardLetter.objects.get_or_create(aid=aid, letter_id=letter.id)
    if not is_new:
        return aid
    happened_at = min(utc(letter.happened_at, "happened_at"), act.at)
    if letter.code in UNIT_NOTICES and letter.unit is not None:
        hear_unit(aid, letter, letter.unit, happened_at)
    words = (letter.call_sign, letter.agency, letter.outcome)
    line = _("{org}: {what}").format(
        org=sender.org.short_name,
        what=" · ".join(filter(None, (str(NoticeCode(letter.code).label), *words))),
    )
    write_line(aid, line, by=act.by, at=act.at)
    record(act, events.NoticeHeard(**told(aid), notice=str(letter.code)))
    return aid


def _find(sender: Neighbour, direction: Direction, reference: UUID, *, lock: bool = False) -> Aid:
    rows = Aid.objects.select_related("org", "incident")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(org_id=sender.org_id, direction=direction, reference=reference).first()
    if found is None:
        raise NotFound(thing=mark("Penyerahan"))
    return found


def _standing(aid: Aid) -> Standing:
    is_answered = aid.state in (AidState.ACCEPTED, AidState.REFUSED)
    is_ours = aid.direction == Direction.IN
    number = aid.incident.number if aid.incident and is_ours and is_answered else ""
    return Standing(
        state=AidState(aid.state),
        name=aid.answered_name[:200] if is_answered else "",
        reason=aid.reason if aid.state == AidState.REFUSED else "",
        number=number,
    )
