"""What the worker does every few seconds: propose a surge, propose its end, take either back."""

from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from kentongan.calls import selectors as calls
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.selectors import rights_of, supervisor_phone
from kentongan.surge import errors, events, rules, selectors
from kentongan.surge.limits import AUTOMATIC, QUIET
from kentongan.surge.models import Proposal, Surge
from kentongan.surge.rules import Measure
from kentongan.surge.services.declaring import declare_surge, measured


def watch(*, by: Actor, usual: float | None, at: datetime) -> bool:
    """Look once; whether anything has changed. `usual` is of this hour (`selectors.usual_at`)."""
    found = selectors.measure(rights_of(by), at, usual)
    surge = Surge.objects.filter(ended_at=None).first()
    if surge is not None:
        return _watch_end(by, surge, found)
    proposal = Proposal.objects.filter(over_at=None).first()
    if proposal is None:
        return found.is_over and _propose(by, found)
    if found.is_over and proposal.calm_since is None:
        return _declare_by_itself(by, proposal, at)
    return _calm(by, found)


def _propose(by: Actor, found: Measure) -> bool:
    region = node().region
    try:
        with journal.act(by=by, at=found.at) as act:
            row = Proposal.objects.create(
                **measured(found), region=region, proposed_at=found.at
            )  # fmt: skip
            proposed = events.SurgeProposed(
                proposal_id=row.id, arrivals=found.arrivals, threshold=found.threshold,
                waiting=found.waiting, operators=found.operators,
                rung=_ring(by, row, _perhaps(found), found.at),
            )  # fmt: skip
            act.record(proposed, region=region)
    except IntegrityError:
        return False  # another worker was first
    return True


def _ring(by: Actor, row: Proposal | Surge, said: str, at: datetime) -> bool:
    """The supervisor on duty may sit elsewhere: what only a screen says reaches nobody at night."""
    reached = supervisor_phone(at)
    if reached is None:
        return False
    messaging.queue_message(
        by=by, medium=Medium.PHONE_CALL, recipient=reached.phone, text=said,
        purpose=Purpose.ESCALATION, subject_kind="surge", subject_id=row.id, at=at,
    )  # fmt: skip
    return True


def _perhaps(found: Measure) -> str:
    said = _("Mungkin lonjakan panggilan 112: {n} panggilan masuk, {waiting} menunggu.")
    return said.format(n=found.arrivals, waiting=found.waiting)


def _calm(by: Actor, found: Measure) -> bool:
    """The wave falls, rises again, or has been low for a whole window: then it is over."""
    window = timedelta(seconds=found.window_s)
    with journal.act(by=by, at=found.at) as act:
        row = selectors.lock_standing()
        if row is None:
            return False
        if found.is_over or row.calm_since is None:
            row.calm_since = None if found.is_over else found.at
        elif found.at - row.calm_since >= window:
            row.over_at = found.at
            act.record(events.ProposalOver(proposal_id=row.id), region=row.region)
        row.save(update_fields=["calm_since", "over_at"])
    return row.over_at is not None


def _declare_by_itself(by: Actor, proposal: Proposal, at: datetime) -> bool:
    """Only where the regency has decided so, and no supervisor has said that none is needed."""
    after_s = AUTOMATIC.at(at)
    stands_s = (at - proposal.proposed_at).total_seconds()
    if not after_s or proposal.dismissed_at is not None or stands_s < after_s:
        return False
    reason = _("Dinyatakan otomatis menurut ketetapan daerah: {n} panggilan, ambang {threshold}.")
    said = reason.format(n=proposal.arrivals, threshold=proposal.threshold)
    try:
        declare_surge(by=by, reason=said, is_automatic=True, at=at)
    except errors.AlreadyDeclared:
        return False  # a supervisor was first
    return True


def _watch_end(by: Actor, surge: Surge, found: Measure) -> bool:
    if _is_quiet(by, surge, found) == (surge.end_proposed_at is not None):
        return False
    with journal.act(by=by, at=found.at) as act:
        row = selectors.lock_open()
        if row is None or row.end_proposed_at != surge.end_proposed_at:
            return False
        is_proposed = row.end_proposed_at is None
        row.end_proposed_at = found.at if is_proposed else None
        row.save(update_fields=["end_proposed_at"])
        act.record(_said_of_end(by, row, found.at), region=row.region)
    return True


def _said_of_end(by: Actor, row: Surge, at: datetime) -> events.SurgeEvent:
    if row.end_proposed_at is None:
        return events.EndWithdrawn(surge_id=row.id)
    said = _("Panggilan 112 sudah reda, dan lonjakan masih berlaku: akhiri bila setuju.")
    return events.EndProposed(surge_id=row.id, rung=_ring(by, row, said, at))


def _is_quiet(by: Actor, surge: Surge, found: Measure) -> bool:
    """Once its end is proposed only a full window takes that back: some who wait come and go."""
    if surge.end_proposed_at is not None:
        return not found.is_by_arrivals
    quiet, at = QUIET.lasts(found.at), found.at
    if surge.declared_at > at - quiet or found.is_by_arrivals:
        return False
    since = at - quiet - timedelta(seconds=found.window_s)
    arrivals = calls.arrival_times(rights_of(by), since, at)
    return rules.is_quiet(arrivals, found, declared_at=surge.declared_at, quiet=quiet)
