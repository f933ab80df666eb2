"""Operators' and agencies' desks. They own no facts: selectors in, one service out."""
