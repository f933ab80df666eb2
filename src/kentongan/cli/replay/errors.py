"""What a replay refuses: a node with calls of its own, and rows that cannot be read."""

from kentongan.kernel.errors import Malformed, Refused, mark


class NotThrowAway(Refused):
    code = "REPLAY-001"
    what = mark("Basis data ini milik node yang menyimpan panggilan.")
    rule = mark("Putar ulang hanya masuk ke node kosong yang dibuat untuk itu.")
    advice = mark("Sebut basis data kosong dengan --into, atau jangan pakai --into.")


class BadRow(Malformed):
    """One row of the record that cannot be played: told with its line, and nothing stops."""

    code = "REPLAY-002"
    what = mark("Baris {line} tidak dapat dibaca: {reason}.")
    rule = mark("Setiap baris menyebut panggilan, unit, prioritas, titik, dan jam-jamnya.")
    advice = mark("Perbaiki baris itu, atau biarkan; baris lain tetap diputar.")


class DoubleRow(Malformed):
    code = "REPLAY-003"
    what = mark("Baris {line} mengulang unit yang sama untuk panggilan yang sama.")
    rule = mark("Satu baris untuk satu unit pada satu panggilan.")
    advice = mark("Hapus baris gandanya; baris pertama tetap diputar.")


class BadSpeed(Malformed):
    code = "REPLAY-004"
    what = mark("Kecepatan {speed} tidak dikenal.")
    rule = mark("Kecepatan adalah max, atau bilangan lebih dari nol.")
    advice = mark("Pakai --speed max, atau misalnya --speed 60.")
