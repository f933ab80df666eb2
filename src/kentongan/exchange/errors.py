"""What this room refuses."""

from kentongan.kernel.errors import Forbidden, Malformed, Missing, Refused, Unavailable, mark


class NotListening(Missing):
    code = "EXCHANGE-001"
    what = mark("Node ini tidak menerima kabar dari sentral telepon.")
    rule = mark("Kabar diterima bila KENTONGAN_CTI_SECRET diisi pengelola.")
    advice = mark("Isi rahasianya di node dan di sentral, lalu nyalakan ulang node.")


class SignatureWrong(Forbidden):
    code = "EXCHANGE-002"
    http_status = 401
    what = mark("Tanda tangan kabar ini tidak cocok.")
    rule = mark("Setiap kabar ditandatangani HMAC-SHA256 atas waktu, titik, dan isi.")
    advice = mark("Periksa rahasia dan waktunya: docs/operations/exchange.md.")


class EventTooOld(Forbidden):
    code = "EXCHANGE-003"
    http_status = 401
    what = mark("Waktu kabar ini terlalu jauh dari jam node.")
    rule = mark("Kabar berlaku {window_s} detik di sekitar waktu yang ditandatangani.")
    advice = mark("Samakan jam sentral dan node (NTP), lalu kirim kabar baru.")


class ExtensionUnusable(Malformed):
    code = "EXCHANGE-004"
    what = mark("Nomor pesawat ini tidak dapat dipakai.")
    rule = mark("Nomor pesawat 1 sampai 20 huruf, angka, titik, atau garis.")
    advice = mark("Lihat nomor pada pesawat telepon di meja Anda.")


class ExchangeAway(Unavailable):
    code = "EXCHANGE-005"
    what = mark("Sentral telepon tidak menjalankan perintah ini.")
    rule = mark("Perintah berlaku setelah sentral mengiyakannya; sambungan penelepon tetap ada.")
    advice = mark("Pakai tombol pesawat telepon, lalu catat di sini.")


class NoTelephone(Refused):
    code = "EXCHANGE-006"
    what = mark("Anda belum menyebut pesawat telepon di meja Anda.")
    rule = mark("Sentral menyambungkan penelepon ke pesawat petugas yang meminta.")
    advice = mark("Isi nomor pesawat di bilah Meja 112, lalu coba lagi.")


class BeingRung(Refused):
    code = "EXCHANGE-008"
    what = mark("Penelepon ini sedang ditelepon dari pesawat {extension}.")
    rule = mark("Satu penelepon ditelepon dari satu meja.")
    advice = mark("Tunggu hasilnya di halaman panggilan ini, lalu coba lagi bila perlu.")


class NothingToRing(Refused):
    code = "EXCHANGE-007"
    what = mark("Panggilan ini tidak dapat ditelepon balik dari sini.")
    rule = mark("Yang ditelepon hanya penelepon bernomor yang sudah dijanjikan dihubungi balik.")
    advice = mark("Tekan Hubungi balik lebih dulu, setelah melihat riwayat penelepon.")
