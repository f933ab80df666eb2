from pathlib import Path
from typing import Any

import pytest

from tests.recordings.make import SOUND


@pytest.fixture
def monitor(settings: Any, tmp_path: Path) -> Path:
    """The exchange's folder with one recording, and an empty place for sealed copies."""
    folder = tmp_path / "monitor"
    (folder / "2026/11").mkdir(parents=True)
    (folder / "2026/11/q-112.wav").write_bytes(SOUND)
    settings.RECORDINGS_SOURCE = str(folder)
    settings.RECORDINGS_PREFIX = "/var/spool/asterisk/monitor"
    settings.RECORDINGS_DIR = tmp_path / "copies"
    settings.RECORDINGS_STORE = False
    return folder
