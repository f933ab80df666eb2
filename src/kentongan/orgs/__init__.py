"""Organisations, their posts, who may do what, and who is on duty.

Promises: rights are denied unless a dated grant gives them; every question about rights goes
through `selectors.rights_of`; a grant, its end, and each break-glass are in the journal.
"""
