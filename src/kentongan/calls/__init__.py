"""Calls to 112: taking, classifying in one act, linking to an incident.

Promises: every call is counted, pranks too; disposing of a call never touches the number that made
it; nothing automatic ever rings back where contact is not known to be safe.
"""
