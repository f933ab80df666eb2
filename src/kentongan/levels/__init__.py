"""How well the desk answers, and how many people it needs: figures from the calls themselves.

Promises: a time that nobody measured is counted as missing, never as zero; no share stands without
its n; drills and test calls are in no figure; only supervisor and leader see operators; nobody is
rostered by a calculation (ADR 0025).
"""
