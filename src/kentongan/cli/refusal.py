"""A command's own no. In a module of its own: `main` runs as `__main__` and would be two."""


class Refusal(Exception):  # noqa: N818 - becomes one line and exit 2
    """The command cannot be carried out; the message says why and what to do."""
