"""Asterisk's manager interface: frames, what they mean, orders, and the line over TCP."""
