"""Which keys a node has sealed by: others under their names are noticed, as are lost ones."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.journal import key_marks, rotation
from kentongan.journal import services as journal
from kentongan.journal.errors import KeysDoNotFit
from kentongan.journal.models import NodeKey
from kentongan.journal.personal import forget_keyring
from kentongan.kernel.actors import SETUP
from kentongan.kernel.keys import INDEX_FILE
from tests.conftest import NIGHT


@pytest.fixture
def keys(cast: Any, tmp_path: Path) -> Iterator[Path]:
    """This node's keys, to be lost: with one call that they have sealed."""
    calls.receive_call(by=cast.operator, new=NewCall(phone="0294 000 777"), at=NIGHT)
    folder, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path / "keys"
    shutil.copytree(folder, settings.KEYS_DIR)
    forget_keyring()
    yield settings.KEYS_DIR
    settings.KEYS_DIR = folder
    forget_keyring()


def test_node_with_its_keys_misses_none(keys: Path):
    key_marks.require_own_keys()


@pytest.mark.parametrize("name", ["data-01.key", INDEX_FILE])
def test_key_that_is_gone_or_another_is_named(keys: Path, name: str):
    (keys / name).unlink()
    assert key_marks.lost_keys() == (name.removesuffix(".key"),)
    (keys / name).write_bytes(b"x" * 32)
    with pytest.raises(KeysDoNotFit) as refusal:
        key_marks.require_own_keys()
    assert name.removesuffix(".key") in str(refusal.value)


def test_older_key_may_be_put_away_once_it_seals_nothing(keys: Path):
    rotation.rotate_keys(by=SETUP, at=NIGHT)
    (keys / "data-01.key").unlink()
    key_marks.require_own_keys()
    assert set(key_marks.needed_keys()) == {"data-02", "index-01"}
    (keys / "data-02.key").unlink()
    with pytest.raises(KeysDoNotFit):
        key_marks.require_own_keys()


def test_node_from_before_keys_were_noted_notes_them_once(keys: Path):
    NodeKey.objects.all().delete()
    journal.note_keys(by=SETUP, at=NIGHT)
    journal.note_keys(by=SETUP, at=NIGHT)
    assert set(NodeKey.objects.values_list("name", flat=True)) == {"data-01", "index-01"}
