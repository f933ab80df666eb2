"""What a citizen sends from the public page: a mark, a changed one, or the wish for silence."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.ratings import errors, events, rules, selectors
from kentongan.ratings.enums import ComplaintCause
from kentongan.ratings.models import Complaint, Invitation, OptOut, Rating
from kentongan.ratings.selectors.invitations import find_rating
from kentongan.ratings.types import Said, Terms


def give_rating(*, by: Actor, token: str, said: Said, at: datetime) -> Rating:
    """Keep what a citizen says, once for a link; the same link may change it for a while.

    Refuses a link that is unknown or over (RATINGS-001), a change that comes too late
    (RATINGS-002), no mark (RATINGS-003) and endless words (RATINGS-004).
    """
    rules.require_said(said)
    with journal.act(by=by, at=at) as act:
        invitation = _access(token, at)
        terms = selectors.find_terms(at)
        if terms is None:
            raise errors.LinkGone
        rating = find_rating(invitation)
        is_change = rating is not None
        rating = _change(rating, said, at) if rating else _keep(invitation, said, terms, at)
        given = events.RatingGiven(
            invitation_id=invitation.id, score=said.score, is_change=is_change
        )
        act.record(given, region=invitation.region)
        _open_complaint(act, rating, terms, at)
    return rating


def stop_asking(*, by: Actor, token: str, at: datetime) -> None:
    """This number is sent no more of these. Refuses a link that is unknown or over (RATINGS-001).

    Said twice it is the same.
    """
    with journal.act(by=by, at=at) as act:
        invitation = _access(token, at)
        number = selectors.number_of(invitation)
        if number is None:
            return
        _row, is_new = OptOut.objects.get_or_create(phone_index=number, defaults={"since": at})
        if is_new:
            stopped = events.AskingStopped(invitation_id=invitation.id)
            act.record(stopped, region=invitation.region)


def _access(token: str, at: datetime) -> Invitation:
    """The invitation, locked: of two who send at once the second one changes."""
    found = selectors.find_invitation(token, at, lock=True)
    if found is None:
        raise errors.LinkGone
    return found


def _keep(invitation: Invitation, said: Said, terms: Terms, at: datetime) -> Rating:
    return Rating.objects.create(
        invitation=invitation, given_at=at, **_fields(said),
        change_until=at + timedelta(minutes=terms.change_within_min),
    )  # fmt: skip


def _change(rating: Rating, said: Said, at: datetime) -> Rating:
    if at >= rating.change_until:
        window = rating.change_until - rating.given_at
        raise errors.TooLateToChange(minutes=int(window.total_seconds() // 60))
    for name, value in _fields(said).items():
        setattr(rating, name, value)
    rating.changed_at = at
    rating.save()
    return rating


def _fields(said: Said) -> dict[str, object]:
    names = ("score", "was_quick", "was_polite", "was_solved", "words", "wants_call_back")
    return {name: getattr(said, name) for name in names}


def _open_complaint(act: Act, rating: Rating, terms: Terms, at: datetime) -> None:
    """A low mark, or a wish to be rung, is somebody's until it is answered; better marks given
    later take none back: somebody may be at work on it.
    """
    if not rating.wants_call_back and rating.score > terms.low_upto:
        return
    cause = ComplaintCause.CALL_BACK if rating.wants_call_back else ComplaintCause.LOW_SCORE
    invitation = rating.invitation
    due_at = at + timedelta(hours=terms.answer_within_h)
    due_at = rules.into_hours(due_at, terms, ZoneInfo(node().zone))
    complaint, is_new = Complaint.objects.get_or_create(
        rating=rating,
        defaults={
            "org_id": invitation.org_id, "region": invitation.region, "cause": cause,
            "opened_at": at, "due_at": due_at, "escalate_at": due_at,
        },
    )  # fmt: skip
    if not is_new:
        Complaint.objects.filter(id=complaint.id, answered_at=None).update(cause=cause)
        return
    opened = events.ComplaintOpened(complaint_id=complaint.id, complaint_cause=cause, due_at=due_at)
    act.record(opened, region=complaint.region, org_id=complaint.org_id)
