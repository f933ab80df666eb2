"""Tickets to responsible agencies, proposals of units, assignments, deadlines and escalation.

Promises: 112 forwards, the agency answers by name and assigns its own units (unless its mode says
otherwise, with a legal basis); a unit has one active assignment; an unaccepted ticket ends in a
ringing phone of a rostered person.
"""
