"""A progress bar on stderr for what takes more than two seconds."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

SHOWN_AFTER_S = 2.0
REDRAWN_EVERY_S = 0.2
LINE_EVERY_S = 10.0
WIDTH = 32


class Progress:
    """Counts steps; draws a bar on a terminal, writes a line now and then elsewhere."""

    def __init__(self, label: str, total: int | None = None, out: TextIO | None = None) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self._out = out or sys.stderr
        self._tty = self._out.isatty()
        self._began = time.monotonic()
        self._drawn_at = self._began
        self._shown = False

    def step(self, count: int = 1) -> None:
        """Count what is done, and show it when it is time."""
        self.done += count
        now = time.monotonic()
        if now - self._began < SHOWN_AFTER_S:
            return
        if not self._shown or now - self._drawn_at >= self._interval():
            self._shown = True
            self._drawn_at = now
            self._draw()

    def finish(self) -> None:
        """Draw the end, if anything was drawn before."""
        if self._shown:
            self._draw()
            if self._tty:
                self._out.write("\n")

    def line(self) -> str:
        """The state in words: `label [####····] 1234/5678 22 % 17 s`."""
        seconds = f"{time.monotonic() - self._began:.0f} s"
        if not self.total:
            return f"{self.label} {self.done} {seconds}"
        share = min(self.done / self.total, 1.0)
        filled = round(share * WIDTH)
        bar = "#" * filled + "·" * (WIDTH - filled)
        return f"{self.label} [{bar}] {self.done}/{self.total} {share:.0%} {seconds}"

    def _interval(self) -> float:
        return REDRAWN_EVERY_S if self._tty else LINE_EVERY_S

    def _draw(self) -> None:
        self._out.write(f"\r\x1b[K{self.line()}" if self._tty else f"{self.line()}\n")
        self._out.flush()


def tracked(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """The items, counted as they pass."""
    progress = Progress(label, total)
    for item in items:
        yield item
        progress.step()
    progress.finish()
