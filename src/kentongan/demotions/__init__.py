"""Who rang for fun three times waits a little, when everybody is busy (practice.md §3.3, ADR 0026).

Promises: a demoted caller waits at most fifteen seconds more than others, and not one second while
an operator is free; nobody is demoted by a machine; anything that could be a true emergency lifts
it; who still waits after that rings a supervisor's telephone; every such call is counted and heard
again by a colleague. Turning callers away is a setting, and off.
"""
