# ruff: noqa: INP001
"""Writes docs/reference/*.md from the code itself; `--check` says which are out of date.

Nothing in the reference is written by hand, so nothing in it can be wrong for long.
"""

import argparse
import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
# The words of the reference are those of the code: Indonesian sentences as they are written.
django.setup()

# The rooms can be imported only now: their models need the settings. The addresses bring every view
# and endpoint along, and with them the refusals that live there; commands have theirs beside them.
importlib.import_module("kentongan.config.urls")
importlib.import_module("kentongan.cli.replay.errors")
from django.conf import settings  # noqa: E402
from django.db.models import BinaryField  # noqa: E402

import kentongan  # noqa: E402
from kentongan.cli.main import COMMANDS, Command  # noqa: E402
from kentongan.config.env import all_settings  # noqa: E402
from kentongan.journal import exempt, personal, reactions, timekeeper  # noqa: E402
from kentongan.kernel.errors import (  # noqa: E402
    Failure,
    Forbidden,
    Malformed,
    Missing,
    Stale,
    Unavailable,
    all_failures,
)
from kentongan.kernel.events import all_events  # noqa: E402
from kentongan.kernel.lifecycle import Lifecycle  # noqa: E402
from kentongan.orgs.enums import Right, Role  # noqa: E402
from kentongan.orgs.rules import (  # noqa: E402
    OWN_TASKS_ONLY,
    RIGHTS_OF_ROLE,
    SECOND_FACTOR_ROLES,
)

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
MEASURED = {"roads-crosscheck"}
"""Pages that a measurement writes, not the code."""
NOTE = "<!-- Written by docs/generate.py (`make docs`). Do not edit. -->"
STATUS = {Forbidden: 403, Malformed: 400, Missing: 404, Stale: 412, Unavailable: 503}
REFUSED = 409

Lines = Iterator[str]


def main() -> int:
    """Write the pages, or check them; 1 when one is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args()
    pages = {REFERENCE / f"{name}.md": _page(make) for name, make in PAGES.items()}
    if options.check:
        return _check(pages)
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in pages.items():
        path.write_text(text, encoding="utf8")
    return 0


def _page(make: Callable[[], Lines]) -> str:
    title = (make.__doc__ or "").rstrip(".")
    return "\n".join([NOTE, f"# {title}", "", *make()]).rstrip() + "\n"


def _check(pages: dict[Path, str]) -> int:
    stale = [p for p, text in pages.items() if not p.exists() or p.read_text("utf8") != text]
    unknown = [p for p in REFERENCE.glob("*.md") if p not in pages and p.stem not in MEASURED]
    for path in stale + unknown:
        sys.stderr.write(f"{path.relative_to(ROOT)} is not what the code says: run `make docs`\n")
    return 1 if stale or unknown else 0


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Lines:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(value) for value in row)} |"
    yield ""


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "\\|").split()) or "—"


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")


def _code(text: object) -> str:
    return f"`{text}`" if str(text) else ""


def settings_page() -> Lines:
    """Settings."""
    yield "Read from the environment at start. Each also comes as `NAME_FILE`, a path to read."
    yield ""
    rows = all_settings().values()
    yield from _table(
        ("variable", "default", "meaning"),
        ((_code(s.name), _code(_placed(s.default)), s.help) for s in rows),
    )


def _placed(default: str) -> str:
    """A default without this machine's folders in it."""
    return default.replace(str(settings.DATA), "$KENTONGAN_DATA")


def commands_page() -> Lines:
    """Commands."""
    shown = {name: command for name, command in COMMANDS.items() if not command.hidden}
    yield from _table(("command", "does"), ((_code(n), c.summary) for n, c in shown.items()))
    for name, command in shown.items():
        yield f"## kentongan {name}"
        yield ""
        yield from _help(name, command)
    hidden = sorted(name for name, command in COMMANDS.items() if command.hidden)
    yield "Used by these, not by hand: " + ", ".join(map(_code, hidden)) + "."


