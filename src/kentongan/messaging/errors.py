"""What messages refuse."""

from kentongan.kernel.errors import Forbidden, Malformed, Unavailable, mark


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
