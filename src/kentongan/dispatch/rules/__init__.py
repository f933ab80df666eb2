"""What dispatch decides from values alone: lifecycles, deadlines, routing, ranking, figures."""

from kentongan.dispatch.rules.deadlines import (
    DEFAULT_PROMISES,
    NO_PROMISE,
    due_after,
    late_s,
    next_ticket_due,
)
from kentongan.dispatch.rules.figures import arrival_proof, percentile, percentiles
from kentongan.dispatch.rules.lifecycles import (
    ASSIGNMENTS,
    STAMP_OF_STEP,
    TICKETS,
    require_accepted,
    require_appointment,
    require_legal_basis,
    require_name,
    require_no_units,
    require_reason,
    require_report,
    require_unit_of,
)
from kentongan.dispatch.rules.ranking import cover_tier, covering_rank, rank_units
from kentongan.dispatch.rules.routing import Route, routes_for

__all__ = [
    "ASSIGNMENTS",
    "DEFAULT_PROMISES",
    "NO_PROMISE",
    "STAMP_OF_STEP",
    "TICKETS",
    "Route",
    "arrival_proof",
    "cover_tier",
    "covering_rank",
    "due_after",
    "late_s",
    "next_ticket_due",
    "percentile",
    "percentiles",
    "rank_units",
    "require_accepted",
    "require_appointment",
    "require_legal_basis",
    "require_name",
    "require_no_units",
    "require_reason",
    "require_report",
    "require_unit_of",
    "routes_for",
]
