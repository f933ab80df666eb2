"""Kentongan: one system for a region's emergencies, from the 112 call to the last rebuilt house."""
