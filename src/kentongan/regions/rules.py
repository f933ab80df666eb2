"""Names as callers say them: which are the same, which sound alike, and what to ask then.

Fifteen village names occur twice or more in one regency, and more differ by a letter (practice.md
§2.2). So only the very same name, borne by one region and sounding like no other, may select.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from kentongan.regions.types import RegionMatch

SAME = 1.0
SOUNDS_SAME = 0.95
NEAR = 0.9
LEAST_LIKENESS = 0.7
"""Below this share of letters in place a name is not offered: about three slips in nine letters."""

PREFIX_LETTERS = 4
"""From so many letters on, a name that begins another is near it: Gebangan, Gebanganom."""

MOST_ASKED = 5
"""More names than this cannot be said in one breath; the list shows all."""

KECAMATAN_LEVEL = 3
LEAST_SHARED = 0.3
"""Names that share a smaller part of their neighbouring letters are not compared further."""

PAIRS_TELL_FROM = 7

_NOISE = frozenset({
    "desa", "ds", "dusun", "dsn", "dk", "kelurahan", "kel", "kecamatan", "kec", "distrik",
    "kabupaten", "kab", "kota", "provinsi", "prov",
})  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
_OLD_SPELLING = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"),
    ("dh", "d"), ("th", "t"), ("v", "p"), ("f", "p"), ("z", "s"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
"""Spelling before 1972, Javanese retroflexes, and letters Javanese ears take for one another."""


def name_key(text: str) -> str:
    """A name for comparing: lower case, no accents, spaces or dots, no "Desa", "Kec.", "Kota".

    `Gebanganom Wetan` and `gebanganomwetan` are one name.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = _WORDS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    meant = [word for word in words if word not in _NOISE]
    return "".join(meant or words)


@functools.lru_cache(maxsize=200_000)
def sound(key: str) -> str:
    """A key with old spelling and doubled letters levelled: `soekoredjo` sounds `sukorejo`."""
    for old, new in _OLD_SPELLING:
        key = key.replace(old, new)
    return re.sub(r"(.)\1", r"\1", key)


@functools.lru_cache(maxsize=200_000)
def letter_pairs(key: str) -> frozenset[str]:
    """The key's neighbouring letters, for a quick look at whether two names can be alike."""
    return frozenset(key[i : i + 2] for i in range(len(key) - 1))


def slips(a: str, b: str) -> int:
    """Letters to add, drop, replace or swap to make one word the other (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def is_near(a: str, b: str) -> bool:
    """Whether two different names may be taken for one another on a bad line."""
    a, b = sound(a), sound(b)
    short, long = sorted((a, b), key=len)
    if len(short) < PREFIX_LETTERS:
        return a == b
    if long.startswith(short):
        return True
    return len(long) - len(short) <= 1 and slips(a, b) <= 1


def likeness(asked: str, key: str) -> float:
    """1.0 for the same name, less for one that is like it, 0.0 for one that is not."""
    if asked == key:
        return SAME
    if _is_plainly_other(asked, key):
        return 0.0
    if sound(asked) == sound(key):
        return SOUNDS_SAME
    if is_near(asked, key):
        return NEAR
    if len(asked) < PREFIX_LETTERS:
        return LEAST_LIKENESS if key.startswith(asked) else 0.0
    return _fuzzy(asked, key)


def _is_plainly_other(asked: str, key: str) -> bool:
    """A quick no, which saves most of the work over thousands of names.

    Not for short names: a single swap in five letters leaves but one pair in place.
    """
    if min(len(asked), len(key)) < PAIRS_TELL_FROM:
        return False
    shared = len(letter_pairs(asked) & letter_pairs(key))
    return 2 * shared < LEAST_SHARED * (len(asked) + len(key) - 2)


def _fuzzy(asked: str, key: str) -> float:
    share = min(NEAR - 0.01, 1 - slips(sound(asked), sound(key)) / max(len(asked), len(key)))
    return share if share >= LEAST_LIKENESS else 0.0


def _is_part(asked: str, name: str) -> bool:
    return len(asked) >= PREFIX_LETTERS and asked in name


def best_likeness(asked: str, forms: Sequence[str]) -> float:
    """The best of a region's forms: its name alone, or with its kecamatan, or its regency too."""
    name, *longer = forms
    score = likeness(asked, name) or (LEAST_LIKENESS if _is_part(asked, name) else 0.0)
    # looked at only when more was said than the name; it saves most of the work while typing
    if len(asked) > len(name) + PREFIX_LETTERS - 2:
        score = max([score, *(likeness(asked, form) for form in longer)])
    return score


def says_where(asked: str, forms: Iterable[Sequence[str]]) -> bool:
    """Whether `asked` is some name together with its kecamatan, and not a name by itself.

    Then the name alone counts no more: Tamanrejo Sukorejo is not near Tamanrejo Limbangan.
    """
    told = False
    for name, *longer in forms:
        if asked == name:
            return False
        told = told or asked in longer
    return told


def is_settled(matches: Sequence[RegionMatch]) -> bool:
    """Whether the best match may select itself: the very name, and nothing near it.

    `matches` are ordered best first. A single match with a slip in it is still asked about.
    """
    if not matches or matches[0].score < SAME:
        return False
    return len(matches) == 1 or matches[1].score < NEAR


def question(matches: Sequence[RegionMatch]) -> str:
    """The script line: `Tamanrejo Sukorejo atau Limbangan, Pak/Bu?` (said to a caller: no i18n)."""
    if not matches:
        return ""
    best = [m for m in matches if m.score >= NEAR] or list(matches)
    return f"{_either(_spoken(best[:MOST_ASKED]))}, Pak/Bu?"


def question_of_places(near: Sequence[RegionMatch], named: Sequence[tuple[str, str]]) -> str:
    """The line where regions and landmarks share a name; empty where there is but one of them."""
    said, last = _spoken(near), ""
    for name, where in named:
        said.append(where if name == last else f"{name} {where}".strip())
        last = name
    return f"{_either(said[:MOST_ASKED])}, Pak/Bu?" if len(said) > 1 else ""


def _spoken(matches: Sequence[RegionMatch]) -> list[str]:
    """Each region by name and kecamatan; a name that was just said is not said again."""
    said: list[str] = []
    last = ""
    for match in matches:
        if match.level <= KECAMATAN_LEVEL:
            kind = "Kecamatan " if match.level == KECAMATAN_LEVEL else ""
            said.append(f"{kind}{match.name}")
            last = ""
            continue
        said.append(match.within if match.name == last else f"{match.name} {match.within}".strip())
        last = match.name
    return said


def _either(said: list[str]) -> str:
    # EYD: a comma before "atau" from the third member of a list on
    if len(said) <= 2:  # noqa: PLR2004
        return " atau ".join(said)
    return f"{', '.join(said[:-1])}, atau {said[-1]}"
