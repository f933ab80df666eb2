"""Everything that leaves the house to a person: a port, an outbox, and a fake adapter.

Promises: a message is stored before it is sent and sent at least once; nothing is queued to someone
whom it is not safe to contact; texts and numbers are personal data and never reach the journal.
"""
