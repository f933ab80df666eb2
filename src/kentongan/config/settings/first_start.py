"""What an empty node is made with; asked on the terminal when not given."""

from kentongan.config import env

FIRST_ADMIN = env.text("KENTONGAN_ADMIN", "", "Account name of an empty node's administrator.")
FIRST_ADMIN_PASSWORD = env.text("KENTONGAN_ADMIN_PASSWORD", "", "That administrator's password.")
FIRST_REGION = env.text("KENTONGAN_REGION", "", "The empty node's region, such as 33.24.")
