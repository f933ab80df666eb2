"""Users, login, second factor, sessions, API tokens.

Promises: a secret is stored only as its hash; a session that has ended opens nothing in any process
within a second; guessing is slowed per name and per address, and never locks a night shift out.
"""
