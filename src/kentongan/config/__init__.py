"""Composition root: settings by topic, the URLs, the ASGI application. No logic."""
