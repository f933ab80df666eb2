"""How messages leave the house."""

from kentongan.config import env

MESSAGING_ADAPTER = env.text(
    "KENTONGAN_ADAPTER",
    "fake",
    "What carries messages out. `fake` sends nothing and says so; real ones come later.",
)
