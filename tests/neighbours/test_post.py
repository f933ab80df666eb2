"""One letter over HTTP: what another node may answer, and what of it is believed."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest

from kentongan.neighbours.adapters.post import PATH, SAID, Recipient, post
from kentongan.neighbours.errors import NotReached
from kentongan.neighbours.rules import is_signed, signature
from tests.conftest import NIGHT

OURS, THEIRS = "rahasia-kita-" + "0" * 30, "rahasia-mereka-" + "1" * 30
SENDER = UUID("0190f000-0000-7000-8000-000000000001")
BODY = b'{"letter":{"type":"trial","id":"0190f000-0000-7000-8000-000000000002"}}'
GOOD = b'{"state":"DELIVERED"}'

Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


class Node:
    """A server that answers as a test says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = signed(GOOD)
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server looks for
                body = self.rfile.read(int(self.headers["Content-Length"]))
                node.heard.append((self.path, dict(self.headers.items()), body))
                node.answer(self, body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def recipient(self) -> Recipient:
        address = f"http://127.0.0.1:{self.server.server_port}"
        return Recipient(address, SENDER, OURS, THEIRS)


def signed(said: bytes, *, secret: str = THEIRS, status: int = 200) -> Answer:
    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        given = request.headers["Kentongan-Signature"]
        proof = signature(
            secret, method=SAID, path=PATH, moment=request.headers["Kentongan-Time"],
            body=given.encode() + said,
        )  # fmt: skip
        request.send_response(status)
        request.send_header("Kentongan-Signature", proof)
        request.end_headers()
        request.wfile.write(said)

    return answer


def moved(request: BaseHTTPRequestHandler, _: bytes) -> None:
    request.send_response(302)
    request.send_header("Location", "http://127.0.0.1:1/")
    request.end_headers()


def dripping(request: BaseHTTPRequestHandler, _: bytes) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(20):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.1)


def silent(request: BaseHTTPRequestHandler, _: bytes) -> None:
    time.sleep(1.5)


def nonsense(request: BaseHTTPRequestHandler, _: bytes) -> None:
    request.wfile.write(b"\x00\xff nothing that is HTTP\r\n\r\n")


@pytest.fixture
def node() -> Iterator[Node]:
    node = Node()
    yield node
    node.server.shutdown()
    node.server.server_close()


def test_letter_is_signed_over_what_it_says_and_its_moment(node):
    assert post(node.recipient, BODY, at=NIGHT).state == "DELIVERED"
    [(path, headers, body)] = node.heard
    assert (path, body, headers["Kentongan-Node"]) == (PATH, BODY, str(SENDER))
    proof = headers["Kentongan-Signature"]
    said = {"method": "POST", "path": path, "moment": headers["Kentongan-Time"]}
    assert is_signed(proof, OURS, **said, body=body)
    assert not is_signed(proof, OURS, **said | {"moment": "1"}, body=body)
    assert not is_signed(proof, "", **said, body=body)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (signed(GOOD, secret=OURS), "jawaban tidak ditandatangani dengan rahasia mereka"),
        (signed(b"[]"), "jawaban tidak terbaca"),
        (signed(b"\xff"), "jawaban tidak terbaca"),
        (signed(b'{"state":"HERS"}'), "jawaban tidak terbaca"),
        (signed(b'{"x":' + b"[" * 9000), "jawaban tidak terbaca"),
        (signed(b'{"code":"NEIGHBOURS-001"}', status=401), "HTTP 401 NEIGHBOURS-001"),
        (signed(b'{"code":"Siti, Jl. Pantura"}', status=400), "HTTP 400"),
        (signed(b"[" * 9000, status=500), "HTTP 500"),
        (signed(b"x" * 70_000), "jawaban terlalu panjang"),
        (moved, "HTTP 302"),
        (dripping, "waktu habis"),
        (silent, "waktu habis"),
        (nonsense, "tidak tersambung"),
    ],
)
def test_what_is_not_believed_is_tried_again(node, answer, reason):
    node.answer = answer
    with pytest.raises(NotReached) as failure:
        post(node.recipient, BODY, at=NIGHT, limit_s=0.5)
    assert failure.value.facts["reason"] == reason
    assert len(node.heard) == 1


def test_node_that_is_not_there_is_said_so(node):
    for address in ("http://127.0.0.1:9", "https://127.0.0.1:9", "http://localhost:9"):
        to = Recipient(address, SENDER, OURS, THEIRS)
        with pytest.raises(NotReached) as failure:
            post(to, BODY, at=NIGHT, limit_s=0.5)
        assert failure.value.facts["reason"] == "tidak tersambung"


def test_certificate_that_nobody_vouches_for_is_refused(node):
    to = Recipient(node.recipient.address.replace("http:", "https:"), SENDER, OURS, THEIRS)
    with pytest.raises(NotReached) as failure:
        post(to, BODY, at=NIGHT, limit_s=2)
    assert failure.value.facts["reason"] in {"sertifikat TLS ditolak", "tidak tersambung"}
