"""The marked Indonesian sentences, and the English catalogue beside them.

`python -m tests.house.messages` brings the catalogue up to date (new sentences get an empty
translation to be filled, old ones go) and compiles it; `--check` says what is missing.
"""

import argparse
import ast
import gettext
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.utils.translation.template import templatize

from tests.house.source import PACKAGE, ROOT, modules

CATALOGUE = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
STAMP = datetime(2026, 11, 22, tzinfo=UTC)
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "mark"}
PLURALS = {"ngettext", "ngettext_lazy"}
FACTS = {"thing", "reason", "expected"}
"""Facts of a failure that are words themselves; `web.problems` says them in English too."""

CONTEXT = "\x04"
"""What a compiled catalogue puts between a context ("banyak": a heading over many) and a word."""

Sentences = dict[str, set[str]]
"""Each sentence with the places where it stands."""


def in_python() -> Sentences:
    """Sentences inside `_()`, `mark()` and their kin, and the facts of failures that are words."""
    found: Sentences = {}
    for module in modules():
        for call in ast.walk(module.tree):
            for sentence in _sentences(call) if isinstance(call, ast.Call) else ():
                found.setdefault(sentence, set()).add(str(module.path.relative_to(ROOT)))
    return found


def _sentences(call: ast.Call) -> list[str]:
    count = 2 if _name(call) in PLURALS else 1 if _name(call) in MARKS else 0
    given: list[ast.expr] = call.args[:count]
    if _name(call)[:1].isupper():
        given += [keyword.value for keyword in call.keywords if keyword.arg in FACTS]
    texts = [node.value for node in given if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and re.search(r"\w", text)]


def _name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def templates() -> list[Path]:
    """Every template of every room."""
    return sorted(
        path for path in PACKAGE.glob("*/templates/**/*") if path.suffix in {".html", ".txt", ".js"}
    )


_TEXT = r"""u?((?:"(?:\\.|[^"\\])*")|(?:'(?:\\.|[^'\\])*'))"""
_CALL = re.compile(rf"\b(?:gettext|_|ngettext)\(\s*{_TEXT}")
_IN_CONTEXT = re.compile(rf"\bpgettext\(\s*{_TEXT},\s*{_TEXT}")
_PLURAL = re.compile(rf"\bngettext\(\s*{_TEXT},\s*{_TEXT}")


def in_templates() -> Sentences:
    """Sentences of `{% translate %}` and `{% blocktranslate %}`."""
    found: Sentences = {}
    for path in templates():
        source = templatize(path.read_text(encoding="utf8"), origin=str(path))
        for match in _CALL.finditer(source):
            sentence = ast.literal_eval(match.group(1))
            found.setdefault(sentence, set()).add(str(path.relative_to(ROOT)))
        for match in _IN_CONTEXT.finditer(source):
            context, sentence = map(ast.literal_eval, match.groups())
            found.setdefault(f"{context}{CONTEXT}{sentence}", set()).add(
                str(path.relative_to(ROOT))
            )
    return found


def all_sentences() -> Sentences:
    """All of them, with where they stand."""
    found = in_python()
    for sentence, places in in_templates().items():
        found.setdefault(sentence, set()).update(places)
    found.pop("", None)
    return dict(sorted(found.items()))


def plurals() -> dict[str, str]:
    """Sentences that count something, with what they are for more than one."""
    found: dict[str, str] = {}
    for module in modules():
        for call in ast.walk(module.tree):
            if isinstance(call, ast.Call) and _name(call) in PLURALS:
                one, more = _sentences(call)
                found[one] = more
    for path in templates():
        source = templatize(path.read_text(encoding="utf8"), origin=str(path))
        for match in _PLURAL.finditer(source):
            found[ast.literal_eval(match.group(1))] = ast.literal_eval(match.group(2))
    return found


