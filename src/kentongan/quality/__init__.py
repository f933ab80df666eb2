"""Colleagues listen to one another's calls, so that the next caller is helped better (ADR 0024).

Promises: what is reviewed is drawn by a keyed number, so nobody chooses; nobody reviews a call of
their own, or decides an appeal against themselves; a critical mistake is shown apart and never
averaged away; no list ranks people, and fewer than ten reviews make no average.
"""
