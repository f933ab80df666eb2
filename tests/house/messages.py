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
from pathlib import Path

from django.utils.translation.template import templatize

from tests.house.source import PACKAGE, ROOT, modules

CATALOGUE = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "mark"}
PLURALS = {"ngettext", "ngettext_lazy"}

Sentences = dict[str, set[str]]
"""Each sentence with the places where it stands."""


def in_python() -> Sentences:
    """Sentences inside `_()`, `mark()` and their kin."""
    found: Sentences = {}
    for module in modules():
        for call in ast.walk(module.tree):
            if isinstance(call, ast.Call) and _name(call) in MARKS | PLURALS:
                for argument in call.args[: 2 if _name(call) in PLURALS else 1]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        place = str(module.path.relative_to(ROOT))
                        found.setdefault(argument.value, set()).add(place)
    return found


def _name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def templates() -> list[Path]:
    """Every template of every room."""
    return sorted(
        path for path in PACKAGE.glob("*/templates/**/*") if path.suffix in {".html", ".txt", ".js"}
    )


_CALL = re.compile(
    r"""\b(?:gettext|_|ngettext|pgettext)\(\s*u?((?:"(?:\\.|[^"\\])*")|(?:'(?:\\.|[^'\\])*'))"""
)


def in_templates() -> Sentences:
    """Sentences of `{% translate %}` and `{% blocktranslate %}`."""
    found: Sentences = {}
    for path in templates():
        source = templatize(path.read_text(encoding="utf8"), origin=str(path))
        for match in _CALL.finditer(source):
            sentence = ast.literal_eval(match.group(1))
            found.setdefault(sentence, set()).add(str(path.relative_to(ROOT)))
    return found


def all_sentences() -> Sentences:
    """All of them, with where they stand."""
    found = in_python()
    for sentence, places in in_templates().items():
        found.setdefault(sentence, set()).update(places)
    found.pop("", None)
    return dict(sorted(found.items()))


def translated() -> dict[str, str]:
    """The compiled English catalogue, empty where there is none yet."""
    if not COMPILED.exists():
        return {}
    with COMPILED.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return {k: v for k, v in vars(catalogue)["_catalog"].items() if isinstance(k, str) and k}


def missing() -> list[str]:
    """Sentences that have no English yet."""
    done = translated()
    return [sentence for sentence in all_sentences() if not done.get(sentence)]


_PLACE = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")


def ill_filled() -> list[str]:
    """Translations whose places for facts are not those of the sentence."""
    return [
        sentence
        for sentence, english in translated().items()
        if set(_PLACE.findall(sentence)) != set(_PLACE.findall(english))
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
    fresh = Catalog(locale="en", project="Kentongan", charset="utf-8")
    for sentence, places in all_sentences().items():
        old = known.get(sentence)
        english = old.string if old is not None else ""
        fresh.add(sentence, english, locations=[(place, None) for place in sorted(places)])  # type: ignore[list-item]
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, sort_output=True, width=100, include_lineno=False)
    with COMPILED.open("wb") as file:
        write_mo(file, fresh)
    return len(missing())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    if not parser.parse_args().check:
        sys.stderr.write(f"{bring_up_to_date()} sentences without English\n")
        return 0
    wanting = missing()
    for sentence in wanting[:20]:
        sys.stderr.write(f"no English yet: {sentence}\n")
    if len(wanting) > 20:
        sys.stderr.write(f"… and {len(wanting) - 20} more\n")
    return 1 if wanting else 0


def sentences_and_texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything a person may read: sentences, and the words of templates."""
    for sentence, places in all_sentences().items():
        yield min(places), sentence
    for path in templates():
        plain = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
        yield str(path.relative_to(ROOT)), plain


if __name__ == "__main__":
    sys.exit(main())
