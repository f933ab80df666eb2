"""Users, login, second factor, sessions, API tokens.

Promises: a secret is stored only as its hash; a session that has ended opens nothing in any process
within a second; guessing is slowed, from many addresses too, and never locks a night shift out.
Who may do something to another person's account is asked in room `orgs`, which knows roles.
"""
