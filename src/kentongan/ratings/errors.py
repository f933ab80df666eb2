"""What ratings refuse."""

from kentongan.kernel.errors import Malformed, Missing, Refused, mark


class LinkGone(Missing):
    code = "RATINGS-001"
    what = mark("Tautan ini tidak berlaku.")
    rule = mark("Setiap tautan penilaian berlaku untuk satu laporan dan beberapa hari saja.")
    advice = mark("Dalam keadaan darurat telepon 112. Untuk pengaduan: SP4N-LAPOR! di lapor.go.id.")


class TooLateToChange(Refused):
    code = "RATINGS-002"
    what = mark("Penilaian ini sudah kami terima dan tidak dapat diubah lagi.")
    rule = mark("Penilaian dapat diubah {minutes} menit setelah dikirim.")
    advice = mark("Untuk pengaduan lain: SP4N-LAPOR! di lapor.go.id.")


class NoScore(Malformed):
    code = "RATINGS-003"
    what = mark("Nilai belum dipilih.")
    rule = mark("Penilaian memerlukan satu nilai dari 1 sampai 5.")
    advice = mark("Pilih satu nilai, lalu kirim lagi.")


class WordsTooLong(Malformed):
    code = "RATINGS-004"
    what = mark("Tulisan ini terlalu panjang.")
    rule = mark("Paling panjang {limit} huruf.")
    advice = mark("Persingkat, lalu kirim lagi.")


class ComplaintSettled(Refused):
    code = "RATINGS-005"
    what = mark("Pengaduan ini sudah dijawab {name}.")
    rule = mark("Satu pengaduan dijawab satu kali.")
    advice = mark("Muat ulang halaman untuk melihat jawabannya.")


class ComplaintHeld(Refused):
    code = "RATINGS-006"
    what = mark("Pengaduan ini belum diambil, atau dipegang {name}.")
    rule = mark("Yang menjawab adalah yang memegangnya dengan nama.")
    advice = mark("Ambil dahulu pengaduan ini, lalu jawab.")


class AnswerMissing(Malformed):
    code = "RATINGS-007"
    what = mark("Jawaban belum ditulis.")
    rule = mark("Pengaduan ditutup dengan catatan apa yang dilakukan.")
    advice = mark("Tulis apa yang sudah disampaikan atau diperbaiki.")


class TermsOutOfBounds(Malformed):
    code = "RATINGS-008"
    what = mark("Ketetapan penilaian tidak dapat dipakai: {field}.")
    rule = mark("{expected}")
    advice = mark("Perbaiki isian itu lalu tetapkan lagi.")