def translated() -> dict[str, list[str]]:
    """The compiled English catalogue, empty where there is none yet: one form, or one and more."""
    if not COMPILED.exists():
        return {}
    with COMPILED.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    found: dict[str, list[str]] = {}
    for key, english in vars(catalogue)["_catalog"].items():
        found.setdefault(key if isinstance(key, str) else key[0], []).append(english)
    found.pop("", None)
    return found


def missing() -> list[str]:
    """Sentences that have no English yet."""
    done, counting = translated(), plurals()
    known = all_sentences().keys() - set(counting.values()) | counting.keys()
    return sorted(
        sentence
        for sentence in known
        if len(list(filter(None, done.get(sentence, [])))) < (2 if sentence in counting else 1)
    )


_PLACE = re.compile(r"%\([a-z_]+\)s|%%|\{[a-z_]+\}")


def ill_filled() -> list[str]:
    """Translations whose places for facts are not those of the sentence."""
    return [
        sentence
        for sentence, forms in translated().items()
        if any(set(_PLACE.findall(sentence)) != set(_PLACE.findall(form)) for form in forms)
    ]


def bring_up_to_date() -> int:
    """Write and compile the catalogue; returns how many sentences still want their English."""
    # Babel is there for developers only
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    known: Catalog = Catalog(locale="en")
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            known = read_po(file, locale="en")
    # Dates and names would make every run a change of their own.
    fresh = Catalog(
        locale="en", project="Kentongan", version="1", charset="utf-8", fuzzy=False,
        header_comment="# English of Kentongan. msgid is what the screen says in Indonesian.\n"
        "# Written by `make messages`; fill msgstr, keep {places} and %(places)s as they are.",
        msgid_bugs_address="https://kentongan.example/docs", last_translator="Kentongan",
        language_team="Kentongan", creation_date=STAMP, revision_date=STAMP,
    )  # fmt: skip
    counting = plurals()
    for key, places in all_sentences().items():
        context, _, sentence = key.rpartition(CONTEXT)
        old = known.get(sentence, context or None)
        if sentence in counting and not context:
            one_more = (sentence, counting[sentence])
            english = old.string if old is not None and old.pluralizable else ("", "")
            fresh.add(one_more, english, locations=_stand(places))
        elif key not in counting.values():
            english = old.string if old is not None else ""
            fresh.add(sentence, english, locations=_stand(places), context=context or None)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, sort_output=True, width=100, include_lineno=False)
    with COMPILED.open("wb") as file:
        write_mo(file, fresh)
    return len(missing())


def _stand(places: set[str]) -> list[tuple[str, int]]:
    return [(place, 0) for place in sorted(places)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    if not parser.parse_args().check:
        sys.stderr.write(f"{bring_up_to_date()} sentences without English\n")
        return 0
    wrong = [f"no English yet: {sentence}" for sentence in missing()]
    wrong += [f"not the same places for facts: {sentence}" for sentence in ill_filled()]
    if not _is_compiled():
        wrong.append(f"{COMPILED.name} is not {CATALOGUE.name}: run make messages")
    for line in wrong[:20]:
        sys.stderr.write(f"{line}\n")
    if len(wrong) > 20:
        sys.stderr.write(f"… and {len(wrong) - 20} more\n")
    return 1 if wrong else 0


def _is_compiled() -> bool:
    # Babel is there for developers only
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale="en"))
    return _sentences_of(compiled.getvalue()) == _sentences_of(COMPILED.read_bytes())


def _sentences_of(compiled: bytes) -> dict[object, str]:
    catalogue = vars(gettext.GNUTranslations(BytesIO(compiled)))["_catalog"]
    return {key: english for key, english in catalogue.items() if key}


def sentences_and_texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything a person may read: sentences, and the words of templates."""
    for sentence, places in all_sentences().items():
        yield min(places), sentence
    for path in templates():
        plain = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
        yield str(path.relative_to(ROOT)), plain


if __name__ == "__main__":
    sys.exit(main())
