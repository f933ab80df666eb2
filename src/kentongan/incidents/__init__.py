"""Incidents, the reports received about them, their log, and who is involved.

Promises: the centre of an area is never stored as a position; every report keeps its caller's
words, place and needs whatever is merged; an incident is not closed while a unit is out.
"""