def _help(name: str, command: Command) -> Lines:
    try:
        module = importlib.import_module(f"kentongan.cli.{command.module}")
    except ModuleNotFoundError:
        yield "Not part of this version yet."
        yield ""
        return
    parser = argparse.ArgumentParser(
        prog=f"kentongan {name}", description=command.summary, formatter_class=_wide
    )
    module.add_arguments(parser)
    for each in _with_actions(parser):
        yield "```"
        yield each.format_help().rstrip()
        yield "```"
        yield ""


def _wide(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=96, max_help_position=30)


def _with_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A command, and its actions where it has some: `token create`."""
    yield parser
    for action in parser._actions:
        for inner in action.choices.values() if isinstance(action.choices, dict) else ():
            inner.formatter_class = _wide
            yield from _with_actions(inner)


def events_page() -> Lines:
    """Events."""
    yield "What the journal tells, by kind. Identifiers and plain values, never personal data."
    yield ""
    for room, kinds in _by_room(all_events()).items():
        yield f"## {room}"
        yield ""
        yield from _table(
            ("kind", "what has happened", "about", "payload"),
            (
                (_code(kind), _event_words(event), event.subject, ", ".join(_fields(event)))
                for kind, event in kinds.items()
            ),
        )


def _event_words(event: type[Any]) -> str:
    own = event.__dict__.get("__doc__") or ""
    return own.partition("\n\n")[0] or event.__name__


def _fields(event: type[Any]) -> list[str]:
    return [f"`{name}`" for name in event.__struct_fields__]


def errors_page() -> Lines:
    """Error codes."""
    yield "Each refusal says what happened, the rule, and what to do now (RFC 9457 in the API)."
    yield ""
    for room, failures in _by_room(all_failures(), "-").items():
        yield f"## {room}"
        yield ""
        yield from _table(
            ("code", "name", "HTTP", "what happened", "the rule", "what to do now"),
            (
                (_code(code), f.__name__, _status(f), f.what, f.rule, f.advice)
                for code, f in failures.items()
            ),
        )


def _status(failure: type[Failure]) -> int:
    own: int | None = getattr(failure, "http_status", None)
    kinds = (status for kind, status in STATUS.items() if issubclass(failure, kind))
    return own or next(kinds, REFUSED)


def reactions_page() -> Lines:
    """Reactions."""
    yield "What a room does when a room below has acted: at least once, in the worker."
    yield ""
    rows = [
        (room, _code(kind), handler.__name__, _first_line(handler))
        for room, kinds in reactions.all_reactions().items()
        for kind, handlers in sorted(kinds.items())
        for handler in handlers
    ]
    yield from _table(("room", "reacts to", "by", "effect"), rows)


def timers_page() -> Lines:
    """Timers."""
    yield "Deadlines are columns; the timekeeper calls the service whose time has come."
    yield ""
    timers = timekeeper.all_timers().values()
    yield from _table(
        ("timer", "what is done when it is due"),
        ((_code(t.name), _first_line(t.run)) for t in timers),
    )


def lifecycles_page() -> Lines:
    """Lifecycles."""
    yield "Drawn from the tables that the rules ask. The first state is where a thing begins."
    yield ""
    for room, lifecycle in _lifecycles():
        yield f"## {lifecycle.name} ({room})"
        yield ""
        yield from _diagram(lifecycle)
        yield from _table(
            ("step", "from", "to", "who", "needs"),
            (
                (_code(t.step), ", ".join(t.sources), t.target, t.who, t.needs)
                for t in lifecycle.transitions
            ),
        )


def _diagram(lifecycle: Lifecycle) -> Lines:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {lifecycle.states[0]}"
    for transition in lifecycle.transitions:
        for source in transition.sources:
            yield f"    {source} --> {transition.target}: {transition.step}"
    yield "```"
    yield ""


def _lifecycles() -> list[tuple[str, Lifecycle]]:
    found = {
        value.name: (room, value)
        for room in _rooms()
        for module in _modules(f"kentongan.{room}.rules")
        for value in vars(module).values()
        if isinstance(value, Lifecycle)
    }
    return [found[name] for name in sorted(found)]


def _rooms() -> list[str]:
    """Every room, from the top floor down, as import-linter keeps them."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf8")
    layers = parser["importlinter:contract:floors"]["layers"]
    return [
        room.strip() for layer in layers.split("\n") for room in layer.split("|") if room.strip()
    ]


