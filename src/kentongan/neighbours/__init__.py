"""Mutual aid: incidents handed to a neighbour, units asked of one, over HTTPS or by telephone.

Promises: what was asked stays ours and open until a person there has accepted it by name; each node
writes its own records only, and what the other calls its own is a reference here; every letter is
signed, heard once however often it comes, and waits while the other node is away (ADR 0020).
"""
