"""Operators' and agencies' desks. Owns no facts: composes selectors and calls one service per action."""
