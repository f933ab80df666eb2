"""Pure rules of levels: steps of time, shares, queues, forecasts, the national return."""
