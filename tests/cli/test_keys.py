"""`kentongan keys`: every personal value is sealed with the newest key, and none is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.cli.main import main
from kentongan.journal import rotation
from kentongan.journal.models import Entry, StoredAnswer
from kentongan.journal.personal import forget_keyring, keyring, phone_index
from kentongan.kernel.keys import add_data_key, load_keys
from tests.caller import caller_of
from tests.conftest import NIGHT
from tests.incidents.make import make_categories

PHONE = "0294 000 777"


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    """A key ring of this test: copied, so that what the cast has sealed still opens."""
    keyring()  # makes the first keys where there are none
    folder, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path / "keys"
    shutil.copytree(folder, settings.KEYS_DIR)
    forget_keyring()
    yield settings.KEYS_DIR
    settings.KEYS_DIR = folder
    forget_keyring()


def sealed(call: Call) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT caller_phone FROM calls_call WHERE number = %s", [call.number])
        return str(cursor.fetchone()[0])


@pytest.fixture
def call(cast: Any, keys: Path) -> Call:
    return calls.receive_call(by=cast.operator, new=NewCall(phone=PHONE), at=NIGHT)


def test_rotation_seals_with_a_new_key_and_loses_nothing(call: Call, capsys: Any):
    before = keyring().current
    assert sealed(call).startswith(f"k1.{before}.")
    assert main(["keys", "rotate"]) == 0
    after = keyring().current
    assert after > before
    assert sealed(call).startswith(f"k1.{after}.")
    assert Call.objects.get(id=call.id).caller_phone == PHONE
    assert rotation.count_sealed()[before] == 0


def test_rotation_keeps_exact_search(call: Call):
    main(["keys", "rotate"])
    assert Call.objects.filter(caller_phone_index=phone_index(PHONE)).get().id == call.id


def test_rotation_is_journalled_without_a_word_of_a_person(call: Call):
    main(["keys", "rotate"])
    kinds = {entry.kind: entry for entry in Entry.objects.filter(kind__startswith="journal.key")}
    assert set(kinds) == {"journal.key.added", "journal.key.rotated"}
    assert kinds["journal.key.rotated"].facts["values"] >= 1
    assert set(kinds["journal.key.rotated"].facts) == {"key", "node_id", "values"}
    assert "294000777" not in kinds["journal.key.rotated"].data


def test_process_with_older_keys_reads_what_another_has_sealed(call: Call, keys: Path):
    older = keyring().current
    newer = add_data_key(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_call SET caller_phone = %s WHERE number = %s",
            [load_keys(keys).seal(PHONE), call.number],
        )
    assert keyring().current == older
    assert Call.objects.get(id=call.id).caller_phone == PHONE
    assert keyring().current == newer


def test_answers_of_before_a_rotation_are_given_again(cast: Any, keys: Path, capsys: Any):
    """The oldest key may be put away: no answer needs it any more."""
    make_categories()
    operator, body = caller_of(cast, "operator"), {"category": "TREE_DOWN", "narrative": "Tumbang"}
    first = operator.post("/incidents", body, key="satu")
    before = keyring().current
    assert main(["keys", "rotate"]) == 0
    assert StoredAnswer.objects.get().sealed_with == keyring().current != before
    assert rotation.count_sealed()[before] == 0
    again = operator.post("/incidents", body, key="satu")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.content == first.content


def test_answer_that_an_older_key_has_sealed_still_opens(cast: Any, keys: Path):
    """Between a new key and the last slice of its rotation."""
    make_categories()
    operator, body = caller_of(cast, "operator"), {"category": "TREE_DOWN", "narrative": "Tumbang"}
    first = operator.post("/incidents", body, key="satu")
    add_data_key(keys)
    forget_keyring()
    assert StoredAnswer.objects.get().sealed_with != keyring().current
    assert operator.post("/incidents", body, key="satu").content == first.content


def test_list_names_each_key_and_what_it_has_sealed(call: Call, capsys: Any):
    assert main(["keys", "list"]) == 0
    assert f"{keyring().current}  " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["shuffle"], ["rotate", "now"]])
def test_wrong_arguments_are_one_line_and_exit_2(capsys: Any, arguments: list[str]):
    with pytest.raises(SystemExit) as end:
        main(["keys", *arguments])
    assert end.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
