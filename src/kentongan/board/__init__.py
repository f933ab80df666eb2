"""The leader's board.

Owns no facts: reads selectors only. Promises: no caller, no address, no words of anybody,
no health; an agency with fewer than ten tickets is not ranked; what is unknown is "—", never zero.
"""
