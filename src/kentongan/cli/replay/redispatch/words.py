"""The words of the report, marked: a page is made in the language that is asked for."""

from kentongan.cli.replay.redispatch import (
    FIRST_STATION,
    OURS,
    OURS_COVER,
    RECORD,
    STRAIGHT_LINE,
)
from kentongan.cli.replay.redispatch.whys import Why
from kentongan.kernel.errors import mark

NAMES = {
    RECORD: mark("Rekaman"),
    OURS: mark("Usulan Kentongan"),
    OURS_COVER: mark("Usulan dengan jangkauan"),
    STRAIGHT_LINE: mark("Garis lurus"),
    FIRST_STATION: mark("Pos pertama"),
}

MEANINGS = {
    RECORD: mark("Unit yang dahulu benar-benar dikirim, begitu ia bebas dalam model ini."),
    OURS: mark(
        "Unit teratas yang siap pada usulan unit terdekat: aturan yang sama dengan yang dipakai di"
        " meja, bukan salinannya."
    ),
    OURS_COVER: mark(
        "Sama, tetapi selain P1 unit lain didahulukan bila perginya meninggalkan lebih banyak"
        " panggilan berikutnya tetap terjangkau; bobotnya tertera pada perintah."
    ),
    STRAIGHT_LINE: mark("Unit bebas yang terdekat pada peta, dari tempatnya saat itu."),
    FIRST_STATION: mark(
        "Unit bebas dari pos wilayah panggilan itu, lalu dari pos terdekat berikutnya; di mana unit"
        " sedang berada tidak dilihat."
    ),
}

REASONS = {
    Why.SAME: mark("Unit yang sama dengan rekaman"),
    Why.BUSY: mark("Unit dari rekaman sedang menangani panggilan lain"),
    Why.NEARER_AT_STATION: mark("Unit lain yang siaga di posnya lebih dekat"),
    Why.NEARER_ON_THE_WAY: mark("Unit lain yang sedang kembali ke pos lebih dekat"),
    Why.ALIKE: mark("Sama dekatnya, misalnya dari pos yang sama"),
    Why.FARTHER: mark("Unit lain yang lebih jauh"),
    Why.WAITED: mark("Tidak ada unit bebas; yang lebih dahulu bebas yang pergi"),
}
