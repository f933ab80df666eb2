"""Papers that are made at their hour and kept as files: what stood on them cannot change later.

Promises: who opened a paper is journalled; the notice that it is there holds no figure and no name.
"""
