"""Who may listen: looked up in a thread when a stream opens, and again at least every minute."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeVar

from django.db import close_old_connections

from kentongan.live.hub import Guest

RECHECK_S = 60.0
COOKIE_PREFIX = "kentongan_"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request shows of who it is: a bearer token, or the cookies that are this house's."""

    bearer: str | None = None
    cookies: tuple[tuple[str, str], ...] = ()

    def cookie(self, name: str) -> str | None:
        """The value of one cookie."""
        return dict(self.cookies).get(name)


LookUp = Callable[[Credential], Guest | None]


class Guests:
    """Looks credentials up, each at most once at a time: a wall of screens shares one answer."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up
        # one thread of its own: screens that come back all at once must not hold up the pages
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live-rights")
        self._asked: dict[Credential, asyncio.Task[Guest | None]] = {}

    async def admit(self, credential: Credential) -> Guest | None:
        """The guest with this credential, or None. Raises what the look-up raises."""
        task = self._asked.get(credential)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._ask(credential))
            self._asked[credential] = task
            task.add_done_callback(lambda _: self._asked.pop(credential, None))
        return await asyncio.shield(task)

    async def in_thread(self, work: Callable[..., T], *given: Any) -> T:
        """Run something that waits for the database in the thread of the look-ups."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, _afresh, work, *given)

    async def _ask(self, credential: Credential) -> Guest | None:
        return await self.in_thread(self._look_up, credential)


def _afresh(work: Callable[..., T], *given: Any) -> T:
    """No request begins or ends in this thread: a connection that is lost must be let go here, or
    no stream would open, and no right be looked at again, until the process is restarted.
    """
    close_old_connections()
    return work(*given)


def credential_of(headers: list[tuple[bytes, bytes]]) -> Credential:
    """What these ASGI headers show. A bearer token goes before cookies."""
    cookies: dict[str, str] = {}
    for name, value in headers:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return Credential(bearer=value[7:].decode("latin-1").strip())
        if name == b"cookie":
            cookies |= _our_cookies(value.decode("latin-1"))
    return Credential(cookies=tuple(sorted(cookies.items())))


def _our_cookies(header: str) -> dict[str, str]:
    try:
        read = SimpleCookie(header)
    except CookieError:
        return {}
    return {k: m.value for k, m in read.items() if k.startswith(COOKIE_PREFIX)}
