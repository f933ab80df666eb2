"""What the outermost layer refuses, before any room has seen it."""

from kentongan.kernel.errors import Malformed, mark


class BodyTooLarge(Malformed):
    code = "CONFIG-001"
    http_status = 413
    what = mark("Isi permintaan lebih besar dari {limit} bita.")
    rule = mark("Node ini membatasi isi permintaan (KENTONGAN_MAX_BODY).")
    advice = mark("Kirim berkas yang lebih kecil, atau bagi menjadi beberapa permintaan.")
