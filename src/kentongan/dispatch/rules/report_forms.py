"""What an agency is asked when it reports: only what that kind of incident needs, and in words that
decide nothing that is not theirs (practice.md §1.11, §1.12).

A cause is always a "dugaan". A crew sees no signs of life; that somebody is dead is the word of a
doctor, with name and hour.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kentongan.dispatch.errors import AnswerMissing, DeathNotDeclared, NoSuchAnswer
from kentongan.incidents.enums import Family
from kentongan.kernel.errors import mark

LARGEST = 10**12
"""Rupiah or people: beyond this a finger has slipped."""

DECLARED_DEAD = "DECLARED_DEAD"
NO_SIGNS_OF_LIFE = "NO_SIGNS_OF_LIFE"

_DOCTOR = re.compile(r"[^\W\d_]{3,}.*\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FormField:
    """One question: a choice of `options` (code, words), or a number where there are none."""

    code: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    required: bool = True


Form = tuple[FormField, ...]

_YES_NO = (("YES", mark("Ya")), ("NO", mark("Tidak")), ("UNKNOWN", mark("Belum diketahui")))
_DONE = FormField(
    "result", mark("Hasil"),
    (
        ("DONE", mark("Selesai")), ("PARTLY", mark("Sebagian")),
        ("NOT_FOUND", mark("Tidak ditemukan")),
    ),
)  # fmt: skip
_VICTIMS = (
    FormField("injured", mark("Luka"), required=False),
    FormField("no_signs_of_life", mark("Tidak ada tanda kehidupan (menurut petugas)"),
              required=False),
)  # fmt: skip
_CAUSE = FormField(
    "suspected_cause", mark("Dugaan penyebab"),
    (
        ("ELECTRIC", mark("Dugaan: listrik")), ("STOVE", mark("Dugaan: kompor atau gas")),
        ("RUBBISH", mark("Dugaan: pembakaran sampah")), ("CIGARETTE", mark("Dugaan: rokok")),
        ("OTHER", mark("Dugaan: lain")), ("UNKNOWN", mark("Belum diketahui")),
    ),
)  # fmt: skip
_LOSS = FormField("estimated_loss_rp", mark("Taksiran kerugian (Rp)"), required=False)
_BUILDINGS = FormField("buildings", mark("Bangunan terdampak"), required=False)
_PATIENT = FormField(
    "patient", mark("Keadaan pasien"),
    (
        ("HOSPITAL", mark("Dibawa ke rumah sakit")), ("TREATED", mark("Ditangani di tempat")),
        ("REFUSED", mark("Menolak dibawa")), ("NOT_FOUND", mark("Tidak ditemukan")),
        (NO_SIGNS_OF_LIFE, mark("Tidak ada tanda kehidupan (menurut petugas)")),
        (DECLARED_DEAD, mark("Dinyatakan meninggal oleh dokter")),
    ),
)  # fmt: skip
_CLEARED = FormField("way_clear", mark("Jalan sudah bisa dilalui"), _YES_NO)
_POWER_LINE = FormField("power_line", mark("Mengenai kabel listrik"), _YES_NO)

DEFAULT_FORMS: Mapping[str, Form] = {
    Family.TREE: (_DONE, _CLEARED, _POWER_LINE),
    Family.FIRE: (_CAUSE, _BUILDINGS, _LOSS, *_VICTIMS),
    Family.WILDFIRE: (_CAUSE, FormField("area_m2", mark("Luas (m²)"), required=False), *_VICTIMS),
    Family.MEDICAL: (_PATIENT,),
    Family.TRAFFIC: (_PATIENT, _CLEARED),
    Family.RESCUE: (_DONE, *_VICTIMS),
    Family.ANIMAL: (_DONE,),
    Family.FLOOD: (_DONE, FormField("displaced", mark("Mengungsi"), required=False), *_VICTIMS),
    Family.LANDSLIDE: (_DONE, _CLEARED, _BUILDINGS, *_VICTIMS),
    Family.WEATHER: (_DONE, _BUILDINGS, *_VICTIMS),
    Family.INFRASTRUCTURE: (_DONE, _CLEARED),
}
"""By family, until the regency's rows say otherwise. Others are reported in words alone."""


def require_answers(form: Form, answers: Mapping[str, str], doctor: str) -> dict[str, str]:
    """The answers that the form asks for. Refuses an unknown one (DISPATCH-032), a missing one
    (DISPATCH-033), and a death without the doctor's name and its hour (DISPATCH-034).
    """
    given = {code: value.strip() for code, value in answers.items() if value.strip()}
    fields = {field.code: field for field in form}
    for code, value in given.items():
        if code not in fields or not _fits(fields[code], value):
            raise NoSuchAnswer(field=code[:24], value=value[:24])
    missing = [field.label for field in form if field.required and field.code not in given]
    if missing:
        raise AnswerMissing(fields=tuple(missing))
    if DECLARED_DEAD in given.values() and not _DOCTOR.search(doctor):
        raise DeathNotDeclared
    return given


def _fits(field: FormField, value: str) -> bool:
    if field.options:
        return any(value == code for code, _ in field.options)
    return value.isascii() and value.isdigit() and int(value) <= LARGEST


def answered(form: Iterable[FormField], answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(question, answer) in the form's words, for pages and papers."""
    return [
        (field.label, dict(field.options).get(answers[field.code], answers[field.code]))
        for field in form
        if field.code in answers
    ]
