"""Guiding a caller: begin with a card, say what was answered and told, leave at any moment."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from kentongan.guidance import errors, events, rules, selectors
from kentongan.guidance.enums import LeftHow, SaidKind
from kentongan.guidance.models import CardVersion, GuidedSession, SaidLine
from kentongan.incidents.selectors import access_incident
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right


def start_session(
    *,
    by: Actor,
    card_id: UUID,
    region: str,
    call_id: UUID | None = None,
    incident_id: UUID | None = None,
    at: datetime,
) -> GuidedSession:
    """Begin to guide. Whoever calls it has let them have that call; an incident is looked at here.

    What the same person ran about the same thing is left. Refuses a card that may not be shown.
    """
    with journal.act(by=by, at=at) as act:
        card = selectors.access_usable(card_id, at)
        selectors.require_guide(by, region, card.org_id)
        if incident_id is not None:
            access_incident(by, incident_id, right=Right.SEE_INCIDENTS)
        running = selectors.find_running(by.id, call_id=call_id, incident_id=incident_id)
        if running is not None:
            _leave(act, running, LeftHow.LEFT)
        session = GuidedSession.objects.create(
            card=card, call_id=call_id, incident_id=incident_id, region=region, started_by=by.id,
            org_id=by.org_id, started_at=at,
        )  # fmt: skip
        started = events.SessionStarted(**_facts(session), card_id=card.id)
        act.record(started, region=region)
    return session


def say(
    *, by: Actor, session_id: UUID, kind: SaidKind, code: str, choice: str = "", at: datetime
) -> GuidedSession:
    """Note one answer or step. After the last one it is finished.

    Refuses what is not what is shown now (NotHere), a session that is over, a withdrawn card.
    """
    with journal.act(by=by, at=at) as act:
        session = selectors.access_session(by, session_id, lock=True)
        _require_running(session)
        said = selectors.said_of(session.id)
        card = rules.read_card(session.card.text)
        place = rules.place_of(card, [*said, rules.Said(str(kind), code, choice, at)])
        SaidLine.objects.create(
            session=session, number=len(said) + 1, kind=kind, code=code[:40], choice=choice[:40],
            said_at=at, said_by=by.id,
        )  # fmt: skip
        noted = events.SessionSaid(**_facts(session), what=str(kind), code=code, choice=choice)
        act.record(noted, region=session.region)
        if place.is_over:
            _leave(act, session, LeftHow.FINISHED)
    return session


def leave_session(*, by: Actor, session_id: UUID, at: datetime) -> GuidedSession:
    """Leave it where it is. Left already: nothing changes."""
    with journal.act(by=by, at=at) as act:
        session = selectors.access_session(by, session_id, lock=True)
        if session.left_at is None:
            _leave(act, session, LeftHow.LEFT)
    return session


def _require_running(session: GuidedSession) -> None:
    if session.left_at is not None:
        raise errors.SessionOver
    if selectors.is_live_node() and not rules.may_go_on(session.card):
        raise errors.CardRetired


def _leave(act: Act, session: GuidedSession, how: LeftHow) -> None:
    session.left_at, session.left_how = act.at, how
    session.left_step = _standing_at(session.card, session.id) if how == LeftHow.LEFT else ""
    session.save(update_fields=["left_at", "left_how", "left_step"])
    left = events.SessionLeft(**_facts(session), how=str(how), step=session.left_step)
    act.record(left, region=session.region)


def _standing_at(card: CardVersion, session_id: UUID) -> str:
    place = rules.place_of(rules.read_card(card.text), selectors.said_of(session_id))
    shown = place.question or place.step
    return shown.id if shown else ""


class _Facts(TypedDict):
    session_id: UUID
    call_id: UUID | None
    incident_id: UUID | None


def _facts(session: GuidedSession) -> _Facts:
    return _Facts(session_id=session.id, call_id=session.call_id, incident_id=session.incident_id)
