"""From how many on an agency's figures say more than chance (domain.md §2.5)."""

RANKED_FROM = 10
"""Below so many an agency is not ranked (practice.md §4)."""
