"""What reports about roads refuse."""

from kentongan.kernel.errors import Malformed, Refused, mark


class ClosureOver(Refused):
    code = "ROADS-001"
    what = mark("Penutupan jalan ini sudah diakhiri.")
    rule = mark("Satu penutupan diakhiri satu kali; yang tertutup lagi adalah laporan baru.")
    advice = mark("Muat ulang halaman. Bila jalannya masih tertutup, laporkan lagi.")


class UntilBeforeStart(Malformed):
    code = "ROADS-002"
    what = mark("Jam berakhir penutupan tidak sesudah jam mulainya.")
    rule = mark("Perkiraan berakhir adalah sesudah penutupan mulai dan sesudah sekarang.")
    advice = mark("Perbaiki jamnya, atau kosongkan: nanti ditanyakan lagi.")


class TooFarAhead(Malformed):
    code = "ROADS-003"
    what = mark("Penutupan jalan ini terlalu jauh dari hari ini.")
    rule = mark("Penutupan mulai paling lama {days} hari lagi dan berakhir paling lama setahun.")
    advice = mark("Perbaiki tanggalnya.")
