"""Reads across the rooms below: what a node still lacks, what it has decided as one package."""

from kentongan.policy.selectors.package import current_package, list_misfits
from kentongan.policy.selectors.readiness import is_ready_for_duty, list_needs

__all__ = ["current_package", "is_ready_for_duty", "list_misfits", "list_needs"]
