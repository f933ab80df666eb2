"""Exchanges: Asterisk's, which obeys the desk's keys, and one for practice, tests and figures."""
