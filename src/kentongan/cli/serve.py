"""`kentongan serve`: prepares the node, then keeps its processes running.

This parent holds the listening socket and nothing else: no Django, a few megabytes. While a web
process starts again, calls wait in the socket's queue instead of being refused.
"""

import argparse
import errno
import http.client
import os
import socket
import sys
from collections.abc import Callable

from kentongan.cli import processes
from kentongan.cli.own_folder import claimed, close_to_others
from kentongan.cli.processes import DATABASE_AWAY, NOT_PREPARED, USAGE_ERROR, Child

SUMMARY = "run this node: pages, live stream and worker on one port"

DEFAULT_PORT = 8112
QUEUE = 4096
MOST_WEB = 64
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - recognised, not bound


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how many web processes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="port (%(default)s)")
    parser.add_argument("--web", type=_count, default=1, help="web processes (%(default)s)")


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    return serve(options.host, options.port, web=options.web)


def serve(
    host: str,
    port: int,
    *,
    web: int = 1,
    first: tuple[str, ...] = (),
    announce: Callable[[str], None] | None = None,
) -> int:
    """Prepare and run the node; returns its exit status. `announce` gets its address once ready.

    `first` are hidden sub-commands that run to their end before, each in its own process. Whether
    the database must be migrated or founded is seen by the web process, which has the rooms
    loaded anyway: a start of a node in order costs no process more.
    """
    with claimed():
        close_to_others()
        try:
            listener = listen(host, port)
        except OSError as error:
            print(f"kentongan: {_why_not(host, port, error)}", file=sys.stderr)
            return USAGE_ERROR
        return _serve_on(listener, host, port, web=web, first=first, tell=announce or _announce)


def _serve_on(
    listener: socket.socket,
    host: str,
    port: int,
    *,
    web: int,
    first: tuple[str, ...],
    tell: Callable[[str], None],
) -> int:
    processes.raise_open_files()
    if status := _run_first(first):
        return status
    shown = "127.0.0.1" if host in EVERYWHERE else host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"

    def ready() -> bool:
        if not answers(shown, port):
            return False
        tell(address)
        return True

    status = processes.supervise(_children(listener.fileno(), web), ready)
    if status in {NOT_PREPARED, DATABASE_AWAY}:
        status = _run_first(("prepare",)) or processes.supervise(
            _children(listener.fileno(), web), ready
        )
    return status


def _run_first(commands: tuple[str, ...]) -> int:
    for command in commands:
        status = processes.spawn([command]).wait()
        if status:
            return status if status > 0 else 1
    return 0


def _children(fd: int, web: int) -> list[Child]:
    pages = [Child(["web", "--fd", str(fd)], keep_fds=(fd,)) for _ in range(web)]
    return [*pages, Child(["worker"]), *([Child(["exchange"])] if _has_exchange() else [])]


def _has_exchange() -> bool:
    """Whether a telephone exchange is named; what its address is worth, its own process tells."""
    return any(os.environ.get(name) for name in ("KENTONGAN_AMI", "KENTONGAN_AMI_FILE"))


def listen(host: str, port: int) -> socket.socket:
    """The node's socket. Raises OSError when the port is taken or the address is not ours."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    # not SO_REUSEPORT: a second node on the same port must fail, not share the calls
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(QUEUE)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


def answers(host: str, port: int) -> bool:
    """Whether the node gives any answer on /health within half a second."""
    connection = http.client.HTTPConnection(host, port, timeout=0.5)
    try:
        connection.request("GET", "/health", headers={"Connection": "close"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _announce(address: str) -> None:
    print(f"Kentongan: {address}", flush=True)


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken; choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights; choose one above 1023 with --port"
    return f"cannot listen on {host}:{port}: {error.strerror or error}"


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{port} is not a port: 1 to 65535 is expected")
    return port


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= MOST_WEB:
        raise argparse.ArgumentTypeError(f"{count}: 1 to {MOST_WEB} is expected")
    return count
