"""What callers may be told: nobody whose life may be in danger is ever sent away."""

import re

from kentongan.kernel.errors import mark
from kentongan.surge.errors import AnnouncementUnusable, SendsCallersAway

DEFAULT_TEXT = (
    "Anda terhubung dengan 112. Saat ini banyak warga menelepon bersamaan. "
    "Bila ada nyawa yang terancam, jangan tutup telepon: petugas menjawab Anda secepatnya. "
    "Bila tidak ada nyawa yang terancam, silakan tutup dan telepon lagi nanti."
)
"""Spoken, so in no other language than the callers'."""

LONGEST_TEXT = 600

_LEAVING = r"(?:tutup|menutup)(?:lah)?|(?:meng)?akhiri|(?:me)?mutus(?:kan)?|putuskan|matikan"
_KEPT_ON = re.compile(rf"\b(?:jangan|tidak perlu|dilarang)\s+(?:\w+\s+){{0,2}}?(?:{_LEAVING})\b")
_SENT_AWAY = re.compile(
    rf"\b(?:{_LEAVING}|lagi nanti|kembali nanti|nanti lagi|lain kali|lain waktu|"
    r"beberapa (?:saat|menit) lagi|hang up|call (?:back |again )?later)\b"
)
_ONLY_IF = re.compile(
    r"\b(?:tidak|bukan|tanpa|tak|not|no)\b[^.!?]{0,60}"
    r"\b(?:nyawa|jiwa|bahaya|berbahaya|darurat|terancam|gawat|danger|emergency)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_FILE = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._/-]{0,79})?", re.ASCII)


def clean_announcement(text: str, file_name: str) -> tuple[str, str]:
    """Both as they are kept. Raises AnnouncementUnusable (SURGE-010), and SendsCallersAway (-009)
    for a sentence that tells callers to hang up and does not say in itself: only who is safe.
    """
    said, name = " ".join(text.split()), file_name.strip()
    if not said or len(said) > LONGEST_TEXT:
        raise AnnouncementUnusable(thing=mark("teks"))
    if not _FILE.fullmatch(name) or ".." in name:
        raise AnnouncementUnusable(thing=mark("nama berkas"))
    for sentence in _SENTENCE.findall(said):
        if sends_away(sentence):
            raise SendsCallersAway(said=sentence.strip()[:120])
    return said, name


def sends_away(sentence: str) -> bool:
    """Whether a sentence tells to hang up, or to ring another time, without the condition."""
    heard = _KEPT_ON.sub(" ", sentence.casefold())
    return bool(_SENT_AWAY.search(heard)) and not _ONLY_IF.search(heard)
