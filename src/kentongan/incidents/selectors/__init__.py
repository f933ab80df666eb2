"""Reads: one incident for one actor, lists, candidates for sameness, categories of a moment."""

from kentongan.incidents.selectors.access import (
    access_incident,
    access_report,
    find_incident_by_number,
    get_incident,
    party_org_ids,
    require_access,
    visible,
)
from kentongan.incidents.selectors.categories import (
    category_at,
    find_category_at,
    forget_categories,
    list_categories,
    list_fact_rules,
)
from kentongan.incidents.selectors.details import (
    count_open_needs,
    count_units_out,
    family_of_merged,
    list_due,
    list_log,
    list_merged,
    list_parties,
    list_reports,
)
from kentongan.incidents.selectors.figures import list_open_for_board
from kentongan.incidents.selectors.listing import (
    count_open,
    list_by_ids,
    list_open,
    list_page,
    list_versions,
)
from kentongan.incidents.selectors.priorities import facts_behind, priority_of
from kentongan.incidents.selectors.sameness import find_duplicates

__all__ = [
    "access_incident",
    "access_report",
    "category_at",
    "count_open",
    "count_open_needs",
    "count_units_out",
    "facts_behind",
    "family_of_merged",
    "find_category_at",
    "find_duplicates",
    "find_incident_by_number",
    "forget_categories",
    "get_incident",
    "list_by_ids",
    "list_categories",
    "list_due",
    "list_fact_rules",
    "list_log",
    "list_merged",
    "list_open",
    "list_open_for_board",
    "list_page",
    "list_parties",
    "list_reports",
    "list_versions",
    "party_org_ids",
    "priority_of",
    "require_access",
    "visible",
]
