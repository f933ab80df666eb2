"""What guidance refuses."""

from kentongan.kernel.errors import Malformed, Refused, mark


class CardUnreadable(Malformed):
    """`line` is that of the file, from 1; `field` the path in it, `langkah[2].ulang_s`."""

    code = "GUIDANCE-001"
    what = mark("Kartu tidak dapat dibaca, baris {line}: {field}.")
    rule = mark("{expected}")
    advice = mark("Perbaiki baris itu lalu impor lagi; belum ada yang disimpan.")


class CardNotDraft(Refused):
    code = "GUIDANCE-002"
    what = mark("Versi kartu ini bukan konsep lagi: {state}.")
    rule = mark("Yang disetujui adalah konsep, satu kali.")
    advice = mark("Muat ulang halaman. Untuk isi lain impor versi baru.")


class CasesFail(Refused):
    code = "GUIDANCE-003"
    what = mark("Kartu ini belum dapat disetujui: {failed} dari {n} uji tidak sesuai.")
    rule = mark("Kartu disetujui setelah semua uji di dalamnya sesuai, dan setiap aturan teruji.")
    advice = mark("Jalankan uji di halaman kartu, perbaiki kartunya, lalu impor versi baru.")


class ApprovalIncomplete(Malformed):
    code = "GUIDANCE-004"
    what = mark("Persetujuan belum lengkap: {field}.")
    rule = mark("Kartu disetujui dokter dengan nama, nomor SIP, dan tanggal.")
    advice = mark("Lengkapi isian itu.")


class ApprovalDate(Malformed):
    code = "GUIDANCE-005"
    what = mark("Tanggal persetujuan ini tidak dapat dipakai: {day}.")
    rule = mark("Tanggalnya tidak di masa depan, dan masa berlakunya {months} bulan belum habis.")
    advice = mark("Perbaiki tanggalnya, atau minta persetujuan baru.")


class CardRetired(Refused):
    code = "GUIDANCE-006"
    what = mark("Versi kartu ini sudah ditarik.")
    rule = mark("Yang ditarik tidak dipakai lagi.")
    advice = mark("Muat ulang halaman dan pilih kartu yang berlaku.")


class NotUsable(Refused):
    """Also of one whose time is over."""

    code = "GUIDANCE-007"
    what = mark("Kartu ini tidak dapat dipakai di meja 112.")
    rule = mark("Hanya kartu yang disetujui dokter dan masih berlaku yang tampil.")
    advice = mark("Pilih kartu lain, atau pandu tanpa kartu menurut SOP.")


class SessionOver(Refused):
    code = "GUIDANCE-008"
    what = mark("Panduan ini sudah diakhiri.")
    rule = mark("Yang sudah disampaikan hanya bertambah selama panduan berjalan.")
    advice = mark("Mulai lagi dengan kartu yang sama atau kartu lain.")


class NotHere(Refused):
    """Somebody else, or a second press, was first."""

    code = "GUIDANCE-009"
    what = mark("Panduan sudah berada di langkah lain.")
    rule = mark("Yang dicatat adalah jawaban atau langkah yang sedang tampil.")
    advice = mark("Bacakan yang tampil sekarang.")


class SameText(Refused):
    code = "GUIDANCE-010"
    what = mark("Kartu ini sudah ada dengan isi yang sama: versi {version}.")
    rule = mark("Isi yang sama tidak menjadi versi baru.")
    advice = mark("Buka versi itu, atau ubah isinya.")
