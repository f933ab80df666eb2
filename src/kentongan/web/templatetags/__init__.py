"""Template tags for every face."""
