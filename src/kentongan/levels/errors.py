"""What levels refuse."""

from kentongan.kernel.errors import Malformed, Stale, mark


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


class HolidayUnreadable(Malformed):
    code = "LEVELS-005"
    what = mark("Baris {line} kalender libur tidak dapat dipakai: {said}.")
    rule = mark("Tiap baris: tanggal, nama, jenis, dasar hukum; satu baris untuk satu tanggal.")
    advice = mark("Perbaiki baris itu; belum ada yang diubah.")


class HolidayBasisMissing(Malformed):
    code = "LEVELS-006"
    what = mark("Dasar hukum hari libur {on} belum diisi.")
    rule = mark("Setiap hari libur memerlukan dasar hukum, paling panjang 200 huruf.")
    advice = mark("Isi nomor SKB, Keppres, atau SK daerahnya.")


class HolidaySetMeanwhile(Stale):
    code = "LEVELS-007"
    what = mark("Hari yang sama baru saja ditetapkan oleh orang lain.")
    rule = mark("Satu tanggal mempunyai satu ketetapan yang berlaku.")
    advice = mark("Muat ulang halaman, lihat ketetapannya, lalu ulangi bila masih perlu.")
