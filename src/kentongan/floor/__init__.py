"""The agents' floor: what every desk does now, joining a call, notes at a desk, after a hard call.

Promises: nobody is listened to without a name and a reason, and everybody can see that they were;
a note to a colleague is read by that colleague; who has had a hard call is asked how they are, is
never made to rest, and is counted by it in no figure (ADR 0028).
"""
