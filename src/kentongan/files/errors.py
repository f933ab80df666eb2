"""What attachments refuse."""

from kentongan.kernel.errors import Malformed, Refused, Unavailable, mark


class TooLarge(Malformed):
    code = "FILES-001"
    http_status = 413
    what = mark("Berkas ini lebih besar dari {limit_mb} MB.")
    rule = mark("Lampiran paling besar {limit_mb} MB.")
    advice = mark("Perkecil foto atau potong videonya, lalu lampirkan lagi.")


class EmptyFile(Malformed):
    code = "FILES-002"
    what = mark("Berkas ini kosong.")
    rule = mark("Lampiran berisi sedikitnya satu bita.")
    advice = mark("Pilih berkasnya lagi.")


class ContentGone(Unavailable):
    code = "FILES-003"
    what = mark("Isi berkas ini tidak ada di folder data.")
    rule = mark("Isi berkas disimpan sekali menurut sidik SHA-256-nya.")
    advice = mark("Pulihkan folder files/ dari cadangan.")


class NotAMediaType(Refused):
    code = "FILES-004"
    what = mark("Jenis berkas {media_type} tidak dikenal.")
    rule = mark("Jenis berkas ditulis seperti image/jpeg.")
    advice = mark("Pilih berkasnya lagi.")


class IdTaken(Refused):
    code = "FILES-005"
    what = mark("Nomor lampiran ini sudah dipakai untuk berkas lain.")
    rule = mark("Satu nomor untuk satu berkas.")
    advice = mark("Lampirkan lagi dengan nomor baru.")
