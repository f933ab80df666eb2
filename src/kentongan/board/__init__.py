"""The leader's board. Owns no facts: reads selectors, shows no caller."""
