"""A crew's pages: how it comes in, what it sees, what it presses."""
