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


class KeysDoNotFit(Unavailable):
    code = "JOURNAL-006"
    what = mark("Kunci {keys} di {folder} tidak ada atau bukan kunci yang menyegel data node ini.")
    rule = mark("Node hanya berjalan dengan kuncinya sendiri, agar tidak ada data yang hilang.")
    advice = mark("Pulihkan folder kunci dari salinan yang disimpan terpisah, lalu jalankan lagi.")


class PeriodOutOfBounds(Refused):
    code = "JOURNAL-004"
    http_status = 400
    what = mark("Masa simpan {days} hari tidak dapat ditetapkan.")
    rule = mark("Masa simpan data pribadi antara {shortest} dan {longest} hari.")
    advice = mark("Periksa angkanya: satuannya hari, bukan bulan atau tahun.")


class LegalBasisMissing(Refused):
    code = "JOURNAL-005"
    http_status = 400
    what = mark("Dasar hukum masa simpan belum ditulis.")
    rule = mark("Setiap masa simpan data pribadi berdasar pada ketetapan daerah (UU PDP).")
    advice = mark("Tulis nomor dan tanggal SK atau jadwal retensi arsipnya.")


class LimitOutOfBounds(Refused):
    code = "JOURNAL-007"
    http_status = 400
    what = mark("Ambang {code} tidak dapat ditetapkan {value} {unit}.")
    rule = mark("Ambang ini antara {least} dan {most} {unit}.")
    advice = mark("Periksa angka dan satuannya.")


class LimitBasisMissing(Refused):
    code = "JOURNAL-008"
    http_status = 400
    what = mark("Dasar ketetapan ini belum ditulis.")
    rule = mark("Setiap ambang dan tenggat menyebut dasarnya: SK, SOP, atau praktik.")
    advice = mark("Tulis nomor dan tanggal SK atau SOP, atau siapa yang menyepakatinya.")
