"""Keys of personal data: sealing, opening, rotating, and the blind index."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.kernel import keys
from kentongan.kernel.keys import KeyGone, KeyRing

RING = KeyRing(data_keys={"01": b"a" * 32}, index_key=b"i" * 32)
TEXT = st.text(alphabet=st.characters(codec="utf-8"))


@given(TEXT)
def test_what_is_sealed_opens_again(text):
    sealed = RING.seal(text)
    assert RING.open(sealed) == text
    assert sealed.isascii()


def test_the_same_text_is_sealed_differently_each_time():
    assert RING.seal("081234567890") != RING.seal("081234567890")


def test_tampered_text_does_not_open():
    prefix, key_id, payload = RING.seal("081234567890").split(".")
    flipped = ("A" if payload[20] != "A" else "B").join((payload[:20], payload[21:]))
    with pytest.raises(KeyGone):
        RING.open(f"{prefix}.{key_id}.{flipped}")


def test_text_cannot_be_passed_off_as_another_keys():
    """The key's id is sealed along (AES-GCM's associated data)."""
    both = KeyRing(data_keys={"01": b"a" * 32, "02": b"a" * 32}, index_key=b"i" * 32)
    sealed = RING.seal("x").replace(".01.", ".02.")
    with pytest.raises(KeyGone):
        both.open(sealed)


def test_without_its_key_a_text_stays_shut():
    other = KeyRing(data_keys={"02": b"b" * 32}, index_key=b"i" * 32)
    with pytest.raises(KeyGone) as refused:
        other.open(RING.seal("x"))
    assert refused.value.facts == {"key_id": "01"}


@given(st.binary())
def test_raw_bytes_are_sealed_without_base64(raw):
    key_id, sealed = RING.seal_bytes(raw)
    assert key_id == "01"
    assert len(sealed) == keys.NONCE_BYTES + len(raw) + 16
    assert RING.open_bytes(key_id, sealed) == raw


def test_raw_bytes_stay_shut_for_another_key_and_when_tampered_with():
    _, sealed = RING.seal_bytes(b"words")
    for key_id, there in (("02", sealed), ("01", sealed[:-1] + b"x"), ("01", b"")):
        with pytest.raises(KeyGone):
            RING.open_bytes(key_id, there)


@given(TEXT, TEXT)
def test_blind_index_tells_equal_from_different(one, other):
    assert (RING.blind_index(one) == RING.blind_index(other)) == (one == other)


def test_blind_index_depends_on_the_key():
    other = KeyRing(data_keys=RING.data_keys, index_key=b"j" * 32)
    assert RING.blind_index("x") != other.blind_index("x")
    assert len(RING.blind_index("x")) == 16


def test_first_keys_are_made_once_and_for_the_owner_only(tmp_path):
    folder = tmp_path / "keys"
    keys.make_first_keys(folder)
    first = keys.load_keys(folder)
    keys.make_first_keys(folder)
    assert keys.load_keys(folder) == first
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert keys.django_secret(folder) == keys.django_secret(folder)


def test_a_new_key_writes_and_the_old_one_still_reads(tmp_path):
    keys.make_first_keys(tmp_path)
    before = keys.load_keys(tmp_path)
    sealed = before.seal("lama")
    assert keys.add_data_key(tmp_path) == "02"
    after = keys.load_keys(tmp_path)
    assert after.current == "02"
    assert after.open(sealed) == "lama"
    assert after.seal("baru").split(".")[1] == "02"
    assert after.index_key == before.index_key


def test_lost_keys_are_never_made_anew(tmp_path):
    keys.make_first_keys(tmp_path)
    (tmp_path / keys.INDEX_FILE).unlink()
    with pytest.raises(keys.NoKeys):
        keys.load_keys(tmp_path)
    assert not (tmp_path / keys.INDEX_FILE).exists()


def test_fingerprint_tells_keys_apart_and_holds_nothing_of_them(tmp_path):
    keys.make_first_keys(tmp_path / "one")
    keys.make_first_keys(tmp_path / "two")
    one, two = keys.fingerprints(tmp_path / "one"), keys.fingerprints(tmp_path / "two")
    assert one.keys() == two.keys() == {"data-01", "index-01"}
    assert not set(one.values()) & set(two.values())
    assert (tmp_path / "one" / "data-01.key").read_bytes().hex()[:8] not in one["data-01"]


def test_a_key_is_whole_before_it_is_there(tmp_path, monkeypatch):
    """Another process that starts at the same moment must not read an empty one."""
    seen = []
    draw = keys.secrets.token_bytes

    def drawn(count):
        seen.extend(path.name for path in tmp_path.glob("data-*.key"))
        return draw(count)

    monkeypatch.setattr(keys.secrets, "token_bytes", drawn)
    assert keys.add_data_key(tmp_path) == "01"
    assert seen == []
    assert [path.name for path in tmp_path.iterdir()] == ["data-01.key"]


def test_the_hundredth_key_comes_after_the_ninety_ninth():
    ring = keys.KeyRing(data_keys={"99": b"a" * 32, "100": b"b" * 32}, index_key=b"c" * 32)
    assert ring.current == "100"
