"""What happens, on every screen that may see it, within a quarter of a second.

Owns the stream of server-sent events at `/api/v1/live` and the reading of the journal's tail.
Promises: a stream gives only what its holder may see; a screen that was away resumes with nothing
missing or is told to read again (`reset`); no personal data; a slow screen holds up no other.
"""
