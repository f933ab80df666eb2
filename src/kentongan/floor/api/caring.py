"""After a hard call: marking it, the pause that is offered, and who is asked how they are."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.floor import selectors, services
from kentongan.floor.enums import TalkOutcome
from kentongan.floor.types import FollowUp, Talk
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Listed, Stamp, copied, stamp, stamp_or_none

api = Api(tag="Floor")

TalkNote = Annotated[str, Meta(max_length=1000)]


class WireMarked(msgspec.Struct, kw_only=True):
    """A follow-up that stands. Why stands in what is opened by name."""

    id: UUID
    operator_id: UUID
    opened_at: Stamp
    talk_due_at: Stamp | None


class WireOpenFollowUp(msgspec.Struct, kw_only=True):
    """Who is to be asked how they are, for the first or the second time, and by when."""

    id: UUID
    operator_id: UUID
    name: str
    opened_at: Stamp
    talk_number: int
    talk_due_at: Stamp


class WireTalk(msgspec.Struct, kw_only=True):
    """They were asked."""

    number: int
    outcome: str
    note: str
    talked_by: UUID
    talked_at: Stamp


class WireFollowUp(msgspec.Struct, kw_only=True):
    """One that was opened, by a supervisor or by the one whom it is about."""

    id: UUID
    call_id: UUID
    operator_id: UUID
    cause: str
    opened_at: Stamp
    pause_from: Stamp | None
    pause_until: Stamp | None
    talk_number: int
    talk_due_at: Stamp | None
    talks: list[WireTalk]


class OfferBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether the pause is taken. No reason is asked."""

    takes: bool


class TalkBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which talk it was, what came of it, and words if there are any."""

    number: Annotated[int, Meta(ge=1, le=2)]
    outcome: TalkOutcome
    note: TalkNote = ""


@api.post("/calls/<uuid:call_id>/hard", answer=WireMarked)
def mark_hard(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Say that a call was hard: one's own, or a colleague's as who looks after the floor."""
    row = services.mark_hard(by=actor_of(request), call_id=call_id, at=clock.now())
    return answer(_marked(row))


@api.get("/me/follow-ups", answer=Listed[WireFollowUp])
def own_follow_ups(request: HttpRequest) -> HttpResponse:
    """My own, with all that was written."""
    rows = selectors.list_own_follow_ups(actor_of(request))
    return answer(Listed(items=[_follow_up(row, list(row.talks.all())) for row in rows]))


@api.post("/follow-ups/<uuid:follow_up_id>/offer", answer=WireMarked, example={"takes": True})
def answer_offer(request: HttpRequest, *, follow_up_id: UUID, body: OfferBody) -> HttpResponse:
    """Take the pause that was offered, or not."""
    row = services.answer_offer(
        by=actor_of(request), follow_up_id=follow_up_id, takes=body.takes, at=clock.now()
    )
    return answer(_marked(row))


@api.get("/follow-ups", answer=Listed[WireOpenFollowUp])
def list_follow_ups(request: HttpRequest) -> HttpResponse:
    """Who is to be asked how they are, what is due first; for supervisors."""
    rights = rights_of(actor_of(request))
    rights.require_anywhere(Right.WATCH_FLOOR)
    rows = selectors.list_follow_ups(rights)
    return answer(Listed(items=[copied(WireOpenFollowUp, row) for row in rows]))


@api.post("/follow-ups/<uuid:follow_up_id>/read", answer=WireFollowUp, exempt=True)
def read_follow_up(request: HttpRequest, *, follow_up_id: UUID) -> HttpResponse:
    """Open one: why, and what was said. The journal says who has. The answer is not kept."""
    row = services.read_follow_up(by=actor_of(request), follow_up_id=follow_up_id, at=clock.now())
    return answer(_follow_up(row, selectors.list_talks(row.id)))


@api.post(
    "/follow-ups/<uuid:follow_up_id>/talks",
    answer=WireMarked,
    example={"number": 1, "outcome": "TALKED"},
)
def note_talk(request: HttpRequest, *, follow_up_id: UUID, body: TalkBody) -> HttpResponse:
    """They were asked. After the first talk they are asked once more."""
    talk = services.note_talk(
        by=actor_of(request), follow_up_id=follow_up_id, number=body.number, outcome=body.outcome,
        note=body.note, at=clock.now(),
    )  # fmt: skip
    return answer(_marked(talk.follow_up))


def _marked(row: FollowUp) -> WireMarked:
    return WireMarked(
        id=row.id, operator_id=row.operator_id, opened_at=stamp(row.opened_at),
        talk_due_at=stamp_or_none(row.talk_due_at),
    )  # fmt: skip


def _follow_up(row: FollowUp, talks: list[Talk]) -> WireFollowUp:
    return WireFollowUp(
        id=row.id, call_id=row.call_id, operator_id=row.operator_id, cause=row.cause,
        opened_at=stamp(row.opened_at), pause_from=stamp_or_none(row.pause_from),
        pause_until=stamp_or_none(row.pause_until), talk_number=row.talk_number,
        talk_due_at=stamp_or_none(row.talk_due_at),
        talks=[copied(WireTalk, talk) for talk in talks],
    )  # fmt: skip
