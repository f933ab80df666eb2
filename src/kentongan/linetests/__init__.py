"""Whether 112 can be reached at all: test calls by provider and kecamatan, and what came of them.

Promises: a test call is of type TEST and in no figure; a line that was not answered here, or not
lately, is shown before all others; a test rings no agency and opens no incident.
"""