def _modules(name: str) -> list[ModuleType]:
    """A module, and those in it where it is a package; none where it is absent."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        return []
    inner = pkgutil.iter_modules(getattr(module, "__path__", []))
    return [module, *(importlib.import_module(f"{name}.{each.name}") for each in inner)]


def rooms_page() -> Lines:
    """Rooms and their doors."""
    yield "From the top floor down. A room is entered by its services (writes), selectors (reads)"
    yield "and the plain values of its types, enums, errors and events."
    yield ""
    for room in _rooms():
        package = importlib.import_module(f"kentongan.{room}")
        yield f"## {room}"
        yield ""
        yield inspect.getdoc(package) or ""
        yield ""
        for door in ("services", "selectors"):
            yield from _door(room, door)


def _door(room: str, door: str) -> Lines:
    modules = _modules(f"kentongan.{room}.{door}")
    if not modules:
        return
    handed_out = vars(modules[0]).items()
    rows = [
        (_code(name), _first_line(thing))
        for name, thing in sorted(handed_out)
        if inspect.isfunction(thing)
        and not name.startswith("_")
        and thing.__module__.startswith(modules[0].__name__)
    ]
    yield from _table((door, ""), rows)


def rights_page() -> Lines:
    """Roles and rights."""
    yield "A role is held at an organisation, for a region or area set, for a time."
    yield ""
    yield from _table(
        ("right", *(role.value for role in Role)),
        (
            (_code(right), *("●" if right in RIGHTS_OF_ROLE[role] else " " for role in Role))
            for right in Right
        ),
    )
    yield f"With a second factor only: {_names(SECOND_FACTOR_ROLES)}."
    yield ""
    yield f"Scope by the tasks of one's own organisation, not by area: {_names(OWN_TASKS_ONLY)}."


def _names(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles))


def personal_data_page() -> Lines:
    """Personal data."""
    yield "Every field that tells who a person is (UU PDP 27/2022). *Marked* ones stay readable in"
    yield "the database, for desks must search them; *encrypted* ones are found by blind index."
    yield "Answers kept for Idempotency-Keys (48 hours) may repeat them and are sealed whole."
    yield ""
    rows = [
        (model._meta.label, _code(f.name), "encrypted" if f.encrypted else "marked", f.retention)
        for model in personal.models_with_personal_fields()
        for f in personal.personal_fields(model)
    ]
    yield from _table(("model", "field", "how", "retention class"), sorted(rows))
    yield "How long each class is kept is a dated row with its legal basis (`/api/v1/retention`); a"
    yield "new node begins with these."
    yield ""
    yield from _table(
        ("retention class", "emptied after"),
        ((name, f"{span.days} days") for name, span in personal.RETENTION_CLASSES.items()),
    )
    indexes = [
        (model._meta.label, _code(field.name))
        for model in personal.models_with_personal_fields()
        for field in model._meta.fields
        if isinstance(field, BinaryField)
    ]
    yield from _table(("model", "blind index or fingerprint"), sorted(indexes))


def unjournalled_page() -> Lines:
    """Writes that are not acts."""
    yield "Everything else is written inside `journal.act`; the tests watch every statement."
    yield ""
    yield from _table(
        ("service", "why it leaves no entry"),
        ((_code(name), why) for name, why in exempt.all_exempt().items()),
    )


def _by_room(things: dict[str, Any], separator: str = ".") -> dict[str, dict[str, Any]]:
    rooms: dict[str, dict[str, Any]] = {}
    for code, thing in things.items():
        if thing.__module__.startswith(kentongan.__name__):
            rooms.setdefault(code.partition(separator)[0].lower(), {})[code] = thing
    return rooms


PAGES: dict[str, Callable[[], Lines]] = {
    "settings": settings_page,
    "commands": commands_page,
    "events": events_page,
    "errors": errors_page,
    "reactions": reactions_page,
    "timers": timers_page,
    "lifecycles": lifecycles_page,
    "rooms": rooms_page,
    "rights": rights_page,
    "personal-data": personal_data_page,
    "unjournalled": unjournalled_page,
}

if __name__ == "__main__":
    sys.exit(main())
