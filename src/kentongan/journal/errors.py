from kentongan.kernel.errors import Refused, Unavailable, mark


class KeyReused(Refused):
    code = "JOURNAL-001"
    http_status = 422
    what = mark("Kunci permintaan ini sudah dipakai untuk permintaan yang lain.")
    rule = mark("Satu Idempotency-Key berlaku untuk satu permintaan selama 48 jam.")
    advice = mark("Kirim lagi dengan kunci baru.")


class StillRunning(Refused):
    code = "JOURNAL-002"
    what = mark("Permintaan yang sama masih diproses.")
    rule = mark("Permintaan kedua menunggu hasil yang pertama.")
    advice = mark("Tunggu sebentar lalu kirim lagi dengan kunci yang sama.")


class NoNode(Unavailable):
    code = "JOURNAL-003"
    what = mark("Basis data ini belum menjadi node Kentongan.")
    rule = mark("Setiap basis data mencatat node pemiliknya sebelum dipakai.")
    advice = mark("Jalankan `kentongan serve` atau `kentongan demo` sekali untuk menyiapkannya.")
