"""Which calls may be one incident: the regency decides pair by pair, or takes it all back."""

from datetime import datetime

from kentongan.incidents import events, rules
from kentongan.incidents.models import FamilyPair
from kentongan.incidents.services.configuration import configured_id
from kentongan.incidents.types import Sameness
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of


def decide_pair(
    *,
    by: Actor,
    one: str,
    other: str,
    sameness: Sameness,
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> FamilyPair:
    """Two families may, or may not, be one incident from now on, or from a later moment.

    The same again changes nothing. Refuses to hide incidents of one family from each other
    (INCIDENTS-029), and an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    rules.require_pair(one, other, sameness)
    begins = require_begins(valid_from, at)
    said = {
        "proposes": sameness.proposes, "radius_m": sameness.radius_m,
        "ended_h": sameness.ended_h, "legal_basis": require_storable("legal_basis", legal_basis),
    }  # fmt: skip
    one, other = rules.pair_of(one, other)
    with journal.act(by=by, at=at) as act:
        rows = FamilyPair.objects.filter(one=one, other=other)
        last = rows.filter(valid_until=None).first()
        if last is not None and all(getattr(last, name) == each for name, each in said.items()):
            return last
        give_way(rows, begins)
        row = FamilyPair.objects.create(
            one=one, other=other, valid_from=begins, changed_by=by.id, **said
        )
        decided = events.FamilyPairDecided(
            pair_id=configured_id("family-pair", f"{one}.{other}"), one=one, other=other,
            proposes=row.proposes, radius_m=row.radius_m, ended_h=row.ended_h, valid_from=begins,
        )  # fmt: skip
        act.record(decided)
    return row


def reset_pairs(*, by: Actor, at: datetime) -> int:
    """Every pair is what practice.md §3.4 says again; how many decisions have ended with it.

    Refuses an actor who does not configure the whole node.
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    with journal.act(by=by, at=at) as act:
        standing = FamilyPair.objects.filter(valid_until=None)
        pairs = standing.count()
        if pairs:
            give_way(standing, at)
            reset = events.FamilyPairsReset(node_id=node().id, pairs=pairs)
            act.record(reset, region=node().region)
    return pairs
