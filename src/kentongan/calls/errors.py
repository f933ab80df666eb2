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
    rule = mark("Petugas membatalkan miliknya dalam {minutes} menit; setelah itu pengawas.")
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


class CallInHand(Refused):
    code = "CALLS-011"
    what = mark("Anda masih memegang panggilan yang tersambung.")
    rule = mark("Keadaan petugas mengikuti saluran selama panggilan tersambung.")
    advice = mark("Akhiri atau alihkan panggilannya dahulu.")


class NotYourLine(Refused):
    code = "CALLS-012"
    what = mark("Saluran panggilan ini tidak sedang tersambung kepada Anda.")
    rule = mark("Saluran dikendalikan petugas yang memegang panggilannya.")
    advice = mark("Jawab panggilannya, atau minta petugasnya mengalihkan kepada Anda.")


class LineNotControlled(Refused):
    code = "CALLS-013"
    what = mark("Saluran ini tidak dikendalikan dari layar.")
    rule = mark("Hanya saluran yang terhubung ke sentral telepon dapat ditahan atau dialihkan.")
    advice = mark("Pakai tombol pada pesawat telepon; catatan tetap tersimpan di sini.")


class ColleagueNotFree(Refused):
    code = "CALLS-014"
    what = mark("Petugas itu tidak sedang siap menerima panggilan.")
    rule = mark("Panggilan dialihkan kepada petugas yang siap.")
    advice = mark("Pilih petugas lain, atau sambungkan bertiga.")


class NoPlaceToTransfer(Refused):
    code = "CALLS-015"
    what = mark("Tujuan sambungan belum diisi.")
    rule = mark("Sambungan bertiga memerlukan nomor yang dituju.")
    advice = mark("Pilih dari buku telepon, atau ketik nomornya.")


class LegalBasisMissing(Refused):
    code = "CALLS-016"
    what = mark("Dasar hukum waktu meja 112 belum diisi.")
    rule = mark("Setiap tenggat berlaku menurut SK atau SOP yang disebut nomornya.")
    advice = mark("Isi nomor dan tanggal SK/SOP, lalu simpan.")


class CallNotLinked(Refused):
    code = "CALLS-017"
    what = mark("Panggilan {number} tidak terhubung ke kejadian.")
    rule = mark("Hanya panggilan yang terhubung ke kejadian dapat dilepas darinya.")
    advice = mark("Muat ulang halaman: mungkin sudah dilepas petugas lain.")


class CallOpenedIncident(Refused):
    code = "CALLS-018"
    what = mark("Kejadian ini dibuka dari panggilan {number}.")
    rule = mark("Laporan pertama tidak dilepas: tanpanya kejadian tidak punya pelapor.")
    advice = mark("Batalkan kejadiannya dengan alasan, atau gabungkan ke kejadian yang benar.")


class HeldByColleague(Refused):
    """`held_by` says who has it: the page shows the name."""

    code = "CALLS-019"
    what = mark("Panggilan ini sedang ditangani petugas lain.")
    rule = mark("Yang memegang panggilan menggolongkan dan mengakhirinya; pengawas dengan alasan.")
    advice = mark("Minta petugasnya mengalihkan kepada Anda, atau minta pengawas memutuskan.")


class PersonWasHeard(Refused):
    code = "CALLS-020"
    what = mark("Di panggilan diam ini terdengar orang, dan belum ada yang memutuskan.")
    rule = mark("Terdengar orang: ada yang berangkat, atau pengawas memutuskan dengan alasan.")
    advice = mark("Buat kejadian bila lokasinya diketahui, atau minta pengawas memutuskan.")


class NothingToDecide(Refused):
    code = "CALLS-021"
    what = mark("Panggilan ini tidak sedang menunggu keputusan.")
    rule = mark("Yang diputuskan pengawas ialah panggilan diam yang di dalamnya terdengar orang.")
    advice = mark("Muat ulang: mungkin sudah ada kejadian atau sudah diputuskan.")


class ReasonMissing(Refused):
    code = "CALLS-022"
    what = mark("Alasan keputusan belum diisi.")
    rule = mark("Keputusan bahwa tidak ada yang berangkat dicatat dengan nama dan alasannya.")
    advice = mark("Tulis alasannya dengan singkat, lalu simpan.")
