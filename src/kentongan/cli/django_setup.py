"""Making Django ready for the sub-commands that need it."""

import os

import django


def prepare() -> None:
    """Read the settings and load the rooms. Raises BadSetting for one that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    django.setup()
