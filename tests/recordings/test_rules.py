"""Places of files and parts of sound: what is refused, and what is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.recordings import errors
from kentongan.recordings.rules import asked_range, relative_place

PREFIX = "/var/spool/asterisk/monitor"

HOSTILE = (
    "", "/", "..", "../x.wav", "2026/../../x.wav", "/etc/passwd", "/etc/x.wav", "x.wav\x00.wav",
    "x\n.wav", "a//b.wav", "./x.wav", ".x.wav", "2026/.git/x.wav", "c:\\x.wav", "..\\x.wav",
    "x.exe", "x", "https://evil/x.wav", "a" * 500 + ".wav", f"{PREFIX}/../x.wav",
    f"{PREFIX}x/y.wav", "x.wav/",
)  # fmt: skip


@pytest.mark.parametrize("place", HOSTILE)
def test_hostile_places_are_refused(place):
    with pytest.raises(errors.HostilePlace):
        relative_place(place, PREFIX)


@pytest.mark.parametrize("place", ["2026/11/q.wav", "q.WAV", "rekaman 1.mp3"])
def test_places_below_the_folder_are_taken_with_and_without_the_exchanges_root(place):
    assert relative_place(place, PREFIX) == place
    assert relative_place(f"{PREFIX}/{place}", PREFIX) == place


@given(st.text(max_size=60))
def test_no_place_ever_leaves_the_folder(place):
    try:
        below = relative_place(place + ".wav", PREFIX)
    except errors.HostilePlace:
        return
    assert not below.startswith("/")
    assert ".." not in below.split("/")


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None), ("bytes=0-", (0, 100)), ("bytes=10-19", (10, 20)), ("bytes=-5", (95, 100)),
        ("bytes=90-500", (90, 100)), ("bytes=-500", (0, 100)), ("bytes=0-1,5-6", None),
        ("bytes=-", None), ("bytes=9-3", None), ("lines=1-2", None), ("bytes=٣-", None),
    ],
)  # fmt: skip
def test_a_part_is_what_the_browser_asks(header, part):
    assert asked_range(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(header):
    with pytest.raises(errors.RangeUnreadable):
        asked_range(header, 100)
