"""How the house speaks HTTP: problem mapping, request ids, paging, idempotency. No models."""
