"""Crews' phone pages by vehicle token. Owns no facts: composes selectors and calls one service per action."""
