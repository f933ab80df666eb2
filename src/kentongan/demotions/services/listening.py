"""Calls of demoted numbers are heard again by colleagues; what they doubt ends the demotion."""

from datetime import datetime
from uuid import UUID

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.selectors import get_calls
from kentongan.demotions import errors, events, rules, selectors
from kentongan.demotions.enums import EndCause, Ground, Verdict
from kentongan.demotions.limits import PRANKS
from kentongan.demotions.models import Delay, Demotion, Listening
from kentongan.demotions.services.ending import end
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor

IN_EARNEST = frozenset({Disposition.EMERGENCY, Disposition.OUT_OF_AREA, Disposition.FOLLOW_UP})


def hear_again(
    *, by: Actor, demotion_id: UUID, call_id: UUID, verdict: Verdict, at: datetime
) -> Listening:
    """Say what one has heard in a call. One in earnest ends the demotion at once; too many in doubt
    do as well.

    Refuses one's own call (DEMOTIONS-010), who granted it (007), a second time (011).
    """
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, lock=True)
        heard = selectors.access_listening(row, call_id)
        if by.id == heard.recorded_by:
            raise errors.OwnCall
        if by.id == row.granted_by:
            raise errors.OwnGrant
        if heard.verdict:
            raise errors.HeardBefore
        heard.verdict, heard.heard_by, heard.heard_at = verdict, by.id, at
        heard.save(update_fields=["verdict", "heard_by", "heard_at"])
        said = events.CallHeardAgain(demotion_id=row.id, call_id=call_id, verdict=str(verdict))
        act.record(said, region=row.region)
        _lift_in_doubt(act, row, heard, at)
    return heard


def _lift_in_doubt(act: Act, row: Demotion, heard: Listening, at: datetime) -> None:
    basis = row.listenings.filter(ground=Ground.BASIS).values_list("verdict", flat=True)
    stands = rules.still_stands(list(basis), count=PRANKS.at(row.granted_at))
    if row.ended_at is None and (not stands or heard.verdict == Verdict.NOT_PRANK):
        end(act, row, cause=EndCause.HEARD_AGAIN, at=at, by_id=heard.heard_by)


def draw_delayed(*, by: Actor, call_id: UUID, at: datetime) -> bool:
    """A call that waited longer and was in nobody's judgement in earnest is heard again."""
    delay = Delay.objects.filter(call_id=call_id).select_related("demotion").first()
    if delay is None or not (delay.wait_s or delay.is_refused):
        return False
    [call] = get_calls([call_id])
    if call.classified_by is None or call.disposition in IN_EARNEST:
        return False
    with journal.act(by=by, at=at):
        _, is_new = Listening.objects.get_or_create(
            demotion=delay.demotion, call_id=call_id,
            defaults={
                "ground": Ground.DELAYED, "recorded_by": call.classified_by, "drawn_at": at
            },
        )  # fmt: skip
    return is_new


def lift_for_undone(*, by: Actor, call_id: UUID, at: datetime) -> None:
    """Somebody takes back that a call was a prank: what stood on it stands no more."""
    if any(call.state == CallState.PRANK for call in get_calls([call_id])):
        return
    rows = Demotion.objects.filter(
        listenings__call_id=call_id, listenings__ground=Ground.BASIS, ended_at=None
    )
    for found in list(rows):
        with journal.act(by=by, at=at) as act:
            row = selectors.access_demotion(by, found.id, lock=True)
            if row.ended_at is None:
                end(act, row, cause=EndCause.UNDONE, at=at)
