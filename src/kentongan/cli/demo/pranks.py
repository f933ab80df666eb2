"""Two numbers that two operators have recorded as a prankster's: one is demoted, one may be."""

from collections.abc import Iterator
from datetime import datetime

from kentongan.cli.demo.agencies import INVENTED
from kentongan.cli.demo.stage import Deed, Stage
from kentongan.demotions import selectors, services
from kentongan.orgs.selectors import rights_of

DEMOTED, CANDIDATE = 802, 808
MOBILES = frozenset({DEMOTED, CANDIDATE})
"""Behind a landline is a house, so such a number is never demoted: these two are mobile ones."""

BY_DISPATCHER = frozenset({300, 197})
"""Minutes ago, of the calls that the second one at the desks takes."""

GRANTED = 205.0
REASON = f"Tiga kali iseng malam ini, menurut dua petugas {INVENTED}"


def prank_deeds(stage: Stage) -> Iterator[tuple[float, Deed]]:
    """The supervisor demotes the number that is recorded often enough by then."""

    def grant(at: datetime) -> None:
        by = stage.founded.people["pengawas"]
        for found in selectors.list_candidates(by, rights_of(by), at):
            services.grant(by=by, call_id=found.call_id, reason=REASON, at=at)

    yield GRANTED, grant
