"""Reads: the tree and its names, which village a point is in, landmarks, area sets."""

from kentongan.regions.selectors.area_sets import (
    area_set_codes,
    get_area_set,
    list_area_sets,
)
from kentongan.regions.selectors.boundaries import (
    find_region_at,
    find_village_at,
    has_boundaries,
    list_boundaries,
    list_faulty_boundaries,
    outlines,
)
from kentongan.regions.selectors.landmarks import (
    get_landmark,
    list_landmarks,
    list_landmarks_near,
    search_landmarks,
)
from kentongan.regions.selectors.names import name_of, path_of, search_regions
from kentongan.regions.selectors.places import search_places
from kentongan.regions.selectors.tree import (
    count_regions,
    find_region,
    get_region,
    list_children,
    list_districts,
    list_roots,
)

__all__ = [
    "area_set_codes",
    "count_regions",
    "find_region",
    "find_region_at",
    "find_village_at",
    "get_area_set",
    "get_landmark",
    "get_region",
    "has_boundaries",
    "list_area_sets",
    "list_boundaries",
    "list_children",
    "list_districts",
    "list_faulty_boundaries",
    "list_landmarks",
    "list_landmarks_near",
    "list_roots",
    "name_of",
    "outlines",
    "path_of",
    "search_landmarks",
    "search_places",
    "search_regions",
]
