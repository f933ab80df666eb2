"""Where a caller's telephone says that it is: by itself (AML), or by a link that was sent to it.

Promises: every word is kept, one that cannot be used with its reason; a place is shown with the
radius within which it may lie, never as a bare point; a link is sent by a person, once the caller
is known to be safe with it (practice.md §3.1); what is heard is matched by the number's blind
index, and its page holds no data of anybody.
"""
