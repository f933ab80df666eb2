"""What locating refuses."""

from kentongan.kernel.errors import Malformed, Missing, Refused, mark


class NotListening(Missing):
    code = "LOCATING-001"
    what = mark("Node ini tidak menerima lokasi dari jaringan telepon.")
    rule = mark("Lokasi diterima bila KENTONGAN_AML_SECRET diisi pengelola.")
    advice = mark("Isi rahasianya di node dan di gerbang SMS, lalu nyalakan ulang node.")


class SignatureWrong(Refused):
    code = "LOCATING-002"
    http_status = 403
    what = mark("Tanda tangan kiriman lokasi ini tidak cocok.")
    rule = mark("Yang diterima hanya yang ditandatangani dengan rahasia bersama.")
    advice = mark("Samakan rahasia di kedua sisi; cara menghitungnya ada di docs/operations.")


class TooOld(Refused):
    code = "LOCATING-003"
    what = mark("Kiriman ini bukan dari lima menit terakhir.")
    rule = mark("Waktu pengirim paling jauh {window_s} detik dari waktu node.")
    advice = mark("Samakan jam kedua mesin, lalu kirim lagi.")


class LinkGone(Missing):
    """Unknown, over, ended: one answer, which tells nothing about anybody."""

    code = "LOCATING-004"
    what = mark("Tautan ini tidak berlaku lagi.")
    rule = mark("Tautan lokasi berlaku sebentar, untuk satu panggilan.")
    advice = mark("Telepon 112 bila Anda masih butuh pertolongan.")


class LinkTaken(Refused):
    code = "LOCATING-005"
    what = mark("Tautan ini sudah dipakai di telepon lain.")
    rule = mark("Satu tautan untuk satu telepon.")
    advice = mark("Kirim lokasi dari telepon yang pertama, atau telepon 112.")


class PositionUnreadable(Malformed):
    code = "LOCATING-006"
    what = mark("Lokasi dari peramban tidak terbaca: {field}.")
    rule = mark("Lintang −90 sampai 90, bujur −180 sampai 180, radius lebih dari nol meter.")
    advice = mark("Coba lagi, atau tulis patokan tempat Anda.")


class NotAgreed(Refused):
    """A caller who may be overheard is written to by nobody (practice.md §3.1)."""

    code = "LOCATING-007"
    what = mark("Tautan lokasi tidak dikirim: pelapor belum dinyatakan aman dihubungi.")
    rule = mark("SMS hanya ke pelapor yang mengatakan setuju dan aman, tidak pernah ke "
                "“jangan hubungi” atau “diam saja”.")  # fmt: skip
    advice = mark("Tanyakan di telepon, lalu centang. Bila ia tidak dapat bicara, jangan kirim.")


class NoMobileNumber(Refused):
    code = "LOCATING-008"
    what = mark("Tautan lokasi tidak dapat dikirim ke nomor ini.")
    rule = mark("SMS sampai ke nomor seluler; panggilan ini tanpa nomor, atau dari telepon rumah.")
    advice = mark("Tanyakan alamat dan patokan, atau minta nomor seluler pelapor.")


class NoAddress(Refused):
    code = "LOCATING-009"
    what = mark("Node ini belum punya alamat untuk warga.")
    rule = mark("Tautan memakai KENTONGAN_PUBLIC_ADDRESS, yaitu https://… yang dibuka dari luar.")
    advice = mark("Pengelola mengisinya, lalu menyalakan ulang node.")


class NotAPlace(Refused):
    code = "LOCATING-010"
    what = mark("Lingkaran ini terlalu luas untuk menjadi lokasi kejadian.")
    rule = mark("Yang dipakai berjari-jari paling besar {limit} meter; menara bukan alamat.")
    advice = mark("Tanyakan desa dan patokan di dalam lingkaran itu.")


class LinkFull(Refused):
    code = "LOCATING-011"
    http_status = 429
    what = mark("Telepon ini sudah mengirim lokasi sangat sering.")
    rule = mark("Satu tautan menerima paling banyak {most} lokasi.")
    advice = mark("Lokasi terakhir sudah ada di petugas. Telepon 112 bila tempat Anda berubah.")


class CallOver(Refused):
    code = "LOCATING-012"
    what = mark("Panggilan ini sudah selesai.")
    rule = mark("Lokasi pelapor dari panggilan yang selesai dibuka dengan nama Anda di jurnal.")
    advice = mark("Pakai “Tampilkan lokasi”.")
