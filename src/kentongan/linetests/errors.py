"""What line tests refuse."""

from kentongan.kernel.errors import Malformed, Refused, mark


class NotADistrict(Malformed):
    code = "LINETESTS-001"
    what = mark("Pilih kecamatan tempat uji panggilan dilakukan.")
    rule = mark("Saluran diuji per kecamatan di wilayah node ini.")
    advice = mark("Pilih salah satu kecamatan dari daftar.")


class ProviderKnown(Refused):
    code = "LINETESTS-002"
    what = mark("Penyedia ini sudah ada di daftar.")
    rule = mark("Setiap penyedia ada satu kali.")
    advice = mark("Pakai yang sudah ada, atau tulis nama lain.")


class NotATest(Refused):
    code = "LINETESTS-003"
    what = mark("Panggilan {number} bukan uji panggilan.")
    rule = mark("Hasil uji dicatat pada panggilan yang digolongkan Uji panggilan, satu kali.")
    advice = mark("Golongkan panggilannya lebih dahulu, atau catat tanpa panggilan.")


class SaysNothing(Malformed):
    code = "LINETESTS-004"
    what = mark("Hasil uji belum lengkap: {field}.")
    rule = mark("Yang dijawab pusat lain disebut pusatnya; waktu uji tidak di masa depan.")
    advice = mark("Lengkapi isian itu.")
