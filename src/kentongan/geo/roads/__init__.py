"""The road graph: read from OpenStreetMap, kept in one memory-mapped file, searched from the goal.

Promises: no models, no database; a graph is a file that any number of processes share; closures are
passed in and hold at once; where the roads do not say, nothing is made up (`None`, or the straight
line under its own name).
"""
