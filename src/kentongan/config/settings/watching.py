"""What /health calls degraded on this machine."""

from kentongan.config import env

LEAST_FREE_MIB = env.integer(
    "KENTONGAN_DISK_MIB", 1024, "With less free on the data folder's disk (MiB) /health warns."
)
BACKUP_HOURS = env.integer(
    "KENTONGAN_BACKUP_HOURS", 0, "With a last backup older than this /health warns; 0: not watched."
)
