"""What demotions refuse."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, mark


class NotEnoughPranks(Refused):
    code = "DEMOTIONS-001"
    what = mark("Catatan panggilan iseng nomor ini belum cukup.")
    rule = mark(
        "Paling sedikit {count} panggilan iseng dalam {hours} jam, dicatat {operators} petugas."
    )
    advice = mark("Golongkan saja panggilannya; nomor ini tetap dijawab seperti yang lain.")


class OwnRecord(Forbidden):
    code = "DEMOTIONS-002"
    what = mark("Salah satu panggilan iseng itu Anda sendiri yang mencatat.")
    rule = mark("Yang menurunkan prioritas sebuah nomor tidak ikut mencatat panggilan isengnya.")
    advice = mark("Serahkan kepada Pengawas 112 yang lain.")


class NeverDemoted(Refused):
    code = "DEMOTIONS-003"
    what = mark("Prioritas nomor ini tidak boleh diturunkan: {why}.")
    rule = mark(
        "Penelepon diam, tanpa nomor, tanpa SIM, telepon rumah atau umum, dan nomor instansi"
        " tidak pernah diturunkan."
    )
    advice = mark("Golongkan saja panggilannya.")


class AlreadyDemoted(Refused):
    code = "DEMOTIONS-004"
    what = mark("Prioritas nomor ini sudah diturunkan.")
    rule = mark("Satu nomor diturunkan satu kali pada satu waktu.")
    advice = mark("Muat ulang halaman untuk melihatnya.")


class WordsMissing(Malformed):
    code = "DEMOTIONS-005"
    what = mark("Alasan belum ditulis, atau terlalu panjang.")
    rule = mark("Tulis paling sedikit satu kata dan paling panjang {limit} huruf.")
    advice = mark("Perbaiki tulisannya, lalu kirim lagi.")


class NotInForce(Refused):
    code = "DEMOTIONS-006"
    what = mark("Penurunan prioritas ini sudah berakhir.")
    rule = mark("Yang sudah berakhir tidak ditinjau, digugat, atau dicabut lagi.")
    advice = mark("Muat ulang halaman.")


class OwnGrant(Forbidden):
    code = "DEMOTIONS-007"
    what = mark("Penurunan prioritas ini Anda sendiri yang memberi.")
    rule = mark("Yang meninjau, memutus keberatan, dan mendengar ulang adalah orang lain.")
    advice = mark("Serahkan kepada Pengawas 112 yang lain.")


class AppealedBefore(Refused):
    code = "DEMOTIONS-008"
    what = mark("Keberatan atas penurunan ini sudah ada atau sudah diputus.")
    rule = mark("Keberatan diajukan satu kali; selama belum diputus, penurunannya ditangguhkan.")
    advice = mark("Muat ulang halaman untuk melihatnya.")


class NotAppealed(Refused):
    code = "DEMOTIONS-009"
    what = mark("Tidak ada keberatan yang menunggu putusan.")
    rule = mark("Yang diputus adalah keberatan yang diajukan penelepon.")
    advice = mark("Muat ulang halaman.")


class OwnCall(Forbidden):
    code = "DEMOTIONS-010"
    what = mark("Panggilan ini Anda sendiri yang menggolongkan.")
    rule = mark("Panggilan didengar ulang oleh orang yang tidak menggolongkannya.")
    advice = mark("Serahkan kepada rekan lain.")


class HeardBefore(Refused):
    code = "DEMOTIONS-011"
    what = mark("Panggilan ini sudah didengar ulang.")
    rule = mark("Satu panggilan didengar ulang dan diputus satu kali.")
    advice = mark("Muat ulang halaman untuk melihat hasilnya.")


class BlockingOff(Refused):
    code = "DEMOTIONS-012"
    what = mark("Menolak panggilan sebuah nomor tidak diaktifkan di daerah ini.")
    rule = mark("Panggilan hanya dapat ditolak bila daerah menetapkan lamanya, paling lama 72 jam.")
    advice = mark("Penurunan prioritas tetap berlaku; pengelola menetapkan batasnya bila perlu.")


class NotReviewed(Refused):
    code = "DEMOTIONS-013"
    what = mark("Penurunan ini belum ditinjau pengawas lain.")
    rule = mark("Yang ditolak hanya nomor yang penurunannya sudah ditinjau dua orang.")
    advice = mark("Minta Pengawas 112 yang lain meninjaunya lebih dahulu.")
