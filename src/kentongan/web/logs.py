"""Structured logs: one JSON object a line. Only named fields get out, none of them personal."""

import json
import logging
import sys
import threading
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")

FIELDS = (
    "method", "route", "status", "ms", "code", "seq", "set", "timer", "topic", "attempts", "port",
)  # fmt: skip
"""What a log call may add by `extra`; anything else is dropped."""


class JsonFormatter(logging.Formatter):
    """A record as JSON. Tracebacks name code, never the values in it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "request": request_id.get(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self._without_values(record)
        return json.dumps({k: v for k, v in line.items() if v != ""}, ensure_ascii=False)

    def _without_values(self, record: logging.LogRecord) -> list[str]:
        """File, line and function of each frame, and the exception's type: no message.

        An exception's message may quote the row that failed, and with it a person.
        """
        if not record.exc_info or record.exc_info[1] is None:
            return []
        frames: list[str] = []
        traceback = record.exc_info[1].__traceback__
        while traceback is not None:
            code = traceback.tb_frame.f_code
            frames.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
            traceback = traceback.tb_next
        return [*frames, type(record.exc_info[1]).__name__]


def _message(record: logging.LogRecord) -> str:
    """Django's own lines quote the path, and a path may hold a token: their words are enough."""
    if record.name.startswith(("django.request", "django.security")) and record.args:
        return str(record.msg).replace("%s", "…")
    # the first line: asyncio's own go on with the representation of what has failed
    return record.getMessage().partition("\n")[0]


def tell_uncaught() -> None:
    """What nobody has caught is logged as well: Python's own traceback ends with the values."""
    logging.raiseExceptions = False  # a handler that fails prints the values, too
    sys.excepthook = lambda kind, error, trace: _log_uncaught(error)
    threading.excepthook = lambda told: _log_uncaught(told.exc_value)


def _log_uncaught(error: BaseException | None) -> None:
    logging.getLogger(__name__).critical("uncaught", exc_info=error)
