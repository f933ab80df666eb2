"""Bytes of the manager interface in, frames out. Whatever comes, nothing is raised.

A frame is lines of `Key: value` up to an empty line; a connection begins with one line without a
colon, the banner. Lines end in CRLF, and in LF where something between has changed them.
"""

from collections.abc import Iterator, Mapping

Frame = Mapping[str, str]

LONGEST_FRAME = 64 * 1024
"""Asterisk's own frames stay below 8 KiB; what is longer is passed over to its end."""
MOST_HEADERS = 512
BANNER = "Asterisk Call Manager/"


class FrameReader:
    """Feeds on pieces of any size and gives each frame once, as soon as it is whole."""

    def __init__(self) -> None:
        self.banner = ""
        self.passed_over = 0
        """How many frames were too long to be kept."""
        self._rest = bytearray()
        self._looked_at = 0
        self._skipping = False

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that end in `data`."""
        self._rest += data
        return list(self._whole())

    def _whole(self) -> Iterator[Frame]:
        while (end := self._next_end()) is not None:
            start, after = end
            raw = bytes(self._rest[:start])
            del self._rest[:after]
            self._looked_at = 0
            if self._skipping or len(raw) > LONGEST_FRAME:
                self._skipping = False
                self.passed_over += 1
                continue
            if frame := self._parse(raw):
                yield frame
        if len(self._rest) > LONGEST_FRAME:
            # kept: the last bytes, in which the end of this frame may have begun
            self._skipping = True
            del self._rest[:-3]
            self._looked_at = 0

    def _next_end(self) -> tuple[int, int] | None:
        """Where the next frame ends and the one after it begins."""
        begin = max(0, self._looked_at - 3)
        while (at := self._rest.find(b"\n", begin)) >= 0:
            for blank in (b"\n", b"\r\n"):
                if self._rest.startswith(blank, at + 1):
                    return at, at + 1 + len(blank)
            begin = at + 1
        self._looked_at = len(self._rest)
        return None

    def _parse(self, raw: bytes) -> dict[str, str]:
        """First key wins: what was smuggled in behind it never speaks for the frame."""
        frame: dict[str, str] = {}
        for line in raw.decode("utf-8", "replace").replace("\0", "\ufffd").split("\n"):
            key, colon, value = line.rstrip("\r").partition(":")
            if not colon:
                if key.startswith(BANNER) and not frame:
                    self.banner = key
                continue
            if len(frame) < MOST_HEADERS:
                frame.setdefault(key.strip(), value.strip())
        return frame
