"""Roads that are reported closed: where, why, since when, and until somebody says that they are
open.

Promises: a closure counts in every proposal within a second, on every process. It is never lifted
by the clock: when its time is over somebody is asked, and it stands until a person answers. What
the public reads names no person. No road is ever called open: only not reported closed.
"""
