"""Administrative areas by Kemendagri code, sets of areas, boundaries, and the gazetteer.

Promises: codes are digits inside (2, 4, 6, 10) and dotted outside; a subtree is a half-open range;
a point has a village only where valid polygons say so, and a name that two places share, or nearly
share, never picks one of them by itself (practice.md §2).
"""
