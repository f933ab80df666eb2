"""Cards for tests: a small one in which everything occurs, approved if asked for."""

from datetime import date, datetime, timedelta
from typing import Any

from kentongan.guidance import services
from kentongan.guidance.starter import FOLDER
from kentongan.guidance.types import CardVersion, Signature
from kentongan.kernel.actors import SETUP, Actor
from tests.conftest import NIGHT

SIGNED = date(2026, 11, 20)

SMALL = """\
kartu: uji
judul: Kartu uji
jenis: [MEDICAL_UNCONSCIOUS]
lisensi: Apache-2.0
sumber:
  - {penerbit: WHO, judul: Contoh, tahun: 2020}
pertanyaan:
  - id: sadar
    teks: Apakah ia menyahut?
    jawa: Mangsuli napa mboten?
    pilihan:
      - {kode: ya, teks: Ya}
      - {kode: tidak, teks: Tidak}
  - id: napas
    teks: Apakah ia bernapas biasa?
    bila: {sadar: tidak}
    pilihan:
      - {kode: ya, teks: Ya}
      - {kode: tidak, teks: Tidak}
aturan:
  - bila: {sadar: tidak, napas: [tidak, tidak-tahu]}
    prioritas: P1
    kemampuan: [MEDICAL_ADVANCED]
    mulai: tekan
  - bila: {sadar: tidak}
    prioritas: P2
    mulai: miring
  - prioritas: P3
    mulai: tunggu
langkah:
  - id: tekan
    teks: Tekan dadanya.
    metronom: 110
  - id: terus
    teks: Terus tekan.
    awas: Bergantian tiap dua menit.
    metronom: 110
    ulang_s: 120
    lanjut: selesai
    pilihan:
      - {teks: Bernapas lagi, ke: miring}
      - {teks: Petugas tiba, ke: selesai}
  - id: miring
    teks: Miringkan badannya.
    pilihan:
      - {teks: Berhenti bernapas, ke: tekan}
  - id: tunggu
    teks: Tunggu petugas.
    tunggu_s: 600
uji:
  - nama: Tidak bernapas
    jawaban: {sadar: tidak, napas: tidak}
    prioritas: P1
    langkah: [tekan, terus]
  - {nama: Bernapas, jawaban: {sadar: tidak, napas: ya}, prioritas: P2, langkah: [miring, tunggu]}
  - {nama: Sadar, jawaban: {sadar: ya}, prioritas: P3, langkah: [tunggu]}
"""


def starter(name: str) -> str:
    """The text of a card that comes with the system."""
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def make_draft(text: str = SMALL, *, by: Actor = SETUP, at: datetime = NIGHT) -> CardVersion:
    return services.import_card(by=by, text=text, at=at)


def signature(**overrides: Any) -> Signature:
    values: dict[str, Any] = {
        "doctor_name": "dr. Ratna Wulandari", "licence_number": "SIP-503/1234/2025",
        "signed_on": SIGNED,
    }  # fmt: skip
    return Signature(**(values | overrides))


def make_approved(
    text: str = SMALL, *, by: Actor = SETUP, at: datetime = NIGHT, **overrides: Any
) -> CardVersion:
    draft = make_draft(text, by=by, at=at)
    return services.approve_card(by=by, card_id=draft.id, signed=signature(**overrides), at=at)


def later(seconds: float) -> datetime:
    return NIGHT + timedelta(seconds=seconds)
