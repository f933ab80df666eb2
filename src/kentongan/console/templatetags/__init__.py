"""Template filters of the desks."""
