"""Units, their readiness, positions and crews.

Promises: a unit's state and readiness are what its own post last said, with the time; a position is
shown with its age; a crew opens its page by the vehicle's token and needs no password of its own.
"""
