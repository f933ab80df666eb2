"""Writes: loading the tree, boundaries and landmarks in slices; regions and sets of our own."""

from kentongan.regions.services.area_sets import change_area_set, make_area_set
from kentongan.regions.services.boundaries import load_boundaries, load_boundary_file
from kentongan.regions.services.landmarks import load_landmark_file, load_landmarks
from kentongan.regions.services.tree import add_custom_region, load_regions, note_figures

__all__ = [
    "add_custom_region",
    "change_area_set",
    "load_boundaries",
    "load_boundary_file",
    "load_landmark_file",
    "load_landmarks",
    "load_regions",
    "make_area_set",
    "note_figures",
]
