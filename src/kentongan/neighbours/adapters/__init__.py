"""Carrying a letter to a neighbour's node."""
