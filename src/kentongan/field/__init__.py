"""Crews' phone pages by vehicle token.

Owns no facts: composes selectors and calls one service per action. Promises: a crew sees its own
task only; a centre of an area is never shown as a place; nobody rings whom a ring may betray.
"""
