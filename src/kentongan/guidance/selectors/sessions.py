"""Guided sessions: the one that runs, and what was told, for the log of an incident."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kentongan.guidance.enums import SaidKind
from kentongan.guidance.errors import NotUsable
from kentongan.guidance.models import CardVersion, GuidedSession, SaidLine
from kentongan.guidance.rules import (
    UNKNOWN,
    Card,
    Said,
    is_in_force,
    may_begin,
    may_go_on,
    place_of,
    propose,
    read_card,
)
from kentongan.guidance.selectors.cards import is_live_node, today_of
from kentongan.guidance.types import Guided, Told, ToldLine, Waiting
from kentongan.incidents.models import Report
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of


def require_guide(by: Actor, region: str, org_id: UUID | None = None) -> None:
    """Who may guide: who takes calls there; by an agency's card also its own officers."""
    rights = rights_of(by)
    if org_id is not None and rights.has(Right.ANSWER_TICKETS, org_ids=(org_id,)):
        return
    rights.require(Right.TAKE_CALLS, region=region)


def access_usable(card_id: UUID, at: datetime) -> CardVersion:
    """A version that may be begun with now. Raises NotFound and NotUsable."""
    card = CardVersion.objects.filter(id=card_id).first()
    if card is None:
        raise NotFound(thing=mark("Kartu"))
    if not may_begin(card, today_of(at), is_live=is_live_node()):
        raise NotUsable
    return card


def access_session(by: Actor, session_id: UUID, *, lock: bool = False) -> GuidedSession:
    """One's own, or one of an area in which one takes calls; locked for a write."""
    rows = GuidedSession.objects.select_related("card")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(id=session_id).first()
    if found is None:
        raise NotFound(thing=mark("Panduan"))
    may_take = rights_of(by).has(Right.TAKE_CALLS, region=found.region)
    if not may_take and found.started_by != by.id:
        raise NotFound(thing=mark("Panduan"))
    return found


def find_running(
    by_id: UUID, *, call_id: UUID | None = None, incident_id: UUID | None = None
) -> GuidedSession | None:
    """The session that this person runs about it; about an incident also that of its call."""
    rows = GuidedSession.objects.filter(started_by=by_id, left_at=None).select_related("card")
    about = Q(call_id=call_id) if incident_id is None else _of_incident(incident_id)
    return rows.filter(about).order_by("-id").first()


def said_of(session_id: UUID) -> list[Said]:
    """What was said in it so far, in its order."""
    rows = SaidLine.objects.filter(session_id=session_id).order_by("number")
    found = rows.values_list("kind", "code", "choice", "said_at")
    return [Said(kind, code, choice, said_at) for kind, code, choice, said_at in found]


def show_session(session: GuidedSession, at: datetime) -> Guided:
    """What the one who guides sees. A card that was withdrawn meanwhile is hidden."""
    card = read_card(session.card.text)
    lines = list(session.said.order_by("number"))
    place = place_of(card, (Said(x.kind, x.code, x.choice, x.said_at) for x in lines))
    return Guided(
        session=session,
        card=card,
        place=place,
        proposal=propose(card, place.answers),
        is_marked=not is_in_force(session.card, today_of(at)),
        is_hidden=is_live_node() and not may_go_on(session.card),
        waiting=_waiting(card, lines),
        told=_in_words(card, lines),
    )


def _waiting(card: Card, lines: Iterable[SaidLine]) -> tuple[Waiting, ...]:
    found: dict[str, Waiting] = {}
    for line in lines:
        if line.kind == SaidKind.GIVEN:
            step = card.step(line.code)
            if step.wait_s:
                until = line.said_at + timedelta(seconds=step.wait_s)
                found[line.code] = Waiting(step.text, until)
    return tuple(found.values())


def list_told(incident_id: UUID) -> list[Told]:
    """What callers were told about an incident, session by session, the oldest first."""
    rows = GuidedSession.objects.filter(_of_incident(incident_id)).select_related("card")
    found = rows.prefetch_related("said").order_by("started_at", "id")
    return [_told(session) for session in found]


def _of_incident(incident_id: UUID) -> Q:
    calls = Report.objects.filter(incident_id=incident_id, call_id__isnull=False)
    return Q(incident_id=incident_id) | Q(call_id__in=calls.values("call_id"))


def _told(session: GuidedSession) -> Told:
    row, lines = session.card, sorted(session.said.all(), key=lambda line: line.number)
    was_approved = row.approved_at is not None and row.approved_at <= session.started_at
    return Told(
        session=session, title=row.title, number=row.number, was_approved=was_approved,
        lines=_in_words(read_card(row.text), lines),
    )  # fmt: skip


def _in_words(card: Card, lines: Iterable[SaidLine]) -> tuple[ToldLine, ...]:
    seen: set[str] = set()
    told = []
    for line in lines:
        text, answer = _words(card, line)
        is_again = line.kind == SaidKind.GIVEN and line.code in seen
        if line.kind == SaidKind.GIVEN:
            seen.add(line.code)
        told.append(ToldLine(line.said_at, line.said_by, line.kind, text, answer, is_again))
    return tuple(told)


def _words(card: Card, line: SaidLine) -> tuple[str, str]:
    if line.kind == SaidKind.ANSWERED:
        question = card.question(line.code)
        return question.text, "" if line.choice == UNKNOWN else question.word_of(line.choice)
    if line.kind == SaidKind.SKIPPED:
        return "", ""
    step = card.step(line.code)
    is_chosen = line.kind == SaidKind.CHOSEN
    return step.text, step.ways[int(line.choice) - 1].text if is_chosen else ""
