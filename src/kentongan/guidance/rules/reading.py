"""A card out of its YAML, with everything in it checked: what is read can be walked."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from kentongan.fleet.enums import Capability
from kentongan.guidance.rules.cards import (
    END,
    METRONOME,
    UNKNOWN,
    Card,
    Case,
    Choice,
    Question,
    Rule,
    Source,
    Step,
    Way,
    When,
)
from kentongan.guidance.rules.parts import Fields, Part, read_part
from kentongan.incidents.enums import Priority
from kentongan.kernel.errors import mark

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
CATEGORY = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
REPEATS = range(5, 1801)
WAITS = range(5, 7201)
YEARS = range(1990, 2100)
MOST = 60
MOST_CHOICES = 8
"""Answered by one digit; 0 is UNKNOWN."""


@lru_cache(maxsize=256)
def read_card(text: str) -> Card:
    """The card of a file. Raises CardUnreadable naming line and what.

    Kept: the text of a version never changes, and a desk asks for it at every press.
    """
    top = read_part(text)
    found = top.fields(
        "kartu", "judul", "lisensi", "sumber", "pertanyaan", "aturan", "langkah", "uji",
        may=("jenis", "semua_jenis"),
    )  # fmt: skip
    questions = _questions(found["pertanyaan"])
    steps = _steps(found["langkah"])
    rules = _rules(found["aturan"], questions, steps)
    _require_reached(found["langkah"], steps, rules)
    return Card(
        key=found["kartu"].text(pattern=CODE),
        title=found["judul"].text(longest=80),
        categories=tuple(
            each.text(pattern=CATEGORY, longest=40) for each in found.rows("jenis", most=MOST)
        ),
        is_for_all="semua_jenis" in found and found["semua_jenis"].is_true(),
        licence=found["lisensi"].text(longest=80),
        sources=tuple(_source(each) for each in found["sumber"].rows(most=20)),
        questions=questions,
        rules=rules,
        steps=steps,
        cases=tuple(_case(each, questions, steps) for each in found["uji"].rows(most=MOST)),
    )


def _source(part: Part) -> Source:
    found = part.fields("penerbit", "judul", "tahun", may=("fakta",))
    return Source(
        publisher=found["penerbit"].text(longest=120),
        title=found["judul"].text(longest=200),
        year=found["tahun"].number(YEARS),
        fact=found.text("fakta"),
    )


def _questions(part: Part) -> tuple[Question, ...]:
    read: dict[str, Question] = {}
    for row in part.rows(most=MOST, least=0):
        found = row.fields("id", "teks", "pilihan", may=("jawa", "bila"))
        choices = _choices(found["pilihan"])
        one = Question(
            id=_fresh(found["id"], read),
            text=found["teks"].text(),
            javanese=found.text("jawa"),
            choices=choices,
            asked_if=_when(found, read),
        )
        read[one.id] = one
    return tuple(read.values())


def _choices(part: Part) -> tuple[Choice, ...]:
    read: dict[str, Choice] = {}
    for row in part.rows(most=MOST_CHOICES, least=2):
        found = row.fields("kode", "teks", may=("jawa",))
        code = _fresh(found["kode"], read)
        if code == UNKNOWN:
            raise found["kode"].refused(mark("Jawaban tidak-tahu selalu ada: jangan ditulis."))
        read[code] = Choice(code, found["teks"].text(longest=80), found.text("jawa"))
    return tuple(read.values())


def _when(found: Fields, known: Mapping[str, Question]) -> When:
    """Conditions look back only: at what was asked before."""
    if "bila" not in found:
        return {}
    return {
        name: tuple(_answer(each, name, known) for each in _one_or_more(part))
        for name, part in found["bila"].pairs()
    }


def _one_or_more(part: Part) -> list[Part]:
    return part.rows(most=MOST_CHOICES + 1) if part.is_list else [part]


def _answer(part: Part, question_id: str, known: Mapping[str, Question]) -> str:
    if question_id not in known:
        raise part.refused(mark("Pertanyaan ini tidak ada sebelum baris ini."))
    code = part.text(longest=40)
    if code != UNKNOWN and code not in {each.code for each in known[question_id].choices}:
        raise part.refused(mark("Jawaban ini tidak ada di pertanyaannya."))
    return code


def _rules(
    part: Part, questions: tuple[Question, ...], steps: tuple[Step, ...]
) -> tuple[Rule, ...]:
    known, ids = {each.id: each for each in questions}, {each.id for each in steps}
    rows = part.rows(most=MOST)
    read = []
    for row in rows:
        found = row.fields("prioritas", "mulai", may=("bila", "kemampuan"))
        start = found["mulai"]
        if start.text(longest=40) not in ids:
            raise start.refused(mark("Langkah ini tidak ada di kartu."))
        read.append(
            Rule(
                when=_when(found, known),
                priority=_priority(found["prioritas"]),
                capabilities=_capabilities(found.rows("kemampuan", most=20)),
                start=start.text(longest=40),
            )
        )
        is_last = row is rows[-1]
        if bool(read[-1].when) == is_last:
            raise row.refused(mark("Aturan terakhir, dan hanya itu, berlaku tanpa syarat (bila)."))
    return tuple(read)


def _priority(part: Part) -> str:
    said = part.text(longest=2)
    if said not in Priority.values:
        raise part.refused(mark("Prioritas adalah P1 sampai P5."))
    return said


def _capabilities(parts: list[Part]) -> tuple[str, ...]:
    for each in parts:
        if each.text(longest=40) not in Capability.values:
            raise each.refused(mark("Kemampuan unit ini tidak dikenal."))
    return tuple(each.text(longest=40) for each in parts)


def _steps(part: Part) -> tuple[Step, ...]:
    rows = part.rows(most=MOST)
    found = [
        row.fields(
            "id", "teks",
            may=("jawa", "awas", "ulang_s", "tunggu_s", "metronom", "lanjut", "pilihan"),
        )
        for row in rows
    ]  # fmt: skip
    ids: dict[str, int] = {}
    for n, each in enumerate(found):
        ids[_fresh(each["id"], ids)] = n
    return tuple(_step(each, n, list(ids)) for n, each in enumerate(found))


def _step(found: Fields, n: int, ids: list[str]) -> Step:
    return Step(
        id=ids[n],
        text=found["teks"].text(),
        javanese=found.text("jawa"),
        warning=found.text("awas"),
        repeat_s=found.number("ulang_s", REPEATS),
        wait_s=found.number("tunggu_s", WAITS),
        metronome=found.number("metronom", METRONOME),
        then=_then(found, n, ids),
        ways=tuple(_way(each, ids) for each in found.rows("pilihan", most=MOST_CHOICES)),
    )


def _then(found: Fields, n: int, ids: list[str]) -> str:
    """Forward only: whoever presses on comes to the end. Back leads only a caller's answer."""
    if "lanjut" not in found:
        return ids[n + 1] if n + 1 < len(ids) else END
    said = found["lanjut"].text(longest=40)
    if said != END and said not in ids[n + 1 :]:
        raise found["lanjut"].refused(mark("Lanjut menunjuk langkah sesudahnya, atau selesai."))
    return said


