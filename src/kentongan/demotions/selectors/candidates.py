"""Which numbers enough people have recorded as a prankster's."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from kentongan.calls.enums import CallState
from kentongan.calls.models import Call
from kentongan.calls.selectors import visible
from kentongan.demotions import rules
from kentongan.demotions.limits import OPERATORS, PRANKS, WITHIN
from kentongan.demotions.models import Demotion
from kentongan.demotions.rules import Prank
from kentongan.demotions.selectors.standing import why_never
from kentongan.demotions.types import Candidate
from kentongan.kernel.actors import Actor
from kentongan.orgs.types import Rights

MOST = 50


def pranks_of(phone_index: bytes, at: datetime) -> list[Prank]:
    """What was recorded of a number and not taken back, in the time that counts, oldest first."""
    rows = _recorded(at).filter(caller_phone_index=phone_index).order_by("arrived_at", "id")
    return _pranks(list(rows.only("id", "arrived_at", "classified_by")))


def _recorded(at: datetime) -> QuerySet[Call]:
    return Call.objects.filter(
        arrived_at__gt=at - WITHIN.lasts(at), arrived_at__lte=at, state=CallState.PRANK,
        classified_by__isnull=False,
    )  # fmt: skip


def is_candidate(pranks: Sequence[Prank], at: datetime) -> bool:
    """Whether they are enough, by the regency's numbers of that moment."""
    return rules.is_enough(pranks, count=PRANKS.at(at), operators=OPERATORS.at(at))


def list_candidates(by: Actor, rights: Rights, at: datetime) -> list[Candidate]:
    """Numbers that could be demoted now, and those that never may be with the reason; the last
    call first.
    """
    rows = visible(rights).filter(id__in=_recorded(at).values("id"))
    found: dict[bytes, list[Call]] = defaultdict(list)
    fields = ("id", "arrived_at", "classified_by", "caller_phone", "caller_phone_index")
    for call in rows.exclude(caller_phone_index=None).only(*fields).order_by("arrived_at", "id"):
        found[bytes(call.caller_phone_index or b"")].append(call)
    demoted = {
        bytes(each)
        for each in Demotion.objects.filter(ended_at=None, until_at__gt=at).values_list(
            "phone_index", flat=True
        )
    }
    candidates = [
        _candidate(by, calls, at)
        for index, calls in found.items()
        if index not in demoted and is_candidate(_pranks(calls), at)
    ]
    return sorted(candidates, key=lambda each: each.last_at, reverse=True)[:MOST]


def _pranks(calls: list[Call]) -> list[Prank]:
    return [
        Prank(call.id, call.arrived_at, call.classified_by)
        for call in calls
        if call.classified_by is not None
    ]


def _candidate(by: Actor, calls: list[Call], at: datetime) -> Candidate:
    last, recorded = calls[-1], {call.classified_by for call in calls}
    return Candidate(
        call_id=last.id, phone=last.caller_phone, pranks=len(calls), operators=len(recorded),
        first_at=calls[0].arrived_at, last_at=last.arrived_at, why_not=why_never(last, at),
        is_own_record=by.id in recorded,
    )  # fmt: skip
