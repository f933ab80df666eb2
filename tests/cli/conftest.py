"""An empty node for the commands that fill one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from kentongan.journal import selectors as journal_selectors
from kentongan.journal import watchers


@pytest.fixture
def empty(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """An empty database and a data folder of its own."""
    _forget()
    folder, settings.DATA = settings.DATA, tmp_path
    yield tmp_path
    settings.DATA = folder
    _forget()


def _forget() -> None:
    call_command("flush", verbosity=0, interactive=False)
    journal_selectors.forget_node()
    watchers.drop_everything()
