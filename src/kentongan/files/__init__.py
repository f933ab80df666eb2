"""Attachments: stored once by content, opened only through the thing they belong to.

Promises: a file's bytes never change (its name is their SHA-256); who opened it is journalled.
"""
