"""What callers say of the service they got: asked once, answered once, complaints answered by name.

Promises: nobody is asked whom a message could betray or hurt (practice.md §3.1, `rules.asking`);
nobody before the regency has decided it; a message and its page say no more than the day of the
report; a low mark is somebody's, by name, until it is answered.
"""
