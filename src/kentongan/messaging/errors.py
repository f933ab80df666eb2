"""What messages refuse."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, Unavailable, mark


class NotSafeToContact(Forbidden):
    code = "MESSAGING-001"
    what = mark("Pesan tidak dibuat: pelapor ini tidak dinyatakan aman dihubungi.")
    rule = mark("Pelapor hanya dihubungi bila statusnya Aman; selain itu tidak ada pesan apa pun.")
    advice = mark("Catat alasannya. Status itu hanya diubah petugas yang menilai keadaannya.")


class NoRecipient(Malformed):
    code = "MESSAGING-002"
    what = mark("Pesan ini tidak mempunyai nomor tujuan.")
    rule = mark("Setiap pesan menyebut satu nomor yang dapat dihubungi.")
    advice = mark("Isi nomor piket atau nomor yang dapat dihubungi.")


class NotDelivered(Unavailable):
    """Raised by adapters. `reason` is a short code without personal data."""

    code = "MESSAGING-003"
    what = mark("Pesan belum terkirim: {reason}.")
    rule = mark("Pesan yang belum terkirim tetap menunggu dan dicoba lagi.")
    advice = mark("Bila mendesak, telepon sendiri; nomornya ada di papan tiket.")


class NoSuchAdapter(Unavailable):
    code = "MESSAGING-004"
    what = mark("Saluran pesan {name} tidak dikenal.")
    rule = mark("KENTONGAN_ADAPTER menyebut saluran yang terpasang.")
    advice = mark("Pakai `fake` sampai saluran yang nyata dipasang.")


class NotGivenUp(Refused):
    code = "MESSAGING-005"
    what = mark("Pesan ini tidak menunggu penanganan.")
    rule = mark(
        "Hanya pesan yang tidak terkirim sampai percobaan terakhir yang ditandai ditangani."
    )
    advice = mark("Muat ulang daftar pesan yang tidak terkirim.")


class AlreadyHandled(Refused):
    code = "MESSAGING-006"
    what = mark("Pesan ini sudah ditandai ditangani oleh orang lain.")
    rule = mark("Setiap pesan yang tidak terkirim ditangani satu kali, atas nama satu orang.")
    advice = mark("Muat ulang daftarnya; siapa yang menangani dan caranya tertulis di sana.")


class NothingDone(Malformed):
    code = "MESSAGING-007"
    what = mark("Belum ditulis apa yang dilakukan sebagai ganti pesan ini.")
    rule = mark("Pesan yang tidak terkirim selesai bila seseorang menulis apa yang dilakukannya.")
    advice = mark("Tulis singkat, misalnya: piket ditelepon sendiri pukul 02.10, dijawab.")
