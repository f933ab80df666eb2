"""Recordings of calls: a reference to where the exchange keeps each, opened by role and by name.

Promises: no sound in the database; what is stored here is sealed block by block with a key of its
own; nobody listens without a reason in the journal (ADR 0024); after its days a recording is gone,
its key first, unless somebody has flagged it by name.
"""
