"""One web process: granian's loop on the socket that the parent holds."""

import argparse
import asyncio
import gc
import signal
from typing import Any

import uvloop
from django.urls import get_resolver
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from kentongan.cli.prepare import readiness
from kentongan.config.asgi import application, live, position_writer
from kentongan.geo.roads.engine import travel
from kentongan.web import logs

SUMMARY = "one web process"

QUEUE = 4_096
BACKPRESSURE = 40_000
"""granian stops accepting at this many open requests; a stream is one."""


class InheritedServer(Server):
    """Granian on a socket that is already listening."""

    _shd: Any

    def __init__(self, target: Any, *, fd: int, **options: Any) -> None:
        super().__init__(target, **options)
        self._inherited = fd

    def _init_shared_socket(self) -> None:
        # granian's own would set SO_REUSEPORT, with which two nodes could share one port
        holder: Any = SocketHolder
        self._shd = holder(self._inherited, False, self.backlog)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The socket to serve on."""
    parser.add_argument("--fd", type=int, required=True, help="the listening socket, inherited")


def run(options: argparse.Namespace) -> int:
    """Serve until the parent says stop."""
    logs.tell_uncaught()
    if status := readiness():
        return status
    uvloop.run(_serve(options.fd))
    return 0


async def _serve(fd: int) -> None:
    server = InheritedServer(
        application,
        fd=fd,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=BACKPRESSURE,
        backlog=QUEUE,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    stopping: list[asyncio.Task[None]] = []

    async def stop() -> None:
        await live.stop()
        server.stop()  # type: ignore[no-untyped-call]

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, lambda: stopping.append(loop.create_task(stop())))
    _warm_up()
    await server.serve()
    position_writer.stop()  # nobody tells any more: what waits is written before the end


def _warm_up() -> None:
    """Load what the first request would wait for; what is loaded is never garbage."""
    _ = get_resolver().reverse_dict
    travel()
    gc.collect()
    gc.freeze()
