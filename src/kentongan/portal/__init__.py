"""The public face: pages for citizens who have no account. The first is the one behind the link of
a request for a rating.

Promises: no script needed, 20 KB at most, nothing from elsewhere, no cookie set; what is unknown
and what is over are answered alike.
"""
