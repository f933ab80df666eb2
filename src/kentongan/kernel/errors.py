"""One tree of anticipated failures; anything else is a bug and an alarm.

    Failure                 has `code` and three sentences: what, rule, advice
    ├── Refused             a rule says no                          → 409
    │   ├── Forbidden       the rule is about who asks              → 403
    │   └── Malformed       the input cannot be what it claims      → 400
    ├── Missing             there is no such thing, or not for you  → 404
    ├── Stale               someone was first                       → 412
    └── Unavailable         something outside the house is down     → 503

The sentences are Indonesian and double as translation keys; `{name}` takes the error's facts.
"""

from typing import Any, ClassVar

_by_code: dict[str, type["Failure"]] = {}


def mark(text: str) -> str:
    """Mark an Indonesian sentence for translation without translating it yet."""
    return text


class Failure(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A failure the house knows: `code` is stable, `facts` fill the sentences.

    what happened · the rule · what to do now. Facts never hold personal data.
    """

    code: ClassVar[str] = ""
    what: ClassVar[str] = ""
    rule: ClassVar[str] = ""
    advice: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.__dict__.get("code"):
            return
        if cls.code in _by_code:
            raise ValueError(f"{cls.code} is taken by {_by_code[cls.code].__name__}")
        _by_code[cls.code] = cls

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.sentence(self.what))

    def sentence(self, template: str, **words: str) -> str:
        """A template with this failure's facts put in, `words` in place of those that are words.

        Several words are joined by commas; a fact that is missing, and none at all, show as —.
        """
        facts = {name: _listed(value) for name, value in (self.facts | words).items()}
        return template.format_map(_Facts(facts))


def _listed(value: Any) -> Any:
    return ", ".join(map(str, value)) or "—" if isinstance(value, tuple) else value


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


class Refused(Failure):
    """A rule of the domain says no."""


class Forbidden(Refused):
    """The rule is about who asks."""


class Malformed(Refused):
    """The input cannot be what it claims to be."""


class Missing(Failure):
    """There is no such thing, or none that the asker may know of."""


class Stale(Failure):
    """Someone else was first; both texts are kept for the person to choose."""


class Unavailable(Failure):
    """Something outside the house does not answer."""


def all_failures() -> dict[str, type[Failure]]:
    """Every coded failure by its code, for the reference and its test."""
    return dict(sorted(_by_code.items()))


class NotSigned(Forbidden):
    code = "KERNEL-001"
    what = mark("Anda belum masuk.")
    rule = mark("Setiap tindakan dicatat atas nama orang yang melakukannya.")
    advice = mark("Masuk dengan akun Anda; teks yang sudah ditulis tetap ada.")


class NotAllowed(Forbidden):
    code = "KERNEL-002"
    what = mark("Akun Anda tidak berwenang untuk ini.")
    rule = mark("Wewenang mengikuti peran, wilayah, dan tugas instansi Anda.")
    advice = mark("Telepon pengawas 112 yang piket bila nyawa bergantung padanya.")


class NotFound(Missing):
    code = "KERNEL-003"
    what = mark("{thing} ini tidak ada.")
    rule = mark("Yang tidak ada dan yang bukan wewenang Anda dijawab sama.")
    advice = mark("Periksa nomornya, atau cari lagi dari daftar.")


class IllegalStep(Refused):
    code = "KERNEL-004"
    what = mark("Langkah {step} tidak dapat dilakukan: statusnya sekarang {state}.")
    rule = mark("{step} hanya dari: {sources}.")
    advice = mark("Yang dapat dilakukan sekarang: {allowed}.")


class Unreadable(Malformed):
    code = "KERNEL-005"
    what = mark("Isian {field} tidak dapat dibaca: {reason}.")
    rule = mark("{expected}")
    advice = mark("Perbaiki isian itu lalu kirim lagi; yang lain tidak hilang.")


class Outdated(Stale):
    code = "KERNEL-006"
    what = mark("Data ini sudah diubah orang lain sejak Anda membukanya.")
    rule = mark("Yang disimpan belakangan tidak boleh menimpa diam-diam.")
    advice = mark("Bandingkan kedua teks, lalu simpan lagi.")
