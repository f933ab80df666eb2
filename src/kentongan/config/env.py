"""Typed reading of the environment: fails at start with the variable's name and a hint.

Every variable also comes as `NAME_FILE`, a path to read it from (secrets of a service manager).
"""

import os
from dataclasses import dataclass
from pathlib import Path


class BadSetting(Exception):  # noqa: N818
    """A variable that cannot be used; the message names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable, for the generated reference."""

    name: str
    default: str
    help: str


_known: dict[str, Setting] = {}


def text(name: str, default: str, help: str) -> str:  # noqa: A002 - the word the reference prints
    """The variable's text, its file's text, or the default."""
    _known[name] = Setting(name, default, help)
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE={path}: cannot be read ({error.strerror})") from None
        except UnicodeDecodeError:
            raise BadSetting(f"{name}_FILE={path}: this is no UTF-8 text") from None
    return os.environ.get(name, default)


def integer(name: str, default: int, help: str) -> int:  # noqa: A002
    """A whole number."""
    value = text(name, str(default), help)
    try:
        return int(value)
    except ValueError:
        raise BadSetting(
            f"{name}={value!r}: a whole number is expected, such as {default}"
        ) from None


def flag(name: str, default: bool, help: str) -> bool:  # noqa: A002
    """`1`, `yes`, `true`, `on`, or their opposites."""
    value = text(name, "1" if default else "0", help).lower()
    if value not in {"1", "0", "yes", "no", "true", "false", "on", "off"}:
        raise BadSetting(f"{name}={value!r}: 1 or 0 is expected")
    return value in {"1", "yes", "true", "on"}


def listed(name: str, default: str, help: str) -> list[str]:  # noqa: A002
    """Words separated by commas."""
    return [part.strip() for part in text(name, default, help).split(",") if part.strip()]


def all_settings() -> dict[str, Setting]:
    """Every variable that has been read, for the reference and its test."""
    return dict(sorted(_known.items()))
