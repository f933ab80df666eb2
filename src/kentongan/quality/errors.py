"""What quality reviews refuse."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, mark


class OwnCall(Forbidden):
    code = "QUALITY-001"
    what = mark("Panggilan ini Anda sendiri yang menangani.")
    rule = mark("Mutu sebuah panggilan dinilai orang yang tidak ikut menanganinya.")
    advice = mark("Serahkan kepada Pengawas 112 yang lain.")


class TakenBy(Refused):
    code = "QUALITY-002"
    what = mark("Penilaian ini sudah diambil {name}.")
    rule = mark("Satu panggilan dinilai satu orang; yang lewat tenggat boleh diambil alih.")
    advice = mark("Pilih panggilan lain dari daftar.")


class NotTaken(Refused):
    code = "QUALITY-003"
    what = mark("Penilaian ini belum Anda ambil.")
    rule = mark("Yang mengisi formulir adalah yang mengambilnya dengan nama.")
    advice = mark("Ambil dahulu penilaian ini, lalu isi.")


class AlreadyReviewed(Refused):
    code = "QUALITY-004"
    what = mark("Panggilan ini sudah dinilai.")
    rule = mark("Satu panggilan dinilai satu kali; perubahan hanya melalui banding.")
    advice = mark("Muat ulang halaman untuk melihat hasilnya.")


class MarksIncomplete(Malformed):
    code = "QUALITY-005"
    what = mark("Formulir belum lengkap: {questions}.")
    rule = mark(
        "Setiap pertanyaan dijawab ya, tidak, atau tidak berlaku; paling sedikit satu berlaku."
    )
    advice = mark("Jawab yang belum, lalu kirim lagi.")


class WordsMissing(Malformed):
    code = "QUALITY-006"
    what = mark("Catatan belum ditulis, atau terlalu panjang.")
    rule = mark("Tulis paling sedikit satu kata dan paling panjang {limit} huruf.")
    advice = mark("Perbaiki catatan itu, lalu kirim lagi.")


class NotYours(Forbidden):
    code = "QUALITY-007"
    what = mark("Penilaian ini bukan tentang panggilan Anda.")
    rule = mark("Yang membaca dan membanding sebuah penilaian adalah petugas yang dinilai.")
    advice = mark("Buka halaman Mutu saya.")


class AppealTooLate(Refused):
    code = "QUALITY-008"
    what = mark("Batas waktu banding sudah lewat.")
    rule = mark("Banding diajukan paling lambat pada hari yang tertulis di penilaian itu.")
    advice = mark("Bicarakan dengan Pengawas 112.")


class AppealedBefore(Refused):
    code = "QUALITY-009"
    what = mark("Banding atas penilaian ini sudah ada atau sudah diputus.")
    rule = mark("Satu penilaian dibanding satu kali dan diputus satu kali.")
    advice = mark("Muat ulang halaman untuk melihatnya.")


class OwnReview(Forbidden):
    code = "QUALITY-010"
    what = mark("Anda sendiri yang memberi penilaian ini.")
    rule = mark("Banding diputus Pengawas 112 yang lain, yang juga tidak menangani panggilannya.")
    advice = mark("Serahkan kepada Pengawas 112 yang lain.")


class FormUnusable(Malformed):
    code = "QUALITY-011"
    what = mark("Formulir penilaian ini tidak dapat dipakai: {reason}.")
    rule = mark(
        "Satu sampai {most} pertanyaan, bobot 0–20, paling sedikit satu berbobot; yang kritis tanpa"
        " bobot; dan dasar hukum."
    )
    advice = mark("Perbaiki isian itu, lalu tetapkan lagi.")


class NotReviewedYet(Refused):
    code = "QUALITY-012"
    what = mark("Panggilan ini belum selesai dinilai, atau tidak dibanding.")
    rule = mark("Yang dibaca, dibanding, dan diputus adalah penilaian yang sudah selesai.")
    advice = mark("Muat ulang halaman.")
