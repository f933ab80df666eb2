"""Reading YAML from strangers: plain values only, each with its line, and an end to everything.

An alias can make a kilobyte a gigabyte, a tag can name a class, and a bracket can be opened ten
thousand times: all three are refused before anything is built (YAML 1.1 as PyYAML's safe loader
reads it, without anchors, aliases and tags).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from re import Pattern

import yaml

from kentongan.guidance.errors import CardUnreadable
from kentongan.kernel.errors import mark

LONGEST = 100_000
"""Characters of one card; the longest of ours has a tenth of it."""
DEEPEST = 8
MOST_EVENTS = 20_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Part:
    """One value of the file, with where it stands in it."""

    node: yaml.Node
    path: str

    def refused(self, expected: str, path: str = "") -> CardUnreadable:
        """What is wrong here."""
        line = _line(self.node.start_mark)
        return CardUnreadable(line=line, field=path or self.path or "—", expected=expected)

    def text(self, *, longest: int = 400, pattern: Pattern[str] | None = None) -> str:
        """Words on one line or several, as they are read aloud: spaces in a row are one."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.refused(mark("Di sini harus ada teks."))
        said = " ".join(self.node.value.split())
        if not said or len(said) > longest:
            raise self.refused(mark("Teks tidak kosong dan tidak terlalu panjang."))
        if pattern is not None and not pattern.fullmatch(said):
            raise self.refused(mark("Kode: huruf kecil, angka, dan tanda hubung."))
        return said

    def number(self, allowed: range) -> int:
        """A whole number within bounds."""
        said = self.text(longest=9)
        if not (said.isascii() and said.isdigit()) or int(said) not in allowed:
            raise self.refused(mark("Bilangan bulat dalam batasnya."))
        return int(said)

    def is_true(self) -> bool:
        """`ya` or `tidak`."""
        said = self.text(longest=5)
        if said not in {"ya", "tidak"}:
            raise self.refused(mark("Tulis ya atau tidak."))
        return said == "ya"

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def rows(self, *, most: int, least: int = 1) -> list["Part"]:
        """The items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refused(mark("Di sini harus ada daftar."))
        if not least <= len(self.node.value) <= most:
            raise self.refused(mark("Daftar ini kosong atau terlalu panjang."))
        return [Part(each, f"{self.path}[{n}]") for n, each in enumerate(self.node.value, 1)]

    def pairs(self, *, most: int = 30) -> Iterator[tuple[str, "Part"]]:
        """The entries of a mapping; no name twice."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refused(mark("Di sini harus ada isian bernama."))
        if len(self.node.value) > most:
            raise self.refused(mark("Isian terlalu banyak."))
        seen: set[str] = set()
        for key, value in self.node.value:
            name = Part(key, self.path).text(longest=60)
            part = Part(value, f"{self.path}.{name}" if self.path else name)
            if name in seen:
                raise Part(key, part.path).refused(mark("Isian ini ditulis dua kali."))
            seen.add(name)
            yield name, part

    def fields(self, *needed: str, may: tuple[str, ...] = ()) -> "Fields":
        """The entries by name. Refuses a name that is not known, and one that lacks."""
        found: dict[str, Part] = {}
        for name, part in self.pairs():
            if name not in needed and name not in may:
                raise part.refused(mark("Isian ini tidak dikenal."))
            found[name] = part
        for name in needed:
            if name not in found:
                path = f"{self.path}.{name}" if self.path else name
                raise self.refused(mark("Isian ini harus ada."), path)
        return Fields(found)


@dataclass(frozen=True, slots=True)
class Fields:
    """The entries of a mapping that has been looked through."""

    found: dict[str, Part]

    def __getitem__(self, name: str) -> Part:
        return self.found[name]

    def __contains__(self, name: str) -> bool:
        return name in self.found

    def text(self, name: str) -> str:
        """Empty where it is left out."""
        return self.found[name].text() if name in self.found else ""

    def number(self, name: str, allowed: range) -> int | None:
        """None where it is left out."""
        return self.found[name].number(allowed) if name in self.found else None

    def rows(self, name: str, *, most: int) -> list[Part]:
        """None at all where it is left out."""
        return self.found[name].rows(most=most, least=0) if name in self.found else []


def read_part(text: str) -> Part:
    """The one document of a file. Raises CardUnreadable with the line."""
    if len(text) > LONGEST:
        raise CardUnreadable(line=1, field="—", expected=mark("Berkas ini terlalu besar."))
    _guarded(lambda: _look_through(text))
    node = _guarded(lambda: yaml.compose(text, Loader=_Loader))
    if node is None:
        raise CardUnreadable(line=1, field="—", expected=mark("Berkas ini kosong."))
    return Part(node, "")


def _guarded(read: Callable[[], yaml.Node | None]) -> yaml.Node | None:
    try:
        return read()
    except (yaml.YAMLError, UnicodeError) as broken:
        at = getattr(broken, "problem_mark", None) or getattr(broken, "context_mark", None)
        raise CardUnreadable(
            line=_line(at),
            field="YAML",
            expected=mark("Berkas harus YAML yang benar: periksa spasi."),
        ) from None


def _look_through(text: str) -> None:
    """Refuse what is dangerous while it is still a stream of words."""
    depth = 0
    for n, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _at(event, mark("Jangkar dan alias YAML (& dan *) tidak dipakai di kartu."))
        if getattr(event, "tag", None):
            raise _at(event, mark("Tanda jenis YAML (!) tidak dipakai di kartu."))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or n > MOST_EVENTS:
            raise _at(event, mark("Berkas ini bersarang terlalu dalam atau terlalu besar."))


def _at(event: yaml.Event, expected: str) -> CardUnreadable:
    return CardUnreadable(line=_line(event.start_mark), field="YAML", expected=expected)


def _line(at: object) -> int:
    """From 1; what has no place stands on the first."""
    return int(getattr(at, "line", 0)) + 1
