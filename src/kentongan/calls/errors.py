"""What calls refuse."""

from kentongan.kernel.errors import Forbidden, Refused, mark


class AlreadyAnswered(Refused):
    """`answered_by` says who has it: the page shows the name."""

    code = "CALLS-001"
    what = mark("Panggilan ini sudah dijawab petugas lain.")
    rule = mark("Satu panggilan dipegang satu petugas: yang pertama menjawab.")
    advice = mark("Ambil panggilan berikutnya; yang ini muncul sebagai dipegang petugas itu.")


class CallbackNotSafe(Refused):
    code = "CALLS-002"
    what = mark("Penelepon ini tidak boleh dihubungi balik (status {contact_safety}).")
    rule = mark("Dering telepon dapat menunjukkan tempat korban kepada pelaku.")
    advice = mark(
        "Kirim unit atau minta verifikasi desa; jangan menelepon dan jangan mengirim pesan."
    )


class LookAtHistoryFirst(Refused):
    code = "CALLS-003"
    what = mark("Belum diketahui apakah penelepon ini aman dihubungi.")
    rule = mark(
        "Selama belum diketahui, hanya orang yang sudah melihat riwayatnya menghubungi balik."
    )
    advice = mark("Lihat riwayat nomor ini, lalu putuskan sendiri.")


class NotYoursToUndo(Forbidden):
    code = "CALLS-004"
    what = mark("Penggolongan panggilan ini tidak dapat Anda batalkan.")
    rule = mark("Petugas membatalkan miliknya dalam 15 menit; setelah itu pengawas.")
    advice = mark("Minta pengawas piket membatalkannya.")


class NeighbourNotConfirmed(Refused):
    code = "CALLS-005"
    what = mark("Panggilan luar wilayah ini belum diterima daerah tetangga.")
    rule = mark("Luar wilayah bukan penutupan: panggilan terbuka sampai tetangga menerima.")
    advice = mark("Sambungkan bertiga dan catat siapa yang menerima, atau tangani sendiri.")


class NotOutOfArea(Refused):
    code = "CALLS-006"
    what = mark("Panggilan ini tidak sedang diserahkan ke daerah tetangga.")
    rule = mark("Penerimaan tetangga dicatat untuk panggilan luar wilayah yang masih terbuka.")
    advice = mark("Golongkan dahulu sebagai luar wilayah.")


class ReceiverMissing(Refused):
    code = "CALLS-007"
    what = mark("Nama penerima di daerah tetangga belum diisi.")
    rule = mark("Siapa yang menerima dicatat dengan namanya.")
    advice = mark("Tanyakan nama penerimanya, lalu simpan.")


class ClassifyFirst(Refused):
    code = "CALLS-008"
    what = mark("Panggilan ini belum digolongkan.")
    rule = mark("Setiap panggilan dihitung, juga yang iseng: digolongkan sebelum selesai.")
    advice = mark("Tekan satu tombol penggolongan, atau buat kejadian.")


class IdTaken(Refused):
    code = "CALLS-009"
    what = mark("Id ini sudah dipakai oleh panggilan lain.")
    rule = mark("Satu id berlaku untuk satu panggilan; isi yang sama persis dijawab sama.")
    advice = mark("Kirim dengan id baru.")


class EmergencyWithoutIncident(Refused):
    code = "CALLS-010"
    what = mark("Panggilan darurat ini belum menjadi kejadian.")
    rule = mark("Panggilan darurat selesai setelah terhubung ke kejadian.")
    advice = mark("Buat kejadian, hubungkan ke yang ada, atau ubah penggolongannya.")
