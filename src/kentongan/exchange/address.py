"""Where the exchange's manager interface listens: `ami://user:secret@host:5038/queue,queue`."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORT = 5038


@dataclass(frozen=True, slots=True)
class AmiAddress:
    """Host, account and our queues; none named: all of them."""

    host: str
    port: int
    user: str
    secret: str
    queues: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"AmiAddress({self.host}:{self.port})"


def read_address(text: str) -> AmiAddress | None:
    """The address, None where none is given. Raises ValueError without repeating the secret."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
    except ValueError:
        raise ValueError("this is no address") from None
    if parts.scheme != "ami" or not parts.hostname or not parts.username or not parts.password:
        raise ValueError("ami://user:secret@host:5038/queue is expected")
    words = (unquote(parts.username), unquote(parts.password))
    if any(set(word) & {"\r", "\n", "\0"} for word in words):
        raise ValueError("account and secret are one line each")
    queues = tuple(filter(None, unquote(parts.path).strip("/").split(",")))
    return AmiAddress(parts.hostname, port, *words, queues)
