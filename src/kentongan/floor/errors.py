"""What the floor refuses."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, mark


class NoLead(Forbidden):
    code = "FLOOR-001"
    what = mark("Lantai petugas tidak terbuka untuk Anda.")
    rule = mark(
        "Lantai dilihat Pengawas 112, dan kepala regu selama ia masuk piket sebagai pengawas."
    )
    advice = mark("Masuk piket sebagai Pengawas 112 di halaman Petugas piket, lalu coba lagi.")


class NotInHand(Refused):
    code = "FLOOR-002"
    what = mark("Panggilan ini tidak sedang ditangani siapa pun.")
    rule = mark("Bisikan dan ikut mendengar berlaku selama petugas bicara dengan pelapor.")
    advice = mark("Muat ulang lantai; panggilannya mungkin sudah berakhir.")


class OwnCall(Refused):
    code = "FLOOR-003"
    what = mark("Panggilan ini Anda sendiri yang menangani.")
    rule = mark("Pengawas ikut mendengar dan menulis bisikan di panggilan orang lain.")
    advice = mark("Pakai Catatan di panggilan itu.")


class NotThroughExchange(Refused):
    code = "FLOOR-004"
    what = mark("Panggilan ini tidak dapat didengarkan dari sini.")
    rule = mark(
        "Yang dapat didengarkan hanya panggilan yang sedang tersambung lewat sentral telepon yang"
        " menerima perintah."
    )
    advice = mark("Datangi meja petugasnya, atau kirim bisikan.")


class NoteUnusable(Malformed):
    code = "FLOOR-005"
    what = mark("Bisikan ini kosong atau terlalu panjang.")
    rule = mark("Satu bisikan paling panjang {limit} huruf: petugas membacanya sambil bicara.")
    advice = mark("Persingkat, lalu kirim lagi.")


class NotYourDesk(Forbidden):
    code = "FLOOR-006"
    what = mark("Ini bukan untuk meja Anda.")
    rule = mark("Bisikan, tawaran jeda, dan daftar didengarkan dibaca petugas yang dituju.")
    advice = mark("Muat ulang halaman Meja 112.")


class NobodyAnswered(Refused):
    code = "FLOOR-007"
    what = mark("Panggilan ini belum dijawab siapa pun.")
    rule = mark("Panggilan berat ditandai untuk petugas yang menjawabnya.")
    advice = mark("Pilih panggilan yang sudah dijawab.")


class OwnFollowUp(Forbidden):
    code = "FLOOR-008"
    what = mark("Tindak lanjut ini tentang Anda sendiri.")
    rule = mark("Yang menanyakan kabar dan mencatatnya adalah pengawas yang lain.")
    advice = mark("Bicarakan dengan Pengawas 112 yang lain.")


class TalkedBefore(Refused):
    code = "FLOOR-009"
    what = mark("Pembicaraan ini sudah dicatat.")
    rule = mark("Setiap pembicaraan dicatat satu kali, berurutan.")
    advice = mark("Buka lagi tindak lanjutnya untuk melihat catatan itu.")
