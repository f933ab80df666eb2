"""Where things are: points, cells, covers, areas, straight-line travel, the ladder of a place.

Promises: no models and no I/O; WGS-84 everywhere; a cover misses no point of what it covers; the
centre of an area is never a position (practice.md §2), and `places.require_honest` says so.
"""
