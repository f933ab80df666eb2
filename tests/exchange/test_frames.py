"""The frame reader: whatever way bytes are cut, and whatever they are, the same frames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.exchange.ami.frames import LONGEST_FRAME, MOST_HEADERS, FrameReader

STREAM = (
    b"Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nMessage: Authentication accepted\r\n\r\n"
    b"Event: QueueCallerJoin\r\nCallerIDName: Agus \xc3\x91and\xc3\xba \xf0\x9f\x98\x80\r\n"
    b"Uniqueid: 1.2\r\n\r\nEvent: Hangup\nUniqueid: 1.2\n\n"
)
FRAMES = [
    {"Response": "Success", "Message": "Authentication accepted"},
    {"Event": "QueueCallerJoin", "CallerIDName": "Agus Ñandú 😀", "Uniqueid": "1.2"},
    {"Event": "Hangup", "Uniqueid": "1.2"},
]


def read(*pieces: bytes) -> list[object]:
    reader = FrameReader()
    return [frame for piece in pieces for frame in reader.feed(piece)]


def test_banner_and_frames() -> None:
    reader = FrameReader()
    assert reader.feed(STREAM) == FRAMES
    assert reader.banner == "Asterisk Call Manager/11.0.0"


def test_cut_at_every_byte() -> None:
    for at in range(len(STREAM) + 1):
        assert read(STREAM[:at], STREAM[at:]) == FRAMES
    assert read(*(STREAM[at : at + 1] for at in range(len(STREAM)))) == FRAMES


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=6))
def test_any_bytes_cut_anywhere_are_the_same_and_no_error(data: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    pieces = [data[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert read(*pieces) == read(data)


def test_too_long_is_passed_over_and_the_next_is_read() -> None:
    for size in (LONGEST_FRAME + 1, 3 * LONGEST_FRAME):
        reader = FrameReader()
        endless = b"Event: Long\r\nValue: " + b"x" * size + b"\r\n\r\n"
        pieces = [endless[at : at + 1000] for at in range(0, len(endless), 1000)]
        assert [f for piece in pieces for f in reader.feed(piece)] == []
        assert reader.feed(STREAM[30:]) == FRAMES
        assert reader.passed_over == 1


def test_a_line_without_end_takes_no_memory() -> None:
    reader = FrameReader()
    for _ in range(200):
        assert reader.feed(b"x" * 65_536) == []
    assert len(reader._rest) <= 2 * LONGEST_FRAME


def test_what_is_smuggled_in_behind_does_not_speak() -> None:
    frames = read(b"Event: Hangup\r\nUniqueid: 1.1\r\nUniqueid: 9.9\r\nEvent: AgentConnect\r\n\r\n")
    assert frames == [{"Event": "Hangup", "Uniqueid": "1.1"}]


@pytest.mark.parametrize(
    "hostile",
    [
        b"\0\0\r\n\r\n", b"\xff\xfe: \xed\xa0\x80\r\n\r\n", b":\r\n\r\n", b"\r\n" * 50,
        b"a: b\r\n" * 5000 + b"\r\n", b"\n\r\n\r\n\n", b": : :\n\n",
    ],
)  # fmt: skip
def test_hostile_bytes(hostile: bytes) -> None:
    frames = read(hostile, b"Event: Hangup\r\nUniqueid: 1.2\r\n\r\n")
    assert frames[-1] == FRAMES[-1]
    assert "\0" not in str(frames)


def test_headers_are_bounded() -> None:
    (frame,) = read(b"".join(b"k%d: v\r\n" % n for n in range(2 * MOST_HEADERS)) + b"\r\n")
    assert isinstance(frame, dict)
    assert len(frame) == MOST_HEADERS
