"""Which places belong to a call: told over its own link, or by its number within some minutes.

They are looked for when a desk asks, so one that came before the call is found as well, and two
that come at once wait for nobody. A number that calls twice in ten minutes has them in both calls.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kentongan.calls.enums import OPEN_CALLS, CallState
from kentongan.calls.models import Call
from kentongan.calls.selectors import access_call
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.locating import rules
from kentongan.locating.limits import EXACT_WITHIN, GOOD_WITHIN, MATCHED_WITHIN, PLACE_WITHIN
from kentongan.locating.models import Fix, LocationLink
from kentongan.locating.types import Located, Reading, Shown
from kentongan.orgs.enums import Right

MOST = 50


def access_located(by: Actor, call_id: UUID, at: datetime) -> tuple[Call, Located]:
    """A call with its places, for who may take calls where it was recorded."""
    call = access_call(by, call_id, right=Right.TAKE_CALLS)
    return call, located(call, at)


def is_in_hand(call: Call) -> bool:
    """Whether somebody still works at it: its places are shown without an act."""
    return call.ended_at is None and call.state in {*OPEN_CALLS, CallState.LINKED}


def located(call: Call, at: datetime) -> Located:
    """All that is known of where a caller is, the newest first."""
    fixes = _fixes_of(call, at)
    usable = [each for each in fixes if not each.problem]
    best = rules.best_of(
        [_reading(each) for each in usable],
        fresh_since=call.arrived_at - MATCHED_WITHIN.lasts(at),
        good_m=GOOD_WITHIN.at(at),
    )
    shown = sorted((_shown(each, best, at) for each in usable), key=lambda one: not one.is_best)
    return Located(
        usable=tuple(shown),
        unusable=tuple(each for each in fixes if each.problem),
        link=LocationLink.objects.filter(call=call).order_by("-sent_at").first(),
    )


def _fixes_of(call: Call, at: datetime) -> list[Fix]:
    mine = Q(link__call=call)
    if call.caller_phone_index:
        window = MATCHED_WITHIN.lasts(at)
        until = (call.ended_at or at) + window
        mine |= Q(
            phone_index=bytes(call.caller_phone_index),
            received_at__range=(call.arrived_at - window, until),
        )
    rows = Fix.objects.filter(mine).defer("raw", "phone").select_related("link")
    return list(rows.order_by("-received_at", "-id")[:MOST])


def _reading(fix: Fix) -> Reading:
    assert fix.radius_m is not None  # the table's own rule
    return Reading(fix.id, fix.radius_m, fix.measured_at or fix.received_at)


def _shown(fix: Fix, best: UUID | None, at: datetime) -> Shown:
    assert fix.radius_m is not None
    quality = rules.quality_of(
        fix.radius_m, fix.method, exact_m=EXACT_WITHIN.at(at), place_m=PLACE_WITHIN.at(at)
    )
    age = max(at - (fix.measured_at or fix.received_at), timedelta())
    return Shown(fix, age, fix.id == best, quality or "", "" if quality else "TOO_WIDE")


def find_fix(call: Call, fix_id: UUID, at: datetime) -> Shown:
    """One of a call's own places. Raises NotFound for another's, and for one that is unusable."""
    found = next((each for each in located(call, at).usable if each.fix.id == fix_id), None)
    if found is None:
        raise NotFound(thing="Lokasi")
    return found
