"""Reads: service levels of a period, the national mapping, what the coming days need."""

from kentongan.levels.selectors.mapping import (
    list_mappings,
    mapping_at,
)
from kentongan.levels.selectors.service import may_see_operators, period_of, service_levels
from kentongan.levels.selectors.staffing import staffing

__all__ = [
    "list_mappings",
    "mapping_at",
    "may_see_operators",
    "period_of",
    "service_levels",
    "staffing",
]
