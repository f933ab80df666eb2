"""Where a neighbour's node may be: https, or this computer itself for trials."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from kentongan.neighbours.errors import BadAddress

LONGEST = 200


def require_address(address: str) -> str:
    """The address without a slash at its end. Raises BadAddress for one with a path, a question, a
    name of an account, or without TLS unless it is this computer.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadAddress from None
    has_more = bool(parts.query or parts.fragment or parts.username or parts.password)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    if has_more or not is_safe or not host or parts.path not in {"", "/"} or not host.isascii():
        raise BadAddress
    shown = f"[{host}]" if ":" in host else host
    found = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    if len(found) > LONGEST or not found.isprintable() or " " in found:
        raise BadAddress
    return found


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
