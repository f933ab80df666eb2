"""Guidance cards: what a caller is told to do until help is there, and what was told when.

Promises: on a live node a card is shown only between a named doctor's approval and its expiry;
whoever guides leaves at any moment; what was said is only ever added to. A card proposes a
priority and what should come; a person takes the proposal or does not.
"""
