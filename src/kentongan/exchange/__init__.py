"""The telephone exchange: what it tells becomes calls, what the desk orders goes back to it.

Promises: one caller's line is one call, however often and from wherever it is told; whoever hangs
up before anybody answered, or was turned away, is seen by a person; an exchange that is away is
known at every desk within five seconds, and calls go on by hand (ADR 0021).
"""
