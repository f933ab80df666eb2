"""A real browser for the desks' figures: Debian's chromium over DevTools' pipe, without a library.

Playwright drives the tests; it is no dependency of the product, and a bench runs on any node.
"""

import asyncio
import itertools
import json
import os
import shutil
import signal
from pathlib import Path
from typing import Any, Self

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-pipe",
)  # fmt: skip
MESSAGE_BYTES = 16 << 20
ANSWER_S = 30.0
POLL_S = 0.02
# DevTools reads its descriptor 3 and writes its descriptor 4; dash could not name those above 9.
ON_THE_PIPE = 'in=$0 out=$1; shift; exec "$@" 3<&$in 4>&$out'


def find_chromium() -> str | None:
    """The browser on this machine: KENTONGAN_CHROMIUM, or chromium on the path."""
    return os.environ.get("KENTONGAN_CHROMIUM") or shutil.which("chromium")


class Chromium:
    """One browser with one page, of a person who is known by a token."""

    def __init__(self, process: asyncio.subprocess.Process, writer: asyncio.WriteTransport,
                 reader: asyncio.StreamReader) -> None:  # fmt: skip
        self._process = process
        self._writer = writer
        self._reader = reader
        self._ids = itertools.count(1)
        self._session: dict[str, str] = {}

    @classmethod
    async def start(cls, executable: str, profile: Path, token: str) -> Self:
        """A browser on this profile, which outlives it."""
        their_in, our_out = os.pipe()
        our_in, their_out = os.pipe()
        command = (str(their_in), str(their_out), executable, *ARGUMENTS)
        process = await asyncio.create_subprocess_exec(
            "bash", "-c", ON_THE_PIPE, *command, f"--user-data-dir={profile}", "about:blank",
            pass_fds=(their_in, their_out), start_new_session=True,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        os.close(their_in)
        os.close(their_out)
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=MESSAGE_BYTES)
        await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(our_in, "rb", 0)
        )
        writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(our_out, "wb", 0))
        browser = cls(process, writer, reader)
        await browser._attach(token)
        return browser

    async def _attach(self, token: str) -> None:
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        self._session = {"sessionId": attached["sessionId"]}
        await self.ask("Network.enable")
        headers = {"Authorization": f"Bearer {token}"}
        await self.ask("Network.setExtraHTTPHeaders", headers=headers)

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol and its result; events between are dropped."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params, **self._session}
        self._writer.write(json.dumps(message).encode() + b"\0")
        async with asyncio.timeout(ANSWER_S):
            while (answer := await self._next()).get("id") != number:
                pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads((await self._reader.readuntil(b"\0"))[:-1])
        return message

    async def evaluate(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        told = await self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in told:
            raise RuntimeError(told["exceptionDetails"]["exception"].get("description", script))
        return told["result"].get("value")

    async def open(self, url: str, *, until: str) -> None:
        """Go there and wait until an expression holds in the page."""
        await self.ask("Page.navigate", url=url)
        async with asyncio.timeout(ANSWER_S):
            while not await self.evaluate(f"Boolean({until})"):
                await asyncio.sleep(POLL_S)

    async def kill(self) -> None:
        """End it as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        self._writer.close()
