"""YAML from strangers: a clear refusal with the line and what is wrong, whatever comes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.guidance.errors import CardUnreadable
from kentongan.guidance.rules import read_card
from kentongan.guidance.rules.parts import LONGEST
from tests.guidance.make import SMALL


def refused(text):
    with pytest.raises(CardUnreadable) as caught:
        read_card(text)
    return caught.value.facts


def changed(old, new):
    assert SMALL.count(old) >= 1, old
    return SMALL.replace(old, new, 1)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    "text",
    [
        "", "   \n", "- 1\n- 2", "kartu", "42", "null", "[", "{", "a: b: c", "\t- a",
        "%YAML 9.9\n---", "--- a\n--- b", "a: 1\n b: 2", "\x00", "kartu: \x07",
        "kartu: \ud800", "? {a: b}\n: c",
        "!!python/object/apply:os.system ['id']", "kartu: !!binary aGFsbG8=", "<<: {a: b}",
        BOMB, "kartu: &x uji\njudul: *x", "[" * 10_000, "{a: " * 5_000, "- " * 30_000,
        "a: " + "x" * (LONGEST + 1), "\n".join(f"k{n}: v" for n in range(5_000)),
    ],
)  # fmt: skip
def test_whatever_is_no_card_is_refused_at_once(text):
    started = time.perf_counter()
    facts = refused(text)
    assert facts["line"] >= 1
    assert facts["expected"]
    assert time.perf_counter() - started < 2


IF_AWAKE = "    bila: {sadar: tidak}\n    pilihan"
LAST = "prioritas: P3\n    mulai"
NO = "kode: tidak, teks: Tidak"


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("kartu: uji", "kartu: Uji Coba", 1, "kartu"),
        ("judul: Kartu uji", "judul: [Kartu, uji]", 2, "judul"),
        ("judul: Kartu uji", "judul: ''", 2, "judul"),
        ("lisensi:", "lisenci:", 4, "lisenci"),
        ("tahun: 2020", "tahun: dulu", 6, "sumber[1].tahun"),
        ("tahun: 2020", "tahun: -5", 6, "sumber[1].tahun"),
        (NO, "kode: ya, teks: Tidak", 13, "pertanyaan[1].pilihan[2].kode"),
        (NO, "kode: tidak-tahu, teks: Tidak", 13, "pertanyaan[1].pilihan[2].kode"),
        (IF_AWAKE, IF_AWAKE.replace("sadar", "demam"), 16, "pertanyaan[2].bila.demam"),
        (IF_AWAKE, IF_AWAKE.replace("tidak", "entah"), 16, "pertanyaan[2].bila.sadar"),
        ("prioritas: P1", "prioritas: P9", 22, "aturan[1].prioritas"),
        ("[MEDICAL_ADVANCED]", "[HELIKOPTER]", 23, "aturan[1].kemampuan[1]"),
        ("mulai: tekan", "mulai: terbang", 24, "aturan[1].mulai"),
        ("metronom: 110", "metronom: 60", 33, "langkah[1].metronom"),
        ("metronom: 110", "metronom: 1e2", 33, "langkah[1].metronom"),
        ("metronom: 110", "metronom: \u0661\u0661\u0660", 33, "langkah[1].metronom"),
        ("ulang_s: 120", "ulang_s: 0", 38, "langkah[2].ulang_s"),
        ("lanjut: selesai", "lanjut: tekan", 39, "langkah[2].lanjut"),
        ("ke: miring", "ke: mana", 41, "langkah[2].pilihan[1].ke"),
        ("id: miring", "id: tekan", 43, "langkah[3].id"),
        ("id: miring", "id: selesai", 43, "langkah[3].id"),
        (LAST, f"bila: {{sadar: ya}}\n    {LAST}", 28, "aturan[3]"),
    ],
)
def test_names_the_line_and_the_field(old, new, line, field):
    facts = refused(changed(old, new))
    assert (facts["line"], facts["field"]) == (line, field)


def test_a_name_that_is_written_twice_is_refused():
    assert refused(SMALL + "judul: Lagi\n")["field"] == "judul"


def test_a_step_that_nobody_comes_to_is_refused():
    lonely = changed(
        "  - id: tunggu",
        "  - id: sepi\n    teks: Tidak ada yang ke sini.\n    lanjut: tunggu\n  - id: tunggu",
    )
    lonely = lonely.replace("ke: tekan}", "ke: tekan}\n    lanjut: tunggu", 1)
    assert refused(lonely)["field"] == "langkah[4]"


def test_what_lacks_is_named():
    assert refused("kartu: a\njudul: b")["field"] == "lisensi"


@given(st.text(max_size=300))
def test_no_text_at_all_breaks_the_reader(text):
    with pytest.raises(CardUnreadable):
        read_card(text)


@given(st.integers(0, len(SMALL) - 1), st.text(min_size=0, max_size=3))
def test_a_card_with_a_slip_is_read_or_refused(at, slip):
    try:
        read_card(SMALL[:at] + slip + SMALL[at + 1 :])
    except CardUnreadable as refusal:
        assert 1 <= refusal.facts["line"] <= SMALL.count("\n") + 2 + len(slip)
