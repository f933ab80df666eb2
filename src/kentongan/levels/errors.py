"""What levels refuse."""

from kentongan.kernel.errors import Malformed, mark


class PeriodTooLong(Malformed):
    code = "LEVELS-001"
    what = mark("Rentang {days} hari terlalu panjang untuk langkah ini.")
    rule = mark("Paling panjang {most} hari.")
    advice = mark("Pilih rentang yang lebih pendek atau langkah yang lebih besar.")


class PeriodBackwards(Malformed):
    code = "LEVELS-002"
    what = mark("Rentang dari {first} sampai {last} tidak dapat dihitung.")
    rule = mark("Hari pertama tidak sesudah hari terakhir, antara tahun 2000 dan 2100.")
    advice = mark("Perbaiki kedua tanggal.")


class MappingIncomplete(Malformed):
    code = "LEVELS-003"
    what = mark("Penggolongan {disposition} belum dipetakan.")
    rule = mark("Setiap penggolongan panggilan dilaporkan dalam satu golongan nasional.")
    advice = mark("Pilih satu golongan untuk setiap baris.")


class MappingBasisMissing(Malformed):
    code = "LEVELS-004"
    what = mark("Dasar hukum pemetaan belum diisi.")
    rule = mark("Pemetaan laporan nasional memerlukan dasar hukum.")
    advice = mark("Isi nomor dan tanggal SK atau surat edarannya.")
