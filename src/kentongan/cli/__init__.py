"""The `kentongan` command: one module per sub-command, each with what it says, takes and does."""
