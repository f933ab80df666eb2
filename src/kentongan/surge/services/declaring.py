"""A person says that it is a surge, and that it is over; both with a name and a reason."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.surge import errors, events, selectors
from kentongan.surge.models import Proposal, Surge
from kentongan.surge.rules import Measure
from kentongan.surge.services.helping import ask_group, release_group

LONGEST_REASON = 200


def declare_surge(*, by: Actor, reason: str, is_automatic: bool = False, at: datetime) -> Surge:
    """From now on it is a surge: what was measured is kept, the overflow group is asked. Whatever
    was proposed is settled by it.

    Refuses without a reason (SURGE-003), and while there is one (-001): the first one counts.
    """
    region, rights = node().region, rights_of(by)
    rights.require(Right.DECLARE_SURGE, region=region)
    said = _reason(reason)
    found = selectors.measure(rights, at, selectors.usual_at(rights, at))
    try:
        with journal.act(by=by, at=at) as act:
            if selectors.lock_open() is not None:
                raise errors.AlreadyDeclared
            surge = Surge.objects.create(
                **measured(found), region=region, declared_at=at, declared_by=by.id,
                is_automatic=is_automatic, reason=said,
            )  # fmt: skip
            _settle(surge, at)
            act.record(
                events.SurgeDeclared(
                    surge_id=surge.id, is_automatic=is_automatic, arrivals=found.arrivals,
                    threshold=found.threshold, waiting=found.waiting, operators=found.operators,
                ),
                region=region,
            )  # fmt: skip
            ask_group(act, surge)
    except IntegrityError:
        # Two declared it at the same moment: the constraint has let one of them in.
        raise errors.AlreadyDeclared from None
    return surge


def measured(found: Measure) -> dict[str, int | float | None]:
    """What a row keeps of a measure."""
    names = ("window_s", "arrivals", "usual", "threshold", "waiting", "operators")
    return {name: getattr(found, name) for name in names}


def _settle(surge: Surge, at: datetime) -> None:
    proposal = selectors.lock_standing()
    if proposal is not None:
        proposal.over_at, proposal.surge = at, surge
        proposal.save(update_fields=["over_at", "surge"])


def end_surge(*, by: Actor, surge_id: UUID, reason: str, at: datetime) -> Surge:
    """It is over: whoever was asked to help is thanked and let go, calls in hand stay in hand. All
    that was written in it stays as it is.

    Refuses without a reason (SURGE-003), and one that has ended (-002).
    """
    said = _reason(reason)
    with journal.act(by=by, at=at) as act:
        surge = selectors.access_surge(by, surge_id, lock=True)
        if surge.ended_at is not None:
            raise errors.AlreadyOver
        surge.ended_at, surge.ended_by, surge.end_reason = at, by.id, said
        surge.end_proposed_at = None
        surge.save(update_fields=["ended_at", "ended_by", "end_reason", "end_proposed_at"])
        act.record(events.SurgeEnded(surge_id=surge.id), region=surge.region)
        release_group(act, surge)
    return surge


def dismiss_proposal(*, by: Actor, proposal_id: UUID, at: datetime) -> Proposal:
    """No surge is needed: it is not shown again until calls have grown fewer and more again.
    Refuses one that stands no more (SURGE-004); one that was dismissed stays with its first name.
    """
    rights_of(by).require(Right.DECLARE_SURGE, region=node().region)
    with journal.act(by=by, at=at) as act:
        proposal = selectors.lock_standing()
        if proposal is None or proposal.id != proposal_id:
            raise errors.ProposalOver
        if proposal.dismissed_at is None:
            proposal.dismissed_at, proposal.dismissed_by = at, by.id
            proposal.save(update_fields=["dismissed_at", "dismissed_by"])
            _say_dismissed(act, proposal)
    return proposal


def _say_dismissed(act: Act, proposal: Proposal) -> None:
    act.record(events.ProposalDismissed(proposal_id=proposal.id), region=proposal.region)


def _reason(said: str) -> str:
    reason = require_storable("reason", said).strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise errors.ReasonMissing
    return reason
