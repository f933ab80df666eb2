"""What the regency has decided, taken as a whole: what a node lacks before it can be on duty.

Owns no facts: the rooms below keep the rows, each with its legal basis and its dates. Promises:
what is shown is read by the very functions that the desks go by.
"""
