"""Recordings that an exchange gives out by HTTP: parts, refusals, and what is never asked."""

import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kentongan.config.env import BadSetting
from kentongan.config.settings import recordings as settings_of
from kentongan.kernel.errors import Failure
from kentongan.recordings import errors
from kentongan.recordings.adapters.source import find_sound
from kentongan.recordings.models import Recording
from kentongan.recordings.selectors import LONGEST_CALL
from kentongan.recordings.services import store_due
from tests.conftest import NIGHT
from tests.recordings.make import SOUND, make_recording

PLACE = "/var/spool/asterisk/monitor/2026/11/q 112.wav"


class Server(ThreadingHTTPServer):
    """One that answers as it is told to."""

    asked: list[tuple[str, str, str, str]]
    status = 200
    knows_parts = True
    says_length = True
    breaks_off = False


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.answer(b"")

    def do_GET(self) -> None:
        self.answer(SOUND)

    def answer(self, body: bytes) -> None:
        server, said = self.server, self.headers.get
        part = said("Range", "")
        server.asked.append((self.command, self.path, part, said("Authorization", "")))
        status = server.status
        if part and server.knows_parts and status == 200:
            begin, _, end = part.removeprefix("bytes=").partition("-")
            body, status = body[int(begin) : int(end) + 1], 206
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", "http://127.0.0.1:9/secret")
        if server.says_length:
            self.send_header("Content-Length", str(len(body) if body else len(SOUND)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if server.breaks_off else body)

    def log_message(self, *said: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def server(settings: Any, tmp_path: Any) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.RECORDINGS_SOURCE = f"http://nama:kata%40@127.0.0.1:{server.server_port}/rekaman/"
    settings.RECORDINGS_PREFIX = "/var/spool/asterisk/monitor"
    settings.RECORDINGS_DIR = tmp_path / "copies"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("knows_parts", [True, False])
def test_the_whole_and_each_part(server: Server, knows_parts: bool) -> None:
    server.knows_parts = knows_parts
    sound = find_sound(PLACE)
    assert (sound.size, sound.media_type) == (len(SOUND), "audio/wav")
    assert b"".join(sound.read(0, sound.size)) == SOUND
    for begin, end in ((0, 1), (3, 9), (len(SOUND) - 2, len(SOUND))):
        assert b"".join(sound.read(begin, end)) == SOUND[begin:end]
    signed = f"Basic {b64encode(b'nama:kata@').decode()}"
    assert {(path, said) for _, path, _, said in server.asked} == {
        ("/rekaman/2026/11/q%20112.wav", signed)
    }
    assert server.asked[1][2] == f"bytes=0-{len(SOUND) - 1}"


@pytest.mark.parametrize(
    ("status", "refusal"),
    [(404, errors.SoundMissing), (410, errors.SoundMissing), (401, errors.SourceAway),
     (302, errors.SourceAway), (500, errors.SourceAway)],
)  # fmt: skip
def test_what_it_refuses(server: Server, status: int, refusal: type[Failure]) -> None:
    sound = find_sound(PLACE)
    server.status = status
    with pytest.raises(refusal):
        find_sound(PLACE)
    with pytest.raises(refusal):  # before the first piece: a page is not begun
        sound.read(0, 5)


def test_one_that_does_not_say_how_long_the_sound_is(server: Server) -> None:
    server.says_length = False
    with pytest.raises(errors.SourceAway):
        find_sound(PLACE)


def test_one_that_is_away(server: Server) -> None:
    server.shutdown()
    server.server_close()
    with pytest.raises(errors.SourceAway) as refused:
        find_sound(PLACE)
    assert "kata" not in str(refused.value)


@pytest.mark.parametrize(
    "place", ["/etc/passwd", "../x.wav", "a/../../x.wav", "http://10.0.0.1/x.wav",
              "a\r\nHost: b.wav", "//evil/x.wav", ".x.wav", "x.php"],
)  # fmt: skip
def test_nothing_beside_the_address_is_asked(server: Server, place: str) -> None:
    with pytest.raises(Failure):
        find_sound(place)
    assert server.asked == []


@pytest.mark.django_db
def test_a_copy_of_a_line_that_broke_is_none(cast: Any, night: Any, server: Server) -> None:
    recording, over = make_recording(), NIGHT + LONGEST_CALL
    for server.breaks_off in (True, False):
        assert Recording.objects.get(id=recording.id).stored_at is None
        Recording.objects.update(store_at=over)
        store_due(at=over)
    assert Recording.objects.get(id=recording.id).size_bytes == len(SOUND)


@pytest.mark.parametrize(
    ("said", "is_taken"),
    [("/mnt/rekaman", True), ("https://a:b@pbx/rekaman/", True), ("http://127.0.0.1:8/r", True),
     ("", True), ("http://pbx/rekaman/", False), ("rekaman", False), ("ftp://pbx/r", False),
     ("https://", False), ("https://pbx:x/", False)],
)  # fmt: skip
def test_what_may_be_set(monkeypatch: pytest.MonkeyPatch, said: str, is_taken: bool) -> None:
    monkeypatch.setenv("KENTONGAN_RECORDINGS", said)
    if is_taken:
        assert settings_of._source() == said
        return
    with pytest.raises(BadSetting) as refused:
        settings_of._source()
    assert "a:b" not in str(refused.value)
