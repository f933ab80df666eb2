"""The spine: every act appends to the journal in the transaction that does it.

Promises: `services.act` is the only opener of a write transaction; commit order is `seq` order, so
a reader with one integer misses nothing; entries hold identifiers and non-personal values, and are
never changed. Knows no room: it stores plain values and calls what rooms register with it.
"""
