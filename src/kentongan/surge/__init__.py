"""A surge of calls: proposed by arrivals, declared and ended by a person, reversible throughout.

Promises: one surge at a time, with its begin, end, who and what was measured; no call is left out
of any figure because of it; nothing is linked or merged by itself; what callers hear never sends
away anybody whose life is in danger (ADR 0027).
"""
