"""What recordings refuse."""

from kentongan.kernel.errors import Malformed, Missing, Refused, Unavailable, mark


class ReasonMissing(Malformed):
    code = "RECORDINGS-001"
    what = mark("Alasan belum ditulis.")
    rule = mark("Rekaman dibuka atau ditahan hanya dengan alasan, paling panjang {limit} huruf.")
    advice = mark("Tulis untuk apa rekaman ini diperlukan, lalu kirim lagi.")


class RecordingDeleted(Refused):
    code = "RECORDINGS-002"
    what = mark("Rekaman ini sudah dihapus.")
    rule = mark("Rekaman disimpan menurut ketetapan daerah, lalu dihapus kecuali ditahan.")
    advice = mark("Catatan panggilan dan jurnalnya masih ada; rekaman tidak dapat dikembalikan.")


class NotOpened(Refused):
    code = "RECORDINGS-003"
    what = mark("Rekaman ini belum Anda buka, atau waktunya sudah lewat.")
    rule = mark("Setiap pembukaan rekaman dicatat dengan nama dan alasan, dan berlaku sebentar.")
    advice = mark("Buka rekaman dari halaman panggilannya dengan menulis alasan.")


class SoundMissing(Missing):
    code = "RECORDINGS-004"
    what = mark("Berkas rekaman ini tidak ditemukan di sentral telepon.")
    rule = mark("Di sini hanya dicatat letaknya; berkasnya disimpan sentral.")
    advice = mark("Tanyakan pengelola sentral apakah berkas itu masih ada.")


class HostilePlace(Refused):
    code = "RECORDINGS-005"
    what = mark("Letak rekaman ini tidak dapat dibuka.")
    rule = mark("Yang dibuka hanya berkas suara di dalam folder rekaman sentral.")
    advice = mark("Periksa KENTONGAN_RECORDINGS dan KENTONGAN_RECORDINGS_PREFIX.")


class SourceAway(Unavailable):
    code = "RECORDINGS-009"
    what = mark("Sentral telepon tidak memberikan rekaman ini sekarang.")
    rule = mark("Rekaman diputar dari sentral selama salinannya tidak disimpan di sini.")
    advice = mark("Coba lagi sebentar; bila tetap begini, hubungi pengelola sentral.")


class LetterMissing(Malformed):
    code = "RECORDINGS-006"
    what = mark("Nomor surat belum ditulis.")
    rule = mark("Permintaan penegak hukum ditahan dengan nomor suratnya.")
    advice = mark("Tulis nomor surat permintaan, lalu kirim lagi.")


class FlagLifted(Refused):
    code = "RECORDINGS-007"
    what = mark("Penahanan ini sudah dilepas.")
    rule = mark("Satu penahanan dilepas satu kali.")
    advice = mark("Muat ulang halaman.")


class RangeUnreadable(Malformed):
    code = "RECORDINGS-008"
    what = mark("Bagian rekaman yang diminta tidak ada.")
    rule = mark("Rekaman ini panjangnya {size} bita.")
    advice = mark("Putar rekaman dari awal.")
