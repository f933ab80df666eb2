"""Who sits at which telephone: one person at one, said by himself at his desk."""

from datetime import datetime

from django.db import IntegrityError

from kentongan.exchange import events, rules
from kentongan.exchange.models import Seat
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Outdated
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of


def take_seat(*, by: Actor, extension: str, at: datetime) -> Seat:
    """From now on calls at this telephone are mine; whoever sat there before has left it.

    Refuses what no telephone is called (EXCHANGE-004), and who takes no calls. Where two sit down
    there in the same moment the second may be told so (Outdated).
    """
    rights_of(by).require_anywhere(Right.TAKE_CALLS)
    number = rules.clean_extension(extension)
    try:
        return _take(by, number, at)
    except IntegrityError:
        # Two sat down there at once: whoever comes last finds the other there, and takes it.
        if journal.is_open():
            raise Outdated from None
        return _take(by, number, at)


def _take(by: Actor, number: str, at: datetime) -> Seat:
    with journal.act(by=by, at=at) as act:
        seat = Seat.objects.select_for_update().filter(user_id=by.id).first()
        if seat is not None and seat.extension == number:
            return seat
        for other in Seat.objects.select_for_update().filter(extension=number):
            _leave(act, other)
        if seat is not None:
            _leave(act, seat)
        seat = Seat.objects.create(user_id=by.id, extension=number, since_at=at)
        taken = events.SeatTaken(user_id=by.id, extension=number)
        act.record(taken, region=journal_selectors.node().region)
    return seat


def leave_seat(*, by: Actor, at: datetime) -> None:
    """Nobody sits there now. Who sits nowhere changes nothing."""
    with journal.act(by=by, at=at) as act:
        for seat in Seat.objects.select_for_update().filter(user_id=by.id):
            _leave(act, seat)


def _leave(act: Act, seat: Seat) -> None:
    user_id, extension = seat.user_id, seat.extension
    seat.delete()
    left = events.SeatLeft(user_id=user_id, extension=extension)
    act.record(left, region=journal_selectors.node().region)
