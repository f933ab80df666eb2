"""Reads: service levels, the national mapping, holidays, what the coming days need."""

from kentongan.levels.selectors.holidays import (
    holidays_between,
    holidays_of_year,
    list_holidays,
    past_words,
    require_holidays,
)
from kentongan.levels.selectors.mapping import (
    list_mappings,
    mapping_at,
)
from kentongan.levels.selectors.service import may_see_operators, period_of, service_levels
from kentongan.levels.selectors.staffing import staffing

__all__ = [
    "holidays_between",
    "holidays_of_year",
    "list_holidays",
    "list_mappings",
    "mapping_at",
    "may_see_operators",
    "past_words",
    "period_of",
    "require_holidays",
    "service_levels",
    "staffing",
]