def _way(part: Part, ids: list[str]) -> Way:
    found = part.fields("teks", "ke")
    to = found["ke"].text(longest=40)
    if to != END and to not in ids:
        raise found["ke"].refused(mark("Langkah ini tidak ada di kartu."))
    return Way(found["teks"].text(longest=80), to)


def _require_reached(part: Part, steps: tuple[Step, ...], rules: tuple[Rule, ...]) -> None:
    """A step that nobody comes to is a slip of the pen."""
    by_id = {each.id: each for each in steps}
    reached: set[str] = set()
    todo = [rule.start for rule in rules]
    while todo:
        one = todo.pop()
        if one == END or one in reached:
            continue
        reached.add(one)
        todo += [by_id[one].then, *(way.to for way in by_id[one].ways)]
    for row, step in zip(part.rows(most=MOST), steps, strict=True):
        if step.id not in reached:
            raise row.refused(mark("Tidak ada aturan atau langkah yang menuju langkah ini."))


def _case(part: Part, questions: tuple[Question, ...], steps: tuple[Step, ...]) -> Case:
    known, ids = {each.id: each for each in questions}, {each.id for each in steps}
    found = part.fields("nama", "jawaban", "prioritas", "langkah", may=("kemampuan",))
    told = found["langkah"].rows(most=MOST)
    for each in told:
        if each.text(longest=40) not in ids:
            raise each.refused(mark("Langkah ini tidak ada di kartu."))
    return Case(
        name=found["nama"].text(longest=120),
        answers={name: _answer(each, name, known) for name, each in found["jawaban"].pairs()},
        priority=_priority(found["prioritas"]),
        capabilities=_capabilities(found.rows("kemampuan", most=20))
        if "kemampuan" in found
        else None,
        steps=tuple(each.text(longest=40) for each in told),
    )


def _fresh(part: Part, taken: Collection[str]) -> str:
    code = part.text(longest=40, pattern=CODE)
    if code in taken or code == END:
        raise part.refused(mark("Kode ini sudah dipakai di kartu."))
    return code
